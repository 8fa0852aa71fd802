/** What has changed on disk since the library last looked. Reads no photo: names, sizes and times decide. */
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import { lookBeside, type Beside } from '../files/companion-names.ts';
import type { Exclusions } from '../files/exclusions.ts';
import { systemReason } from '../files/system-reasons.ts';
import { passedOverReasons } from '../files/look-inside.ts';
import {
  leftOut,
  look,
  lookInto,
  sizes,
  walk,
  type FoundCompanion,
  type FoundPhoto,
  type PassedOver,
} from '../files/walk.ts';
import { isAnotherDrive } from './drives.ts';
import { isInside } from '../store/folders.ts';
import type { KnownFile } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';

export interface Changes {
  /** To be read: new, changed, or unreadable last time for a reason that may have passed. */
  read: { photo: FoundPhoto; isNew: boolean }[];
  unchanged: number;
  /** Unchanged ones that are another file of their volume than was known, or on another volume. */
  identities: Pick<FoundPhoto, 'path' | 'identity'>[];
  /** Photos that are gone. */
  removed: string[];
  /** Files that could not be read and are gone, and photos that are left out by now. */
  mended: string[];
  problems: { path: string; reason: string }[];
  /** Folders of the library that cannot be seen, each with what that means. */
  offline: { path: string; reason: string }[];
  /** Of every photo that was seen: the files that belong to it. */
  companions: Map<string, FoundCompanion[]>;
  /** What is no photo of the library, as far as that is news; and what was passed over once and is no more. */
  passedOver: PassedOver[];
  noLongerPassedOver: string[];
}

/** What is left alone: neither read nor reported. */
export interface Scope {
  exclusions: Exclusions;
  /** Smaller files are left out; 0 for none. */
  minimumBytes: number;
  /** Whether videos are taken. */
  videos: boolean;
  /** Whether their frames can be seen: then those that were known by their bytes alone are read anew. */
  canSeeVideos: boolean;
}

export function noChanges(): Changes {
  return {
    read: [],
    unchanged: 0,
    identities: [],
    removed: [],
    mended: [],
    problems: [],
    offline: [],
    companions: new Map(),
    passedOver: [],
    noLongerPassedOver: [],
  };
}

const isTooSmall = 'is smaller than what this library takes';

/** A file whose problem lay in reaching it, not in its bytes: it has no size, so it never counts as unchanged. */
export const unreachableSize = -1;

/**
 * Walks a folder of the library. A folder that has vanished is marked offline, and nothing in it as removed; so is a
 * folder of the library inside it.
 */
export async function findChanges(
  store: Store,
  folder: string,
  scope: Scope,
  { signal, proceed }: { signal?: AbortSignal; proceed?: () => Promise<void> },
  onFound: (count: number) => void,
): Promise<Changes> {
  const { exclusions, minimumBytes } = scope;
  const known = new Map(store.photos.filesInside(folder).map((file) => [file.path, file]));
  const offline = [];
  for (const row of store.folders.all()) {
    const { path } = row;
    if (path !== folder && !isInside(path, folder)) continue;
    const reason = (await isAnotherDrive(store, row))
      ? 'is on a drive that is away, with another one in its place: its photos are kept'
      : await absence(path, store.photos.countInside(path));
    store.folders.setOnline(path, reason === null);
    if (reason !== null) offline.push({ path, reason });
  }
  const kept = {
    ...noChanges(),
    unchanged: [...known.values()].filter(({ content }) => content !== null).length,
    offline,
  };
  if (offline.some(({ path }) => path === folder)) return kept;
  const passedOver = store.passedOver.inside(folder);
  const found = await walk(folder, {
    signal,
    proceed,
    onFound,
    exclusions,
    videos: scope.videos,
    remembered: (file) => foundBefore(file, known.get(file.path), passedOver.get(file.path)),
  });
  // A walk that was stopped has seen only a part: nothing may be called removed.
  if (signal?.aborted) return kept;

  const changes: Changes = { ...noChanges(), problems: found.problems, offline };
  const photos = found.photos.filter(({ size }) => size >= minimumBytes);
  for (const photo of photos) {
    note(changes, photo, known.get(photo.path), scope);
    changes.companions.set(photo.path, found.companions.get(photo.path) ?? []);
  }
  const tooSmall = found.photos.filter(({ size }) => size < minimumBytes);
  const others = [
    ...found.passedOver,
    ...tooSmall.map(({ path, size, modified }) => ({ path, size, modified, reason: isTooSmall })),
  ];
  for (const one of others) if (!isDeepStrictEqual(passedOver.get(one.path), one)) changes.passedOver.push(one);

  const seen = new Set([...photos, ...found.problems].map(({ path }) => path));
  const isLeftOut = new Set(tooSmall.map(({ path }) => path));
  const unseen = [...found.unlisted, ...offline.map(({ path }) => path)];
  const isUnseen = (path: string) => unseen.some((place) => isInside(path, place));
  for (const { path, content } of known.values()) {
    if (seen.has(path)) continue;
    if (content === null || isLeftOut.has(path) || exclusions.has(path)) changes.mended.push(path);
    else if (isUnseen(path)) changes.unchanged++;
    else changes.removed.push(path);
  }
  const still = new Set(others.map(({ path }) => path));
  const backs = await pMap(changes.removed, look, { concurrency: 32 });
  changes.removed = changes.removed.filter((path, at) => backs[at] === null || still.has(path));
  for (const path of passedOver.keys()) if (!still.has(path) && !isUnseen(path)) changes.noLongerPassedOver.push(path);
  return changes;
}

