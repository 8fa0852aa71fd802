/** What has changed on disk since the library last looked. Reads no photo: names, sizes and times decide. */
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import pMap from 'p-map';
import { companionsInFolder } from '../files/companion-names.ts';
import type { Exclusions } from '../files/exclusions.ts';
import { systemReason } from '../files/system-reasons.ts';
import { look, sizes, walk, type FoundCompanion, type FoundPhoto } from '../files/walk.ts';
import { isInside } from '../store/folders.ts';
import type { FileRow } from '../store/photos.ts';
import type { Store } from '../store/store.ts';

export interface Changes {
  /** To be read: new, changed, or unreadable last time for a reason that may have passed. */
  read: { photo: FoundPhoto; isNew: boolean }[];
  unchanged: number;
  /** Photos that are gone. */
  removed: string[];
  /** Files that could not be read and are gone, and photos that are left out by now. */
  mended: string[];
  problems: { path: string; reason: string }[];
  /** Folders of the library that cannot be seen, each with what that means. */
  offline: { path: string; reason: string }[];
  /** Of every photo that was seen: the files that belong to it. */
  companions: Map<string, FoundCompanion[]>;
}

/** What is left alone: neither read nor reported. */
export interface Scope {
  exclusions: Exclusions;
  /** Smaller files are left out; 0 for none. */
  minimumBytes: number;
}

export function noChanges(): Changes {
  return { read: [], unchanged: 0, removed: [], mended: [], problems: [], offline: [], companions: new Map() };
}

/** A file whose problem lay in reaching it, not in its bytes: it has no size, so it never counts as unchanged. */
export const unreachableSize = -1;

type Known = FileRow & { embedded: boolean };

/**
 * Walks a folder of the library. A folder that has vanished is marked offline, and nothing in it as removed; so is a
 * folder of the library inside it.
 */
export async function findChanges(
  store: Store,
  folder: string,
  { exclusions, minimumBytes }: Scope,
  signal: AbortSignal | undefined,
  onFound: (count: number) => void,
): Promise<Changes> {
  const known = new Map(store.photos.filesInside(folder).map((file) => [file.path, file]));
  const offline = [];
  for (const { path } of store.folders.all()) {
    if (path !== folder && !isInside(path, folder)) continue;
    const reason = await absence(path, store.photos.countInside(path));
    store.folders.setOnline(path, reason === null);
    if (reason !== null) offline.push({ path, reason });
  }
  const kept = {
    ...noChanges(),
    unchanged: [...known.values()].filter(({ content }) => content !== null).length,
    offline,
  };
  if (offline.some(({ path }) => path === folder)) return kept;
  const found = await walk(folder, { signal, onFound, exclusions });
  // A walk that was stopped has seen only a part: nothing may be called removed.
  if (signal?.aborted) return kept;

  const changes: Changes = { ...noChanges(), problems: found.problems, offline };
  const photos = found.photos.filter(({ size }) => size >= minimumBytes);
  for (const photo of photos) {
    note(changes, photo, known.get(photo.path));
    changes.companions.set(photo.path, found.companions.get(photo.path) ?? []);
  }
  const seen = new Set([...photos, ...found.problems].map(({ path }) => path));
  const tooSmall = new Set(found.photos.filter(({ size }) => size < minimumBytes).map(({ path }) => path));
  const unseen = [...found.unlisted, ...offline.map(({ path }) => path)];
  for (const { path, content } of known.values()) {
    if (seen.has(path)) continue;
    if (content === null || tooSmall.has(path) || exclusions.has(path)) changes.mended.push(path);
    else if (unseen.some((place) => isInside(path, place))) changes.unchanged++;
    else changes.removed.push(path);
  }
  return changes;
}

/** The same for single files, as a watcher names them. */
export async function findFileChanges(
  store: Store,
  paths: readonly string[],
  { exclusions, minimumBytes }: Scope,
): Promise<Changes> {
  const changes = noChanges();
  for (const { path, online } of store.folders.all()) {
    if (!paths.some((file) => isInside(file, path))) continue;
    const reason = await absence(path, store.photos.countInside(path));
    if (online !== (reason === null)) store.folders.setOnline(path, reason === null);
    if (reason !== null) changes.offline.push({ path, reason });
  }
  const looks = await pMap(paths, async (path) => ({ path, seen: await look(path) }), { concurrency: 32 });
  const listed = new Map<string, Map<string, string[]>>();
  for (const { path, seen } of looks) {
    const before = store.photos.file(path);
    if (exclusions.has(path) || (seen !== null && 'size' in seen && seen.size < minimumBytes)) {
      if (before !== undefined) changes.mended.push(path);
    } else if (seen === null) {
      if (before === undefined || changes.offline.some((folder) => isInside(path, folder.path))) continue;
      (before.content === null ? changes.mended : changes.removed).push(path);
    } else if ('reason' in seen) changes.problems.push(seen);
    else {
      note(changes, seen, before);
      const folder = dirname(path);
      if (!listed.has(folder)) listed.set(folder, await companionsInFolder(folder));
      changes.companions.set(path, await sizes(listed.get(folder)?.get(path) ?? []));
    }
  }
  return changes;
}

function note(changes: Changes, photo: FoundPhoto, before: Known | undefined): void {
  if (!isUnchanged(photo, before)) changes.read.push({ photo, isNew: (before?.content ?? null) === null });
  else if (before?.content !== null) changes.unchanged++;
}

function isUnchanged(photo: FoundPhoto, before: Known | undefined): boolean {
  if (before === undefined || before.size !== photo.size || before.modified !== photo.modified) return false;
  return before.problem !== null || before.embedded;
}

/** Why a folder of the library counts as offline, or null when it does not. */
async function absence(folder: string, photos: number): Promise<string | null> {
  try {
    const entries = await readdir(folder);
    // An unplugged drive often leaves its empty mount point behind.
    return photos > 0 && entries.length === 0
      ? 'is empty now, as if its drive were unplugged: its photos are kept'
      : null;
  } catch (error) {
    return photos > 0 ? 'is offline: its photos are kept' : systemReason(error);
  }
}
