/**
 * Lists the photos below a folder. Reads no photo: names, sizes and times only.
 *
 * Links are never followed. A link is not a copy: following it would show one photo twice, and offer to remove it.
 * A link that leads nowhere, or back to a folder that holds it, is reported; every other link is passed over.
 */
import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import pMap from 'p-map';
import { errorCode, PersonError } from '../errors.ts';
import { companionsIn } from './companion-names.ts';
import type { Exclusions } from './exclusions.ts';
import { isHidden, isPhotoName } from './formats.ts';
import { systemReason } from './system-reasons.ts';

export interface FoundPhoto {
  path: string;
  /** Bytes. */
  size: number;
  /** Last change, in whole microseconds since 1970. */
  modified: number;
}

/** A file that belongs to a photo. */
export interface FoundCompanion {
  path: string;
  /** Bytes. */
  size: number;
}

export interface Walk {
  photos: FoundPhoto[];
  /** Of the photos that have any, by path. */
  companions: Map<string, FoundCompanion[]>;
  problems: { path: string; reason: string }[];
  /** Folders that could not be listed: what was known inside them is kept, since nobody saw it gone. */
  unlisted: string[];
}

const statsAtOnce = 32;
const irregular = 'is not a regular file';
const misnamed = 'has a name that is not valid Unicode: rename it';

/** Node decodes names as UTF-8; bytes that are not come back as U+FFFD and then lead nowhere. */
function isMisnamed(path: string): boolean {
  return path.includes('\uFFFD');
}

export interface WalkOptions {
  signal?: AbortSignal | undefined;
  /** Called with the number of photos so far. */
  onFound?: (count: number) => void;
  exclusions?: Exclusions;
}

/**
 * Walks `folder`. What is excluded is neither listed nor looked into, and none of its problems reported.
 * @throws PersonError when the folder does not exist, is not a folder or may not be read.
 */
export async function walk(folder: string, { signal, onFound, exclusions }: WalkOptions = {}): Promise<Walk> {
  const found: Walk = { photos: [], companions: new Map(), problems: [], unlisted: [] };
  const waiting = [folder];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    if (signal?.aborted) break;
    let entries;
    try {
      entries = await readdir(directory, { withFileTypes: true });
    } catch (error) {
      if (directory === folder) throw new PersonError(`The folder ${folder} ${systemReason(error)}.`);
      // A folder that was removed while we walked is simply gone.
      if (errorCode(error) === 'ENOENT' && !isMisnamed(directory)) continue;
      found.unlisted.push(directory);
      found.problems.push({ path: directory, reason: isMisnamed(directory) ? misnamed : systemReason(error) });
      continue;
    }
    const files: string[] = [];
    const companions = companionsIn(entries.filter(isVisibleFile).map(({ name }) => name));
    // A raw file beside its JPEG is no photo of its own.
    const owned = new Set([...companions.values()].flat());
    for (const entry of entries) {
      if (isHidden(entry.name) || owned.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (exclusions?.has(path, entry.isDirectory()) === true) continue;
      if (entry.isSymbolicLink()) {
        const reason = await brokenLink(path);
        if (reason !== null) found.problems.push({ path, reason });
      } else if (entry.isDirectory()) waiting.push(path);
      else if (isPhotoName(entry.name) && entry.isFile()) files.push(path);
      else if (isPhotoName(entry.name)) found.problems.push({ path, reason: irregular });
    }
    const looks = await pMap(files, look, { concurrency: statsAtOnce });
    for (const one of looks) {
      if (one === null) continue;
      if ('reason' in one) found.problems.push(one);
      else {
        found.photos.push(one);
        const names = companions.get(basename(one.path)) ?? [];
        if (names.length > 0) found.companions.set(one.path, await sizes(names.map((name) => join(directory, name))));
      }
    }
    onFound?.(found.photos.length);
  }
  return found;
}

/** The companions among these paths that are there, with their sizes. */
export async function sizes(paths: readonly string[]): Promise<FoundCompanion[]> {
  const looks = await pMap(paths, look, { concurrency: statsAtOnce });
  return looks.flatMap((one) => (one === null || 'reason' in one ? [] : [{ path: one.path, size: one.size }]));
}

function isVisibleFile(entry: Dirent): boolean {
  return entry.isFile() && !isHidden(entry.name);
}

/** Size and time of one photo; null when it is gone, or a link that leads somewhere. */
export async function look(path: string): Promise<FoundPhoto | { path: string; reason: string } | null> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) {
      const reason = await brokenLink(path);
      return reason === null ? null : { path, reason };
    }
    if (!stats.isFile()) return { path, reason: irregular };
    return { path, size: stats.size, modified: Math.round(stats.mtimeMs * 1000) };
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') return { path, reason: systemReason(error) };
    return isMisnamed(path) ? { path, reason: misnamed } : null;
  }
}

/** Why a link cannot be used, or null when it leads to a file or to a folder elsewhere. */
async function brokenLink(path: string): Promise<string | null> {
  try {
    const target = await realpath(path);
    const holder = await realpath(dirname(path));
    const isFolder = (await lstat(target)).isDirectory();
    return isFolder && `${holder}${sep}`.startsWith(target.endsWith(sep) ? target : `${target}${sep}`)
      ? 'is a link loop: it leads back to a folder that holds it'
      : null;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'is a link to something that does not exist';
    return errorCode(error) === 'ELOOP' ? 'is a link loop: it leads back to itself' : systemReason(error);
  }
}
