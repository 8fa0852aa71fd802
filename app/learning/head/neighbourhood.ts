/**
 * Near photos that nobody judged. A photo that was only called the same as others has no negatives of its own; its nearest
 * neighbours beyond the distance at which the answers all but never say "same" are taken for different. Nearer ones may be
 * the same for all one knows, and further ones teach nothing.
 */
import type { Calibration, Vectors } from '../types.ts';

/** Of a photo's near ones, how many are remembered. */
const remembered = 32;
/** Chance of "same" that is small enough to be passed over. */
const smallChance = 0.05;
/** Presumed negatives of a photo. */
const presumedEach = 4;

interface Neighbour {
  photo: number;
  distance: number;
}

export class Neighbourhood {
  readonly #nearest: Map<number, Neighbour[]>;

  /** @param photos whose neighbours are wanted; they are looked for among all. */
  constructor(vectors: Vectors, photos: readonly number[]) {
    this.#nearest = new Map(photos.map((photo) => [photo, nearest(vectors, photo)]));
  }

  /**
   * @param calibration of distances, by the answers that may be seen.
   * @param mayBeTaken whether a neighbour may be a negative.
   */
  presumedDifferent(photo: number, calibration: Calibration, mayBeTaken: (neighbour: number) => boolean): number[] {
    const safe = safeDistance(calibration);
    return (this.#nearest.get(photo) ?? [])
      .filter(({ photo: neighbour, distance }) => distance >= safe && mayBeTaken(neighbour))
      .slice(0, presumedEach)
      .map(({ photo: neighbour }) => neighbour);
  }
}

/** Beyond this the answers say "same" with less than `smallChance`; none where nearer is not more often the same. */
function safeDistance({ intercept, slope }: Calibration): number {
  return slope < 0 ? (Math.log(smallChance / (1 - smallChance)) - intercept) / slope : Infinity;
}

function nearest({ rows, dimensions }: Vectors, photo: number): Neighbour[] {
  const found: Neighbour[] = [];
  for (let other = 0; other < rows.length / dimensions; other++) {
    if (other === photo) continue;
    let product = 0;
    for (let i = 0; i < dimensions; i++) product += rows[photo * dimensions + i] * rows[other * dimensions + i];
    found.push({ photo: other, distance: Math.sqrt(Math.max(0, 2 - 2 * product)) });
  }
  return found.sort((x, y) => x.distance - y.distance || x.photo - y.photo).slice(0, remembered);
}
