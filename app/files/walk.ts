/**
 * Lists the photos below a folder, and what is passed over. Names, sizes and times are enough for files that are known
 * or are named as pictures; of any other file the first bytes decide.
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
import { factsOf, type FileFacts } from './file-facts.ts';
import { isHidden, isPhotoName } from './formats.ts';
import { lookInside, passedOverReasons } from './look-inside.ts';
import { systemReason } from './system-reasons.ts';

export interface FoundPhoto extends FileFacts {
  path: string;
  /** True of a video, where videos are taken: it has no companions. */
  isVideo?: true;
}

/** A file that belongs to a photo. */
export interface FoundCompanion {
  path: string;
  /** Bytes. */
  size: number;
}

/** A file, or a folder that was not looked into, which is no photo of the library. */
export interface PassedOver {
  path: string;
  /** Completes "The file … ". */
  reason: string;
  /** Bytes; 0 for what was not looked at. */
  size: number;
  /** Last change, in whole microseconds since 1970; 0 for what was not looked at. */
  modified: number;
}

export interface Walk {
  photos: FoundPhoto[];
  passedOver: PassedOver[];
  /** Of the photos that have any, by path. */
  companions: Map<string, FoundCompanion[]>;
  problems: { path: string; reason: string }[];
  /** Folders that could not be listed: what was known inside them is kept, since nobody saw it gone. */
  unlisted: string[];
}

const statsAtOnce = 32;
const irregular = 'is not a regular file';
const hidden = 'is hidden, or belongs to the system';
const link = 'is a link: what it leads to is looked at where it lies';
export const leftOut = 'is left out by the rules of this library';
const misnamed = 'has a name that is not valid Unicode: rename it';

/** Node decodes names as UTF-8; bytes that are not come back as U+FFFD and then lead nowhere. */
function isMisnamed(path: string): boolean {
  return path.includes('\uFFFD') || !path.isWellFormed();
}

export interface WalkOptions {
  signal?: AbortSignal | undefined;
  /** Called with the number of photos so far. */
  onFound?: (count: number) => void;
  exclusions?: Exclusions;
  /** What an earlier look into a file found, as `lookInside` gives it; undefined for a file that is new or changed. */
  remembered?: (file: FoundPhoto) => string | null | undefined;
  /** Whether videos are taken as items of their own. */
  videos?: boolean;
  /** Waited for before each folder. */
  proceed?: (() => Promise<void>) | undefined;
}

/**
 * Walks `folder`. What is excluded is neither listed nor looked into, and none of its problems reported.
 * @throws PersonError when the folder does not exist, is not a folder or may not be read.
 */
export async function walk(folder: string, options: WalkOptions = {}): Promise<Walk> {
  const { signal, onFound, exclusions, proceed } = options;
  const found: Walk = { photos: [], passedOver: [], companions: new Map(), problems: [], unlisted: [] };
  const waiting = [folder];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    await proceed?.();
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
    const passOver = (path: string, reason: string) => found.passedOver.push({ path, reason, size: 0, modified: 0 });
    const files: string[] = [];
    for (const entry of entries) {
      const path = join(directory, entry.name);
      const isNamed = isPhotoName(entry.name);
      if (isHidden(entry.name)) passOver(path, hidden);
      else if (exclusions?.has(path, entry.isDirectory()) === true) passOver(path, leftOut);
      else if (entry.isSymbolicLink()) {
        const reason = await brokenLink(path);
        if (reason === null) passOver(path, link);
        else found.problems.push({ path, reason });
      } else if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile()) files.push(entry.name);
      else if (isNamed) found.problems.push({ path, reason: irregular });
      else passOver(path, irregular);
    }
    await sortFiles(directory, files, entries.filter(isVisibleFile), options, found);
    onFound?.(found.photos.length);
  }
  return found;
}

/**
 * Sorts the files of a folder into photos, their companions, and what is neither.
 * @param names the files that are not left out.
 * @param visible all of them: what belongs to a photo belongs to it even where the rules leave it out.
 */
async function sortFiles(
  directory: string,
  names: readonly string[],
  visible: readonly Dirent[],
  looking: Looking,
  found: Walk,
): Promise<void> {
  const all = visible.map(({ name }) => name);
  // A raw file beside its JPEG is no photo of its own, and a sidecar need not be looked into.
  const ownedByName = new Set([...companionsIn(all).values()].flat());
  const looked = await pMap(
    names.filter((name) => !ownedByName.has(name)),
    async (name) => ({ name, seen: await lookInto(join(directory, name), looking) }),
    { concurrency: statsAtOnce },
  );
  const isPicture = (seen: Awaited<ReturnType<typeof lookInto>>) =>
    seen !== null && !('reason' in seen) && seen.isVideo === undefined;
  const pictures = new Set(looked.flatMap(({ name, seen }) => (isPicture(seen) ? [name] : [])));
  const companions = companionsIn(all, pictures);
  const owned = new Set([...companions.values()].flat());
  for (const { name, seen } of looked) {
    if (seen === null || owned.has(name)) continue;
    if (!('reason' in seen)) {
      found.photos.push(seen);
      const own = (companions.get(name) ?? []).map((companion) => join(directory, companion));
      if (own.length > 0) found.companions.set(seen.path, await sizes(own));
    } else if ('size' in seen) found.passedOver.push(seen);
    else found.problems.push(seen);
  }
}

/** How a file whose name does not speak of a picture is looked into. */
type Looking = Pick<WalkOptions, 'remembered' | 'videos'>;

/**
 * What a file is: a photo, something else with the reason why it is passed over, a problem, or null when it is gone or
 * a link that leads somewhere.
 */
export async function lookInto(
  path: string,
  { remembered, videos = false }: Looking = {},
): Promise<FoundPhoto | PassedOver | { path: string; reason: string } | null> {
  const seen = await look(path);
  if (seen === null || isPhotoName(basename(path))) return seen;
  // Nobody can say that it is a photo that cannot be read.
  if ('reason' in seen) return { ...seen, size: 0, modified: 0 };
  const known = remembered?.(seen);
  const reason = known === undefined ? await lookInside(path) : known;
  if (videos && reason === passedOverReasons.video) return { ...seen, isVideo: true };
  return reason === null ? seen : { path, size: seen.size, modified: seen.modified, reason };
}

/** The companions among these paths that are there, with their sizes. */
export async function sizes(paths: readonly string[]): Promise<FoundCompanion[]> {
  const looks = await pMap(paths, look, { concurrency: statsAtOnce });
  return looks.flatMap((one) => (one === null || 'reason' in one ? [] : [{ path: one.path, size: one.size }]));
}

function isVisibleFile(entry: Dirent): boolean {
  return entry.isFile() && !isHidden(entry.name);
}

/** What one photo is known by; null when it is gone, or a link that leads somewhere. */
export async function look(path: string): Promise<FoundPhoto | { path: string; reason: string } | null> {
  try {
    const stats = await lstat(path, { bigint: true });
    if (stats.isSymbolicLink()) {
      const reason = await brokenLink(path);
      return reason === null ? null : { path, reason };
    }
    if (!stats.isFile()) return { path, reason: irregular };
    return { path, ...factsOf(stats) };
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
