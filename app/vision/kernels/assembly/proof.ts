/**
 * The inner loops of proofs, in AssemblyScript. Each gives to the last bit what its formula gives in doubles: two numbers
 * are worked on at once, and none is summed in another order. Planes are float32, row by row; places are addresses.
 */

import { restore, transform } from './block-transform';

const blockSide: i32 = 8;
const doubles: usize = 3; // as a shift
const floats: usize = 2;
const rowOfBlock: usize = 64;

/** What is worked on, one after the other: a block around 0, its frequencies, and what coding does to them. */
const blockBytes: usize = 512;

/** How far rounding to a whole step is off, in steps: the root of the mean square of an even spread. */
const evenSpread: f64 = sqrt(1.0 / 12.0);

/**
 * The steepest step from each value to its neighbours; at an edge there is none.
 * @param data the first of the rows that are asked for: the row above it lies there too, and the one below the last, but
 * where the strip is the top or the bottom of its plane.
 */
export function slopes(data: usize, width: i32, rows: i32, isTop: bool, isBottom: bool, into: usize): void {
  const row = (<usize>width) << floats;
  for (let y = 0; y < rows; y++, data += row, into += row) {
    const up: usize = y == 0 && isTop ? 0 : row;
    const down: usize = y == rows - 1 && isBottom ? 0 : row;
    slopeAt(data, 0, width, up, down, into);
    let x = 1;
    for (; x + 4 < width; x += 4) {
      const at = data + ((<usize>x) << floats);
      const here = v128.load(at);
      const back = f32x4.abs(f32x4.sub(here, v128.load(at - 4)));
      const ahead = f32x4.abs(f32x4.sub(v128.load(at, 4), here));
      const above = f32x4.abs(f32x4.sub(here, v128.load(at - up)));
      const below = f32x4.abs(f32x4.sub(here, v128.load(at + down)));
      v128.store(into + ((<usize>x) << floats), f32x4.max(f32x4.max(back, ahead), f32x4.max(above, below)));
    }
    for (; x < width; x++) slopeAt(data, x, width, up, down, into);
  }
}

function slopeAt(data: usize, x: i32, width: i32, up: usize, down: usize, into: usize): void {
  const at = data + ((<usize>x) << floats);
  const here = load<f32>(at);
  const back: f32 = x > 0 ? abs(here - load<f32>(at - 4)) : 0;
  const ahead: f32 = x < width - 1 ? abs(load<f32>(at, 4) - here) : 0;
  const along = max(abs(here - load<f32>(at - up)), abs(here - load<f32>(at + down)));
  store<f32>(into + ((<usize>x) << floats), max(max(back, ahead), along));
}

/**
 * Adds to the sums of squares of windows side by side those of one row; what is left over at its end joins the last window.
 * @param side values of a window. @param into a float for each window.
 */
export function addSquares(at: usize, width: i32, side: i32, windows: i32, into: usize): void {
  const bytes = (<usize>side) << floats;
  let window = 0;
  for (; window + 2 < windows; window += 2, at += 2 * bytes) {
    let sums = f64x2.splat(0);
    for (let x: usize = 0; x < bytes; x += 4) {
      const both = f64x2.promote_low_f32x4(v128.load32_lane(at + bytes + x, v128.load32_zero(at + x), 1));
      sums = f64x2.add(sums, f64x2.mul(both, both));
    }
    addTo(into + ((<usize>window) << floats), f64x2.extract_lane(sums, 0));
    addTo(into + ((<usize>(window + 1)) << floats), f64x2.extract_lane(sums, 1));
  }
  for (let left = width - window * side; window < windows; window++, left -= side) {
    let sum: f64 = 0;
    for (let count = window == windows - 1 ? left : side; count > 0; count--, at += 4) {
      const value = <f64>load<f32>(at);
      sum += value * value;
    }
    addTo(into + ((<usize>window) << floats), sum);
  }
}

function addTo(place: usize, value: f64): void {
  store<f32>(place, <f32>(<f64>load<f32>(place) + value));
}

/**
 * A row of six values or more through a filter of 5 × 5 values, a change of tone and a stretch, but for two values at
 * either end; two at once.
 * @param at the middle one of five rows. @param taps 25 doubles, then base, bend, stretch along x, and along y for this row.
 */
