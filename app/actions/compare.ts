/** Compares two photos, wherever they lie. */
import type { Output } from '../contract.ts';
import { PersonError } from '../errors.ts';
import { readPhoto } from '../files/read.ts';
import type { MatchKind } from '../grouping/kinds.ts';
import { bestCosine, toDistance, toUnitRows } from '../grouping/distance.ts';
import { analyse, type Analysis } from '../jobs/analyse.ts';
import { relatable, relate, type Relatable } from '../jobs/relate.ts';
import type { Encoder } from '../vision/encoder.ts';
import { probability, type Model } from '../vision/model.ts';

export interface SeenPhoto {
  sha256: string;
  bytes: Uint8Array;
  analysis: Analysis;
}

/** Verified copies that were no copies: none in 34,000 pairs of different photos; this claims no more than that shows. */
const resizedProbability = 0.999;

/** @throws PersonError naming the file, when it cannot be read. */
export async function see(path: string, encoder: Encoder, model: Model): Promise<SeenPhoto> {
  try {
    const photo = await readPhoto(path);
    if (photo === null) throw new PersonError('does not exist');
    return { ...photo, analysis: await analyse(photo.bytes, encoder, model) };
  } catch (error) {
    throw error instanceof PersonError ? new PersonError(`The file ${path} ${error.message}.`) : error;
  }
}

export async function comparePhotos(
  a: SeenPhoto,
  b: SeenPhoto,
  model: Model,
  threshold: number,
): Promise<Output<'compare'>> {
  const { dimensions } = model.output;
  const cosine = a.sha256 === b.sha256 ? 1 : cosineOf(a.analysis, b.analysis, dimensions);
  const distance = toDistance(cosine);
  const kind = await kindOf(a, b);
  return {
    distance,
    cosine,
    // Verified copies are grouped at every threshold.
    same: kind !== 'similar' || distance <= threshold,
    probability: kind === 'similar' ? probability(model, distance) : kind === 'resized' ? resizedProbability : 1,
    kind,
  };
}

function cosineOf(a: Analysis, b: Analysis, dimensions: number): number {
  const rows = [...a.vectors, ...b.vectors];
  const half = new Float16Array(rows.length * dimensions);
  rows.forEach(({ vector }, row) => half.set(vector, row * dimensions));
  const unit = new Float32Array(half.length);
  toUnitRows(half, dimensions, unit);
  const indices = rows.map((_, row) => row);
  return bestCosine(unit, dimensions, indices.slice(0, a.vectors.length), indices.slice(a.vectors.length));
}

async function kindOf(a: SeenPhoto, b: SeenPhoto): Promise<MatchKind> {
  if (a.sha256 === b.sha256) return 'identical';
  const [photoA, photoB] = [await toRelatable(a), await toRelatable(b)];
  return (await relate(photoA, photoB)) ?? 'similar';
}

function toRelatable({ analysis, bytes }: SeenPhoto): Promise<Relatable> {
  return relatable(analysis, bytes.length, () => Promise.resolve(bytes));
}
