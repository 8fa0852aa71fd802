/**
 * Lists the photos below a folder. Reads no photo: names, sizes and times only.
 *
 * Links are never followed. A link is not a copy: following it would show one photo twice, and offer to remove it.
 * A link that leads nowhere, or back to a folder that holds it, is reported; every other link is passed over.
 */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import pMap from 'p-map';
import { errorCode, PersonError } from '../errors.ts';
import { isHidden, isPhotoName } from './formats.ts';
import { systemReason } from './reasons.ts';

export interface FoundPhoto {
  path: string;
  /** Bytes. */
  size: number;
  /** Last change, in whole microseconds since 1970. */
  modified: number;
}

export interface Walk {
  photos: FoundPhoto[];
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

/**
 * Walks `folder`, calling `onFound` with the number of photos so far.
 * @throws PersonError when the folder does not exist, is not a folder or may not be read.
 */
export async function walk(folder: string, signal?: AbortSignal, onFound?: (count: number) => void): Promise<Walk> {
  const found: Walk = { photos: [], problems: [], unlisted: [] };
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
    for (const entry of entries) {
      if (isHidden(entry.name)) continue;
      const path = join(directory, entry.name);
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
      else found.photos.push(one);
    }
    onFound?.(found.photos.length);
  }
  return found;
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