export function filterRow(at: usize, width: i32, taps: usize, into: usize): void {
  const row = (<usize>width) << floats;
  const base = v128.load64_splat(taps, 200);
  const bend = v128.load64_splat(taps, 208);
  const stretch = v128.load64_splat(taps, 216);
  const down = v128.load64_splat(taps, 224);
  const wide = f64x2.splat(<f64>width);
  for (let next = 2; next < width - 2; next += 2) {
    // The last two overlap those before them where the count is odd.
    const x = min(next, width - 4);
    const c = at + ((<usize>x) << floats);
    let sum = base;
    let from = c - 2 * row - 8;
    for (let line = 0; line < 5; line++, from += row) {
      const tap = taps + <usize>(line * 40);
      let products = f64x2.mul(v128.load64_splat(tap), two(from));
      products = f64x2.add(products, f64x2.mul(v128.load64_splat(tap, 8), two(from + 4)));
      products = f64x2.add(products, f64x2.mul(v128.load64_splat(tap, 16), two(from + 8)));
      products = f64x2.add(products, f64x2.mul(v128.load64_splat(tap, 24), two(from + 12)));
      products = f64x2.add(products, f64x2.mul(v128.load64_splat(tap, 32), two(from + 16)));
      sum = f64x2.add(sum, products);
    }
    const here = f64x2.sub(two(c), f64x2.splat(128));
    sum = f64x2.add(sum, f64x2.mul(f64x2.mul(bend, here), here));
    const place = f64x2.sub(f64x2.div(f64x2(<f64>x, <f64>(x + 1)), wide), f64x2.splat(0.5));
    sum = f64x2.add(sum, f64x2.mul(f64x2.mul(stretch, place), f64x2.sub(two(c + 4), two(c - 4))));
    sum = f64x2.add(sum, f64x2.mul(down, f64x2.sub(two(c + row), two(c - row))));
    v128.store64_lane(into + ((<usize>x) << floats), f32x4.demote_f64x2_zero(sum), 0);
  }
}

function two(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/**
 * What coding would do to the blocks of a strip, for each of several ways to code it: the differences that it makes.
 * @param rows a multiple of eight, but for the last strip of a plane. @param steps 64 doubles for each way.
 * @param work 1,536 bytes. @param noises as many strips as ways, one after the other.
 */
export function codingNoises(
  data: usize,
  width: i32,
  rows: i32,
  steps: usize,
  ways: i32,
  work: usize,
  noises: usize,
): void {
  const frequencies = work + blockBytes;
  const errors = frequencies + blockBytes;
  const strip = (<usize>(width * rows)) << floats;
  for (let top = 0; top < rows; top += blockSide)
    for (let left = 0; left < width; left += blockSide) {
      loadBlock(work, data, width, rows, left, top);
      memory.copy(frequencies, work, blockBytes);
      transform(frequencies);
      for (let way = 0; way < ways; way++) {
        quantisationErrors(frequencies, steps + <usize>way * blockBytes, errors);
        restore(errors);
        storeNoise(work, errors, noises + <usize>way * strip, width, rows, left, top);
      }
    }
}

/** Brings a block into `into`, around 0; beyond the edges the last values go on. */
function loadBlock(into: usize, data: usize, width: i32, rows: i32, left: i32, top: i32): void {
  const isWhole = left + blockSide <= width && top + blockSide <= rows;
  for (let y = 0; y < blockSide; y++, into += rowOfBlock) {
    const row = data + ((<usize>(min(rows - 1, top + y) * width)) << floats);
    if (isWhole)
      for (let x = 0; x < blockSide; x += 2)
        v128.store(
          into + ((<usize>x) << doubles),
          f64x2.sub(two(row + ((<usize>(left + x)) << floats)), f64x2.splat(128)),
        );
    else
      for (let x = 0; x < blockSide; x++)
        store<f64>(
          into + ((<usize>x) << doubles),
          <f64>load<f32>(row + ((<usize>min(width - 1, left + x)) << floats)) - 128,
        );
  }
}

/** As `Math.round` does it: halves go up. */
function rounded(both: v128): v128 {
  const up = f64x2.ceil(both);
  const one = f64x2.splat(1);
  return f64x2.sub(up, v128.and(one, f64x2.gt(f64x2.sub(up, f64x2.splat(0.5)), both)));
}

/**
 * Sets `errors` to what rounding adds to the frequencies of a block. One that lies on the steps already, because it was
 * rounded to them before, seems to lose nothing; but another file of the same original was rounded by itself, and what
 * lay between two steps may have fallen to the other side there: as much as rounding leaves is expected then.
 */
function quantisationErrors(frequencies: usize, steps: usize, errors: usize): void {
  let seen: f64 = 0;
  let expected: f64 = 0;
  for (let at: usize = 0; at < blockBytes; at += 16) {
    const frequency = v128.load(frequencies + at);
    const step = v128.load(steps + at);
    const level = rounded(f64x2.div(frequency, step));
    const error = f64x2.sub(f64x2.mul(level, step), frequency);
    v128.store(errors + at, error);
    // What was rounded to nothing counts for neither.
    const counts = f64x2.ne(level, f64x2.splat(0));
    const square = v128.and(counts, f64x2.mul(error, error));
    const even = v128.and(counts, f64x2.div(f64x2.mul(step, step), f64x2.splat(12)));
    seen = seen + f64x2.extract_lane(square, 0) + f64x2.extract_lane(square, 1);
    expected = expected + f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1);
  }
  if (seen > expected / 2) return;
  const spread = f64x2(evenSpread, -evenSpread);
  for (let at: usize = 0; at < blockBytes; at += 16) {
    const step = v128.load(steps + at);
    const isFar = f64x2.gt(f64x2.abs(v128.load(frequencies + at)), f64x2.div(step, f64x2.splat(2)));
    v128.store(errors + at, v128.bitselect(f64x2.mul(spread, step), v128.load(errors + at), isFar));
  }
}

