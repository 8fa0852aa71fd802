/** What JPEG's quantisation does to a plane (ITU-T T.81, A.3.4). */
import { doublesAt, floatsAt, Layout, loops } from '../kernels/kernels.ts';
import { blockSide, restore, transform } from './cosine-transform.ts';
import { plane, type Plane } from './planes.ts';
import { placeStrip, stripsOf } from './strips.ts';

const values = blockSide * blockSide;
const block = new Float64Array(values);
const coded = new Float64Array(values);

/**
 * What coding would do to a plane, for each of several ways to code it: the differences that it makes.
 * @param stepsOfEach 64 steps each, row by row.
 */
export function codingNoises(source: Plane, stepsOfEach: readonly ArrayLike<number>[]): Plane[] {
  const { width, height } = source;
  const noises = stepsOfEach.map(() => plane(width, height));
  for (const strip of stripsOf(source)) {
    const layout = new Layout();
    const steps = layout.take(stepsOfEach.length * values * 8);
    const work = layout.take(3 * values * 8);
    const from = placeStrip(source, strip, layout);
    const size = strip.rows * width;
    const into = layout.take(noises.length * size * 4);
    stepsOfEach.forEach((each, way) => doublesAt(steps + way * values * 8, values).set(each));
    loops.codingNoises(from, width, strip.rows, steps, noises.length, work, into);
    noises.forEach((noise, way) => noise.data.set(floatsAt(into + way * size * 4, size), strip.top * width));
  }
  return noises;
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
  const { width, height } = source;
  const across = Math.floor(width / blockSide);
  const missed = new Float32Array(across * Math.floor(height / blockSide));
  for (const strip of stripsOf(source)) {
    const layout = new Layout();
    const stepsAt = layout.take(values * 8);
    const work = layout.take(2 * values * 8);
    const [from, seenFrom] = [placeStrip(source, strip, layout), placeStrip(seen, strip, layout)];
    const blocks = across * Math.floor(strip.rows / blockSide);
    const into = layout.take(blocks * 4);
    doublesAt(stepsAt, values).set(steps);
    loops.missedIntervals(from, seenFrom, width, strip.rows, stepsAt, work, into);
    missed.set(floatsAt(into, blocks), (across * strip.top) / blockSide);
  }
  return missed;
}
