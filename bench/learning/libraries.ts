/**
 * The three simulated libraries: the one that the shipped judge learns from, the one whose pairs are asked about, and the
 * held-out one. No photo is in two of them; the last two are of photos that the encoder never saw either.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PersonError } from '../../app/errors.ts';
import { encoderManifest } from '../../app/resources.ts';
import { Encoder } from '../../app/vision/encoder/encoder.ts';
import { loadModel } from '../../app/vision/encoder/model.ts';
import { hasSharedPhotos, photosToLearnFrom, photosToMeasureOn, type MeasuredPhoto } from '../photos.ts';
import type { SimulatedLibrary } from './collect.ts';
import { collectLibrary } from './library.ts';
import { paintedPhotos } from './painted.ts';

/** Sources of each library, at most. */
const most = 500;
const mostToLearnFrom = 600;
/** Of many photos every twentieth is taken. */
const furthest = 20;
/** Fewer sources hold too few pairs of each kind. */
const fewest = 60;

export const defaultCache = join(tmpdir(), 'twinlens-learning');

/**
 * @param folder all of whose photos count; without one the held-out photos of `../shared/photos`, or drawn pictures where
 * there are none. @throws PersonError when there are too few photos.
 */
export async function librariesToMeasureOn(
  folder: string | undefined,
  cache: string,
): Promise<{ asked: SimulatedLibrary; heldOut: SimulatedLibrary }> {
  const photos = enough(await photosToMeasureOn(folder ?? (await drawnInstead(cache))), 2 * fewest);
  const half = Math.min(most, Math.floor(photos.length / 2));
  return withEncoder(async (collected) => ({
    asked: await collected(photos.slice(0, half), 'asked', cache),
    heldOut: await collected(photos.slice(half, 2 * half), 'held out', cache),
  }));
}

/** The same for what is learnt from: without a folder photos of `../shared/photos` that are not held out. */
export async function libraryToLearnFrom(folder: string | undefined, cache: string): Promise<SimulatedLibrary> {
  const photos = enough(await photosToLearnFrom(folder), fewest);
  const step = Math.min(furthest, Math.max(1, Math.floor(photos.length / mostToLearnFrom)));
  const spread = photos.filter((_, at) => at % step === 0).slice(0, mostToLearnFrom);
  return withEncoder((collected) => collected(spread, 'learnt', cache));
}

async function drawnInstead(cache: string): Promise<string | undefined> {
  if (hasSharedPhotos) return undefined;
  process.stderr.write('No folder was given: drawn pictures stand in for photos. Quote no figure of this run.\n');
  return paintedPhotos(cache);
}

function enough(photos: MeasuredPhoto[], least: number): MeasuredPhoto[] {
  if (photos.length >= least) return photos;
  throw new PersonError(`There are ${photos.length} photos to measure on: give it a folder with ${least} or more.`);
}

type Collected = (sources: readonly MeasuredPhoto[], seed: string, cache: string) => Promise<SimulatedLibrary>;

/** The encoder is started when the first library is not in the cache. */
async function withEncoder<Result>(work: (collected: Collected) => Promise<Result>): Promise<Result> {
  const model = loadModel(encoderManifest());
  let started: Promise<Encoder> | null = null;
  const encoder = () => (started ??= Encoder.start(model));
  try {
    return await work((sources, seed, cache) => collectLibrary(sources, seed, cache, { encoder, model }));
  } finally {
    await (await (started as Promise<Encoder> | null))?.close();
  }
}