/** What `errors` add to `placed`, within the levels that a picture has. */
function storeNoise(placed: usize, errors: usize, noise: usize, width: i32, rows: i32, left: i32, top: i32): void {
  const across = min(blockSide, width - left);
  const down = min(blockSide, rows - top);
  for (let y = 0; y < down; y++) {
    const into = noise + ((<usize>((top + y) * width + left)) << floats);
    for (let x = 0; x < across; x += 2) {
      const at: usize = (<usize>(y * blockSide + x)) << doubles;
      const before = v128.load(placed + at);
      const after = f64x2.add(before, v128.load(errors + at));
      const within = f64x2.min(f64x2.splat(127), f64x2.max(f64x2.splat(-256), after));
      const added = f32x4.demote_f64x2_zero(f64x2.sub(within, before));
      if (x + 1 < across) v128.store64_lane(into + ((<usize>x) << floats), added, 0);
      else v128.store32_lane(into + ((<usize>x) << floats), added, 0);
    }
  }
}

/**
 * Of each whole block of a strip the energy by which its frequencies miss the intervals that were rounded to those of a JPEG.
 * @param seen the JPEG, decoded. @param steps 64 doubles. @param work 1,024 bytes. @param into a float for each block, row by row.
 */
export function missedIntervals(
  data: usize,
  seen: usize,
  width: i32,
  rows: i32,
  steps: usize,
  work: usize,
  into: usize,
): void {
  const frequencies = work + blockBytes;
  for (let top = 0; top + blockSide <= rows; top += blockSide)
    for (let left = 0; left + blockSide <= width; left += blockSide, into += 4) {
      loadBlock(frequencies, seen, width, rows, left, top);
      transform(frequencies);
      loadBlock(work, data, width, rows, left, top);
      transform(work);
      let sum: f64 = 0;
      for (let at: usize = 0; at < blockBytes; at += 16) {
        const step = v128.load(steps + at);
        const middle = f64x2.mul(rounded(f64x2.div(v128.load(frequencies + at), step)), step);
        // What is rounded to nothing may have been a little more: encoders save bits there.
        const isNothing = f64x2.eq(middle, f64x2.splat(0));
        const reach = f64x2.mul(v128.bitselect(f64x2.splat(0.65), f64x2.splat(0.5), isNothing), step);
        const miss = f64x2.sub(f64x2.abs(f64x2.sub(v128.load(work + at), middle)), reach);
        const square = v128.and(f64x2.gt(miss, f64x2.splat(0)), f64x2.mul(miss, miss));
        sum = sum + f64x2.extract_lane(square, 0) + f64x2.extract_lane(square, 1);
      }
      store<f32>(into, <f32>sum);
    }
}
