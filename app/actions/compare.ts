/** Compares two photos, wherever they lie. */
import type { Output } from '../contract.ts';
import { PersonError } from '../errors.ts';
import { readPhoto } from '../files/read.ts';
import type { MatchKind } from '../grouping/kinds.ts';
import { bestCosine, toDistance, toUnitRows } from '../grouping/distance.ts';
import { analyse, type Analysis } from '../jobs/analyse.ts';
import { proofsOf } from '../jobs/proofs.ts';
import { haveSamePixels, type Provable } from '../jobs/same-pixels.ts';
import type { Verifier } from '../jobs/verifier.ts';
import type { Encoder } from '../vision/encoder.ts';
import { probability, type Model } from '../vision/model.ts';
import type { Relation } from '../vision/relation.ts';

export interface SeenPhoto {
  sha256: string;
  bytes: Uint8Array;
  analysis: Analysis;
}

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
  verifier: Pick<Verifier, 'relate'>,
  model: Model,
  threshold: number,
): Promise<Output<'compare'>> {
  const { dimensions } = model.output;
  const cosine = a.sha256 === b.sha256 ? 1 : cosineOf(a.analysis, b.analysis, dimensions);
  const distance = toDistance(cosine);
  const { kind, relation } = await relationOf(a, b, verifier);
  return {
    distance,
    cosine,
    // Verified pairs are grouped at every threshold.
    same: kind !== 'similar' || distance <= threshold,
    probability:
      kind === 'similar' ? probability(model, distance) : kind === 'same-pixels' ? 1 : (relation?.score ?? 1),
    kind,
    relation,
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

/** What can be verified about two photos that were seen; from the first one's point of view. */
async function relationOf(
  a: SeenPhoto,
  b: SeenPhoto,
  verifier: Pick<Verifier, 'relate'>,
): Promise<{ kind: MatchKind; relation: Omit<Relation, 'kind'> | null }> {
  if (a.sha256 === b.sha256) return { kind: 'identical', relation: null };
  const photos = [a, b].map(({ sha256, analysis }) => {
    const { width, height, orientation, pages, alpha, thumbnail } = analysis;
    return { sha256, width, height, orientation, pages, alpha, thumbnail };
  });
  const [found = null] = await verifier.relate({ photos, pairs: [{ a: 0, b: 1, isClose: true }] });
  if (found === null) return { kind: 'similar', relation: null };
  const { kind, ...relation } = found;
  const isSame = kind === 'resized' && (await haveSamePixels(toProvable(a), toProvable(b)));
  return { kind: isSame ? 'same-pixels' : kind, relation };
}

function toProvable({ analysis, bytes }: SeenPhoto): Provable {
  return {
    ...{ ...analysis, isOwnThumbnail: analysis.thumbnail.length === bytes.length },
    proofs: proofsOf(() => Promise.resolve(bytes), analysis.orientation),
  };
}