/** What a look into a file found that has not changed since; undefined where it has, or nobody looked. */
function foundBefore(
  file: FoundPhoto,
  known: KnownFile | undefined,
  passedOver: PassedOver | undefined,
): string | null | undefined {
  const isAsBefore = (before: Pick<FoundPhoto, 'size' | 'modified'>) =>
    before.size === file.size && before.modified === file.modified;
  if (known !== undefined && isAsBefore(known)) return known.duration === null ? null : passedOverReasons.video;
  if (passedOver === undefined || !isAsBefore(passedOver)) return undefined;
  // Any other reason may have passed without a change of the file.
  return Object.values<string>(passedOverReasons).includes(passedOver.reason) ? passedOver.reason : undefined;
}

/** The same for single files, as a watcher names them. */
export async function findFileChanges(store: Store, paths: readonly string[], scope: Scope): Promise<Changes> {
  const { exclusions, minimumBytes, videos } = scope;
  const changes = noChanges();
  for (const { path, online } of store.folders.all()) {
    if (!paths.some((file) => isInside(file, path))) continue;
    const reason = await absence(path, store.photos.countInside(path));
    if (online !== (reason === null)) store.folders.setOnline(path, reason === null);
    if (reason !== null) changes.offline.push({ path, reason });
  }
  const isKnownPicture = (path: string) => store.photos.isPhoto(path);
  const listed = new Map<string, Promise<Beside | null>>();
  const lookAround = (path: string) => {
    const folder = dirname(path);
    const beside = listed.get(folder) ?? lookBeside(folder, isKnownPicture);
    listed.set(folder, beside);
    return beside;
  };
  const noteCompanions = async (photo: string, beside: Beside | null) =>
    changes.companions.set(photo, await sizes(beside?.companionsOf(photo) ?? []));
  const remembered = (file: FoundPhoto) =>
    foundBefore(file, store.photos.file(file.path), store.passedOver.at(file.path));

  const looks = await pMap(paths, async (path) => ({ path, seen: await lookInto(path, { remembered, videos }) }), {
    concurrency: 32,
  });
  for (const { path, seen } of looks) {
    const before = store.photos.file(path);
    const owned = store.companions.ownerOf(path);
    // A sidecar that came, changed or went is news of its photo.
    const beside = before === undefined ? await lookAround(path) : null;
    const owner = beside?.ownerOf(path);
    for (const photo of new Set([owner, owned]))
      if (photo !== undefined && isKnownPicture(photo)) await noteCompanions(photo, await lookAround(photo));

    const isOffline = changes.offline.some((folder) => isInside(path, folder.path));
    const other = owner !== undefined ? null : passedOverAs(path, seen, exclusions, minimumBytes);
    if (other !== null) changes.passedOver.push(other);
    else if (!isOffline && store.passedOver.at(path) !== undefined) changes.noLongerPassedOver.push(path);

    if (owner !== undefined || other !== null) {
      if (before !== undefined) changes.mended.push(path);
    } else if (seen === null) {
      if (before === undefined || isOffline) continue;
      (before.content === null ? changes.mended : changes.removed).push(path);
    } else if ('reason' in seen) changes.problems.push(seen);
    else {
      note(changes, seen, before, scope);
      await noteCompanions(path, await lookAround(path));
    }
  }
  return changes;
}

/** A file that is none of the library's photos, with the reason; null where it may be one, or is gone. */
function passedOverAs(
  path: string,
  seen: Awaited<ReturnType<typeof lookInto>>,
  exclusions: Exclusions,
  minimumBytes: number,
): PassedOver | null {
  if (seen === null) return null;
  if (exclusions.has(path)) return { path, reason: leftOut, size: 0, modified: 0 };
  if (!('size' in seen)) return null;
  if ('reason' in seen) return seen;
  return seen.size < minimumBytes ? { path, size: seen.size, modified: seen.modified, reason: isTooSmall } : null;
}

function note(changes: Changes, photo: FoundPhoto, before: KnownFile | undefined, scope: Scope): void {
  const isAsBefore = isUnchanged(photo, before, scope);
  if (!isAsBefore) changes.read.push({ photo, isNew: (before?.content ?? null) === null });
  else if (before?.content !== null) changes.unchanged++;
  if (isAsBefore && before?.identity !== photo.identity) changes.identities.push(photo);
}

function isUnchanged(photo: FoundPhoto, before: KnownFile | undefined, { videos, canSeeVideos }: Scope): boolean {
  if (before === undefined || before.size !== photo.size || before.modified !== photo.modified) return false;
  if (before.problem !== null) return !videos || before.problem !== passedOverReasons.video;
  if (before.embedded) return true;
  // Of a video nothing more can be seen now, or ever.
  return before.duration !== null && (!canSeeVideos || before.duration === 0);
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
