/** What JPEG's quantisation does to a plane (ITU-T T.81, A.3.3 and A.3.4). */
import { plane, type Plane } from './planes.ts';

const side = 8;
/** `cosines[frequency · 8 + place]`, orthonormal. */
const cosines = Float32Array.from({ length: side * side }, (_, entry) => {
  const [frequency, place] = [entry >> 3, entry & 7];
  return Math.cos(((2 * place + 1) * frequency * Math.PI) / 16) * (frequency === 0 ? Math.sqrt(1 / 8) : 0.5);
});

const block = new Float32Array(side * side);
const half = new Float32Array(side * side);
const coded = new Float32Array(side * side);

/** @param steps 64, row by row. @returns the plane as it would be after coding. */
export function quantised(source: Plane, steps: ArrayLike<number>): Plane {
  const result = plane(source.width, source.height);
  for (let top = 0; top < source.height; top += side)
    for (let left = 0; left < source.width; left += side) {
      load(source, left, top);
      transform();
      for (let i = 0; i < 64; i++) block[i] = Math.round(block[i] / steps[i]) * steps[i];
      restore();
      const [width, height] = [Math.min(side, source.width - left), Math.min(side, source.height - top)];
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          result.data[(top + y) * source.width + left + x] = Math.min(255, Math.max(-128, block[y * side + x] + 128));
    }
  return result;
}

function load({ data, width, height }: Plane, left: number, top: number): void {
  for (let y = 0; y < side; y++) {
    const row = Math.min(height - 1, top + y) * width;
    for (let x = 0; x < side; x++) block[y * side + x] = data[row + Math.min(width - 1, left + x)] - 128;
  }
}

/** The block's cosine transform, in place. */
function transform(): void {
  for (let y = 0; y < side; y++)
    for (let frequency = 0; frequency < side; frequency++) {
      let sum = 0;
      for (let x = 0; x < side; x++) sum += cosines[frequency * side + x] * block[y * side + x];
      half[y * side + frequency] = sum;
    }
  for (let x = 0; x < side; x++)
    for (let frequency = 0; frequency < side; frequency++) {
      let sum = 0;
      for (let y = 0; y < side; y++) sum += cosines[frequency * side + y] * half[y * side + x];
      block[frequency * side + x] = sum;
    }
}

function restore(): void {
  for (let x = 0; x < side; x++)
    for (let y = 0; y < side; y++) {
      let sum = 0;
      for (let frequency = 0; frequency < side; frequency++)
        sum += cosines[frequency * side + y] * block[frequency * side + x];
      half[y * side + x] = sum;
    }
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      let sum = 0;
      for (let frequency = 0; frequency < side; frequency++)
        sum += cosines[frequency * side + x] * half[y * side + frequency];
      block[y * side + x] = sum;
    }
}

/**
 * Moves a block of values as little as it takes for a JPEG's block to be what it is rounded to, in place.
 * @param values 64, row by row. @param seen the JPEG's plane; the block begins at `left`, `top`.
 */
export function moveIntoIntervals(
  values: Float64Array,
  seen: Plane,
  left: number,
  top: number,
  steps: ArrayLike<number>,
): void {
  load(seen, left, top);
  transform();
  coded.set(block);
  for (let i = 0; i < 64; i++) block[i] = values[i] - 128;
  transform();
  for (let i = 0; i < 64; i++) {
    const middle = Math.round(coded[i] / steps[i]) * steps[i];
    block[i] = Math.min(middle + steps[i] / 2, Math.max(middle - steps[i] / 2, block[i]));
  }
  restore();
  for (let i = 0; i < 64; i++) values[i] = block[i] + 128;
}

/**
 * How far a plane lies outside of what a JPEG can have been made from: of each block the energy by which its
 * coefficients miss the intervals that were rounded to those of the JPEG.
 * @param seen the JPEG, decoded.
 */
export function missedIntervals(source: Plane, seen: Plane, steps: ArrayLike<number>): Float32Array {
  const [across, down] = [Math.floor(source.width / side), Math.floor(source.height / side)];
  const missed = new Float32Array(across * down);
  for (let row = 0, at = 0; row < down; row++)
    for (let column = 0; column < across; column++, at++) {
      load(seen, column * side, row * side);
      transform();
      coded.set(block);
      load(source, column * side, row * side);
      transform();
      let sum = 0;
      for (let i = 0; i < 64; i++) {
        const level = Math.round(coded[i] / steps[i]);
        // What is rounded to nothing may have been a little more: encoders save bits there.
        const reach = (level === 0 ? 0.65 : 0.5) * steps[i];
        const miss = Math.abs(block[i] - level * steps[i]) - reach;
        if (miss > 0) sum += miss * miss;
      }
      missed[at] = sum;
    }
  return missed;
}
