/**
 * Corners: points where luminance changes in both directions, ranked by the harmonic mean of the structure tensor's
 * eigenvalues (Harris and Stephens 1988; Noble 1988), so that no threshold shuts out a blurred or pale picture.
 */
import { floatsAt, intsAt, loops, type Layout } from '../kernels/kernels.ts';
import type { PlacedPicture } from '../kernels/placed-picture.ts';

/** Below this a corner is noise: gradients of a level or so in both directions. */
const faintest = 60;
/** A picture is divided into this many cells along its longer side, and each gives its best corners first. */
const cellsAlong = 8;

/** Finds corners: room in the memory of the loops for pictures of up to this size. */
export class CornerFinder {
  readonly #response: number;
  readonly #work: number;
  readonly #places: number;

  constructor({ width, height }: Omit<PlacedPicture, 'place'>, layout: Layout) {
    this.#response = layout.take(width * height * 4);
    this.#work = layout.take(3 * width * (height + 1) * 4);
    this.#places = layout.take(width * height * 4);
  }

  /**
   * The best corners of a picture, spread over it: what stands out most in each part of it comes first, so that neither
   * the text of a screenshot nor one patterned object takes them all.
   * @param margin no corner lies nearer to the border, in pixels.
   * @returns indices of pixels, the strongest of each cell first.
   */
  find({ place, width, height }: PlacedPicture, limit: number, margin: number): Int32Array {
    loops.cornerResponse(place, width, height, this.#response, this.#work);
    const count = loops.peaks(this.#response, width, height, faintest, margin, this.#places);
    const response = floatsAt(this.#response, width * height);
    return spread(intsAt(this.#places, count), response, { width, height }, limit);
  }
}

function spread(
  places: Int32Array,
  response: Float32Array,
  { width, height }: Omit<PlacedPicture, 'place'>,
  limit: number,
): Int32Array {
  const cell = Math.max(4, Math.ceil(Math.max(width, height) / cellsAlong));
  const cellsWide = Math.ceil(width / cell);
  // A part of the picture without a corner has no list.
  const cells: ({ at: number; strength: number }[] | undefined)[] = [];
  for (const at of places) {
    const [x, y] = [at % width, Math.floor(at / width)];
    (cells[Math.floor(y / cell) * cellsWide + Math.floor(x / cell)] ??= []).push({ at, strength: response[at] });
  }
  for (const corners of cells) corners?.sort((one, other) => other.strength - one.strength || one.at - other.at);
  const chosen: number[] = [];
  for (let round = 0; chosen.length < limit; round++) {
    const next = cells
      .map((corners) => corners?.[round])
      .filter((corner) => corner !== undefined)
      .sort((one, other) => other.strength - one.strength || one.at - other.at);
    if (next.length === 0) break;
    for (const { at } of next.slice(0, limit - chosen.length)) chosen.push(at);
  }
  return Int32Array.from(chosen);
}
