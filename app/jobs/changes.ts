/** What has changed on disk since the library last looked. Reads no photo: names, sizes and times decide. */
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import pMap from 'p-map';
import { errorMessage, PersonError } from '../errors.ts';
import { look, walk, type FoundPhoto } from '../files/walk.ts';
import { isInside } from '../store/folders.ts';
import type { FileRow } from '../store/photos.ts';
import type { Store } from '../store/store.ts';

export interface Changes {
  /** To be read: new, changed, or unreadable last time for a reason that may have passed. */
  read: { photo: FoundPhoto; isNew: boolean }[];
  unchanged: number;
  removed: string[];
  problems: { path: string; reason: string }[];
}

/** A file whose problem lay in reaching it, not in its bytes: it has no size, so it never counts as unchanged. */
export const unreachableSize = -1;

type Known = FileRow & { embedded: boolean };

/** Walks a folder of the library. A folder that has vanished is marked offline, and nothing in it as removed. */
export async function findChanges(
  store: Store,
  folder: string,
  signal: AbortSignal | undefined,
  onFound: (count: number) => void,
): Promise<Changes> {
  const known = new Map(store.photos.filesInside(folder).map((file) => [file.path, file]));
  const kept = { read: [], unchanged: known.size, removed: [] };
  let found;
  try {
    found = await walk(folder, signal, onFound);
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
    store.folders.setOnline(folder, false);
    return {
      ...kept,
      problems: [{ path: folder, reason: known.size > 0 ? 'is offline: its photos are kept' : errorMessage(error) }],
    };
  }
  // An unplugged drive often leaves its empty mount point behind.
  if (known.size > 0 && found.photos.length === 0 && (await isEmpty(folder))) {
    store.folders.setOnline(folder, false);
    return {
      ...kept,
      problems: [{ path: folder, reason: 'is empty now, as if its drive were unplugged: its photos are kept' }],
    };
  }
  store.folders.setOnline(folder, true);
  // A walk that was stopped has seen only a part: nothing may be called removed.
  if (signal?.aborted) return { ...kept, problems: [] };

  const changes: Changes = { read: [], unchanged: 0, removed: [], problems: found.problems };
  for (const photo of found.photos) {
    const before = known.get(photo.path);
    if (isUnchanged(photo, before)) changes.unchanged++;
    else changes.read.push({ photo, isNew: (before?.content ?? null) === null });
  }
  const seen = new Set([...found.photos, ...found.problems].map(({ path }) => path));
  for (const path of known.keys()) {
    if (seen.has(path)) continue;
    if (found.unlisted.some((unlisted) => isInside(path, unlisted))) changes.unchanged++;
    else changes.removed.push(path);
  }
  return changes;
}

/** The same for single files, as a watcher names them. Files of a folder that is offline by now are left alone. */
export async function findFileChanges(store: Store, paths: readonly string[]): Promise<Changes> {
  const changes: Changes = { read: [], unchanged: 0, removed: [], problems: [] };
  const looks = await pMap(paths, async (path) => ({ path, seen: await look(path) }), { concurrency: 32 });
  for (const { path, seen } of looks) {
    const before = store.photos.file(path);
    if (seen === null) {
      if (before !== undefined && (await canList(dirname(path), store))) changes.removed.push(path);
    } else if ('reason' in seen) changes.problems.push(seen);
    else if (isUnchanged(seen, before)) changes.unchanged++;
    else changes.read.push({ photo: seen, isNew: (before?.content ?? null) === null });
  }
  return changes;
}

function isUnchanged(photo: FoundPhoto, before: Known | undefined): boolean {
  if (before === undefined || before.size !== photo.size || before.modified !== photo.modified) return false;
  return before.problem !== null || before.embedded;
}

async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder)).length === 0;
}

/** Whether every folder of the library that holds the path is there: only then is a missing file a removed file. */
async function canList(directory: string, store: Store): Promise<boolean> {
  const holders = store.folders.all().filter(({ path }) => directory === path || isInside(directory, path));
  const there = await pMap(holders, async ({ path }) => {
    try {
      return !(await isEmpty(path)) || store.photos.countInside(path) <= 1;
    } catch {
      return false;
    }
  });
  return there.every(Boolean);
}
