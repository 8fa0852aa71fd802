/** Which photos a benchmark measures on: a folder's, or the held-out photos beside the clone where there are some. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorMessage, PersonError } from '../app/errors.ts';
import { readPhoto } from '../app/files/read-photo.ts';
import { walk } from '../app/files/walk.ts';

const shared = join(import.meta.dirname, '..', '..', 'shared', 'photos');
/** The parts of `../shared/photos` with one photo of each thing; `multiview` shows one tree from several sides. */
const sharedParts = ['caltech', 'clothing'].map((part) => join(shared, part));
/** The held-out split of `../shared/photos`: first byte of the file's SHA-256. No encoder may be trained on these. */
const heldOutBelow = '1a';

/** Whether there are photos to measure on where no folder is given. */
export const hasSharedPhotos = existsSync(shared);

export interface MeasuredPhoto {
  path: string;
  sha256: string;
}

/**
 * @param given a folder, all of whose photos count; without one, the held-out photos of `../shared/photos`.
 * @returns each content once, ordered by content hash: an order that has nothing to do with what the photos show.
 * @throws PersonError when there is nothing to measure on.
 */
export function photosToMeasureOn(given: string | undefined): Promise<MeasuredPhoto[]> {
  return photosOf(given, (sha256) => sha256 < heldOutBelow);
}

/** Fewer say nothing about one in a hundred. */
const fewest = 30;

/** The same, where shares are measured. @throws PersonError also when there are too few. */
export async function enoughPhotosToMeasureOn(given: string | undefined): Promise<MeasuredPhoto[]> {
  const photos = await photosToMeasureOn(given);
  if (photos.length >= fewest) return photos;
  throw new PersonError(`There are ${photos.length} photos to measure on: give it a folder with ${fewest} or more.`);
}

/** The same for what is learnt: without a folder, the photos of `../shared/photos` that are not held out. */
export function photosToLearnFrom(given: string | undefined): Promise<MeasuredPhoto[]> {
  return photosOf(given, (sha256) => sha256 >= heldOutBelow);
}

async function photosOf(given: string | undefined, isOfSplit: (sha256: string) => boolean): Promise<MeasuredPhoto[]> {
  if (given === undefined && !hasSharedPhotos)
    throw new PersonError('Give the benchmark a folder with photos, all different, the more the better: … -- FOLDER');
  const folders = given === undefined ? sharedParts : [resolve(given)];
  const found = new Map<string, string>();
  for (const folder of folders)
    for (const { path } of (await walk(folder)).photos) {
      const sha256 = await contentHash(path);
      if (sha256 !== null && (given !== undefined || isOfSplit(sha256))) found.set(sha256, path);
    }
  return [...found].map(([sha256, path]) => ({ sha256, path })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

/** Frames of one scene, from several sides; none where `../shared/photos` is missing. */
export async function multiviewFrames(): Promise<string[]> {
  const folder = join(shared, 'multiview');
  return existsSync(folder) ? (await walk(folder)).photos.map(({ path }) => path) : [];
}

async function contentHash(path: string): Promise<string | null> {
  try {
    return (await readPhoto(path))?.sha256 ?? null;
  } catch (error) {
    process.stderr.write(`Left out: ${path} ${errorMessage(error)}.\n`);
    return null;
  }
}
