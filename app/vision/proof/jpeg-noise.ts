/** What JPEG's quantisation does to a plane (ITU-T T.81, A.3.4). */
import { blockSide, restore, transform } from './cosine-transform.ts';
import { plane, type Plane } from './planes.ts';

const values = blockSide * blockSide;
const block = new Float64Array(values);
const coded = new Float64Array(values);

/**
 * What coding would do to a plane, for each of several ways to code it: the differences that it makes.
 * @param stepsOfEach 64 steps each, row by row.
 */
export function codingNoises(source: Plane, stepsOfEach: readonly ArrayLike<number>[]): Plane[] {
  const noises = stepsOfEach.map(() => plane(source.width, source.height));
  const frequencies = new Float64Array(values);
  const placed = new Float64Array(values);
  for (let top = 0; top < source.height; top += blockSide)
    for (let left = 0; left < source.width; left += blockSide) {
      load(placed, source, left, top);
      frequencies.set(placed);
      transform(frequencies);
      for (const [which, steps] of stepsOfEach.entries()) {
        quantisationErrors(frequencies, steps);
        restore(block);
        storeNoise(noises[which], placed, left, top);
      }
    }
  return noises;
}

/** How far rounding to a whole step is off, in steps: the root of the mean square of an even spread. */
const evenSpread = Math.sqrt(1 / 12);

/**
 * Sets `block` to what rounding adds to the coefficients of a block. One that lies on the steps already, because it was
 * rounded to them before, seems to lose nothing; but another file of the same original was rounded by itself, and what
 * lay between two steps may have fallen to the other side there: as much as rounding leaves is expected then.
 */
function quantisationErrors(frequencies: Float64Array, steps: ArrayLike<number>): void {
  let seen = 0;
  let expected = 0;
  for (let i = 0; i < values; i++) {
    const level = Math.round(frequencies[i] / steps[i]);
    block[i] = level * steps[i] - frequencies[i];
    if (level === 0) continue;
    seen += block[i] * block[i];
    expected += (steps[i] * steps[i]) / 12;
  }
  if (seen > expected / 2) return;
  for (let i = 0; i < values; i++)
    if (Math.abs(frequencies[i]) > steps[i] / 2) block[i] = (i % 2 === 0 ? evenSpread : -evenSpread) * steps[i];
}

/** What `block` adds to `placed`, within the levels that a picture has. */
function storeNoise({ data, width, height }: Plane, placed: Float64Array, left: number, top: number): void {
  const across = Math.min(blockSide, width - left);
  const down = Math.min(blockSide, height - top);
  for (let y = 0; y < down; y++) {
    const row = (top + y) * width + left;
    for (let x = 0; x < across; x++) {
      const at = y * blockSide + x;
      data[row + x] = Math.min(127, Math.max(-256, placed[at] + block[at])) - placed[at];
    }
  }
}

/** Brings a block into `into`, around 0; beyond the edges the last values go on. */
function load(into: Float64Array, { data, width, height }: Plane, left: number, top: number): void {
  if (left + blockSide <= width && top + blockSide <= height) {
    for (let y = 0, at = 0; y < blockSide; y++) {
      const row = (top + y) * width + left;
      for (let x = 0; x < blockSide; x++) into[at++] = data[row + x] - 128;
    }
    return;
  }
  for (let y = 0; y < blockSide; y++) {
    const row = Math.min(height - 1, top + y) * width;
    for (let x = 0; x < blockSide; x++) into[y * blockSide + x] = data[row + Math.min(width - 1, left + x)] - 128;
  }
}

/** The coefficients of a JPEG's block, as it was coded. @returns an array that the next call uses again. */
export function codedBlock(seen: Plane, left: number, top: number, steps: ArrayLike<number>): Float64Array {
  load(coded, seen, left, top);
  transform(coded);
  for (let i = 0; i < values; i++) coded[i] = Math.round(coded[i] / steps[i]) * steps[i];
  return coded;
}

/**
 * Moves a block of values as little as it takes for a JPEG's block to be what it is rounded to, in place.
 * @param placed 64 levels, row by row. @param middles the JPEG's coefficients.
 */
export function moveIntoIntervals(placed: Float64Array, middles: Float64Array, steps: ArrayLike<number>): void {
  for (let i = 0; i < values; i++) block[i] = placed[i] - 128;
  transform(block);
  for (let i = 0; i < values; i++)
    block[i] = Math.min(middles[i] + steps[i] / 2, Math.max(middles[i] - steps[i] / 2, block[i]));
  restore(block);
  for (let i = 0; i < values; i++) placed[i] = block[i] + 128;
}

/**
 * How far a plane lies outside of what a JPEG can have been made from: of each block the energy by which its
 * coefficients miss the intervals that were rounded to those of the JPEG.
 * @param seen the JPEG, decoded.
 */
export function missedIntervals(source: Plane, seen: Plane, steps: ArrayLike<number>): Float32Array {
  const across = Math.floor(source.width / blockSide);
  const down = Math.floor(source.height / blockSide);
  const missed = new Float32Array(across * down);
  for (let row = 0, at = 0; row < down; row++)
    for (let column = 0; column < across; column++, at++) {
      const middles = codedBlock(seen, column * blockSide, row * blockSide, steps);
      load(block, source, column * blockSide, row * blockSide);
      transform(block);
      let sum = 0;
      for (let i = 0; i < values; i++) {
        // What is rounded to nothing may have been a little more: encoders save bits there.
        const reach = (middles[i] === 0 ? 0.65 : 0.5) * steps[i];
        const miss = Math.abs(block[i] - middles[i]) - reach;
        if (miss > 0) sum += miss * miss;
      }
      missed[at] = sum;
    }
  return missed;
}
