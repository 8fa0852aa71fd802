/**
 * The verifier's inner loops, in AssemblyScript: they run as WebAssembly, where a machine counts bits in one step and works
 * on four numbers at once. Each gives to the last bit what its formula gives. Pictures are bytes, row by row; all places
 * are addresses in the module's one memory, which `kernels.ts` lays out.
 */

export * from './proof';

/** A distance and, below it, the place of the other description: of equal distances the first place is the smallest. */
const placeBits: i32 = 16;
const none: i32 = i32.MAX_VALUE;

/**
 * Pairs up descriptions of 256 bits, 65,535 at most, by Hamming distance: of each of `a` and of `b` the best, −1 where none
 * is near enough.
 * @param swap 0, or 16 to exchange the halves of `b`: the description of a mirror image.
 * @param farthest bits that may differ. @param farthestHalf those of the first half.
 * @param bestOfB with room for a multiple of four; @param row for as many distances, the last ones being more than all bits.
 */
export function match(
  a: usize,
  countA: i32,
  b: usize,
  countB: i32,
  swap: usize,
  farthest: i32,
  farthestHalf: i32,
  bestOfA: usize,
  bestOfB: usize,
  row: usize,
): void {
  const many = (<usize>((countB + 3) & ~3)) << 2;
  for (let at: usize = 0; at < many; at += 16) v128.store(bestOfB + at, i32x4.splat(none));
  for (let i = 0; i < countA; i++) {
    distances(a + ((<usize>i) << 5), b, countB, swap, row);
    // Every third is near enough: four at once, and nothing that a processor could guess wrong.
    let best = i32x4.splat(none);
    let places = i32x4(0, 1, 2, 3);
    for (let at: usize = 0; at < many; at += 16) {
      const both = v128.load(row + at);
      const distance = v128.and(both, i32x4.splat(0xffff));
      const tooFar = v128.or(
        i32x4.gt_s(distance, i32x4.splat(farthest)),
        i32x4.gt_s(i32x4.shr_s(both, placeBits), i32x4.splat(farthestHalf)),
      );
      const key = v128.or(i32x4.shl(distance, placeBits), v128.and(tooFar, i32x4.splat(none)));
      best = i32x4.min_s(best, v128.or(key, places));
      places = i32x4.add(places, i32x4.splat(4));
      v128.store(bestOfB + at, i32x4.min_s(v128.load(bestOfB + at), v128.or(key, i32x4.splat(i))));
    }
    const two = i32x4.min_s(best, v128.shuffle<i32>(best, best, 2, 3, 0, 1));
    store<i32>(bestOfA + ((<usize>i) << 2), placeOf(min(i32x4.extract_lane(two, 0), i32x4.extract_lane(two, 1))));
  }
  for (let j = 0; j < countB; j++) {
    const place = bestOfB + ((<usize>j) << 2);
    store<i32>(place, placeOf(load<i32>(place)));
  }
}

/** From one description to all others: the distance of the first half above, that of all below. */
function distances(from: usize, b: usize, countB: i32, swap: usize, row: usize): void {
  const a0 = load<u64>(from);
  const a1 = load<u64>(from, 8);
  const a2 = load<u64>(from, 16);
  const a3 = load<u64>(from, 24);
  for (let j = 0; j < countB; j++) {
    const first = b + ((<usize>j) << 5) + swap;
    const second = b + ((<usize>j) << 5) + 16 - swap;
    const half = <i32>(popcnt(a0 ^ load<u64>(first)) + popcnt(a1 ^ load<u64>(first, 8)));
    const other = <i32>(popcnt(a2 ^ load<u64>(second)) + popcnt(a3 ^ load<u64>(second, 8)));
    store<i32>(row + ((<usize>j) << 2), (half << placeBits) | (half + other));
  }
}

function placeOf(key: i32): i32 {
  return key === none ? -1 : key & ((1 << placeBits) - 1);
}

/**
 * Copies a picture into the middle of one that is `margin` (at most 16) wider on every side, and repeats its outermost
 * pixels there. @param padded with 16 bytes to spare behind it.
 */
export function pad(data: usize, width: i32, height: i32, margin: i32, padded: usize): void {
  const wide = width + 2 * margin;
  for (let y = -margin; y < height + margin; y++) {
    const from = data + <usize>(min(height - 1, max(0, y)) * width);
    const to = padded + <usize>((y + margin) * wide);
    // In this order, each overwrites what the one before it wrote too far.
    v128.store(to, i8x16.splat(load<i8>(from)));
    let x = 0;
    for (; x + 16 <= width; x += 16) v128.store(to + margin + x, v128.load(from + x));
    for (; x < width; x++) store<u8>(to + margin + x, load<u8>(from + x));
    v128.store(to + margin + width, i8x16.splat(load<i8>(from + width - 1)));
  }
}

/** Means over 5 × 5 pixels, rounded; the two outermost rows and columns stay as they are. @param columns `width` i32. */
export function blur(data: usize, width: i32, height: i32, blurred: usize, columns: usize): void {
  memory.copy(blurred, data, width * height);
  memory.fill(columns, 0, width << 2);
  for (let y = 0; y < height; y++) {
    const row = data + <usize>(y * width);
    slideBytes(columns, row, y >= 5 ? row - <usize>(5 * width) : 0, width);
    if (y < 4) continue;
    const into = blurred + <usize>((y - 2) * width) + 2;
    let x = 0;
    for (; x + 8 <= width; x += 4) {
      // n / 25 for n below 8,000.
      const sum = i32x4.add(five(columns + ((<usize>x) << 2)), i32x4.splat(12));
      const mean = i32x4.shr_u(i32x4.mul(sum, i32x4.splat(5243)), 17);
      const words = i16x8.narrow_i32x4_u(mean, mean);
      v128.store32_lane(into + x, i8x16.narrow_i16x8_u(words, words), 0);
    }
    for (; x + 5 <= width; x++) store<u8>(into + x, (fiveOf(columns + ((<usize>x) << 2)) + 12) / 25);
  }
}

/** Adds a row of pixels to sums of columns, and takes another one away. @param leaving 0 for none. */
function slideBytes(sums: usize, entering: usize, leaving: usize, width: i32): void {
  let x: usize = 0;
  for (; x + 8 <= <usize>width; x += 8) {
    let change = v128.load_ext<u8>(entering + x);
    if (leaving !== 0) change = i16x8.sub(change, v128.load_ext<u8>(leaving + x));
    const at = sums + (x << 2);
    v128.store(at, i32x4.add(v128.load(at), i32x4.extend_low_i16x8_s(change)));
    v128.store(at, i32x4.add(v128.load(at, 16), i32x4.extend_high_i16x8_s(change)), 16);
  }
  for (; x < <usize>width; x++) {
    const at = sums + (x << 2);
    let sum = load<i32>(at) + <i32>load<u8>(entering + x);
    if (leaving !== 0) sum -= <i32>load<u8>(leaving + x);
    store<i32>(at, sum);
  }
}

/** Half the side of the window that the structure tensor is summed over. */
const reach: i32 = 2;

/**
 * determinant / (trace + 1) of the structure tensor, summed over 5 × 5 pixels; 0 along the border.
 * @param response `width · height` f32. @param work for `3 · width · (height + 1)` i32.
 */
export function cornerResponse(data: usize, width: i32, height: i32, response: usize, work: usize): void {
  const plane = (<usize>(width * height)) << 2;
  const row = (<usize>width) << 2;
  const xx = work;
  const yy = xx + plane;
  const xy = yy + plane;
  const sumXx = xy + plane;
  const sumYy = sumXx + row;
  const sumXy = sumYy + row;
  memory.fill(work, 0, 3 * (plane + row));
  memory.fill(response, 0, plane);
  for (let y = 1; y < height - 1; y++) products(data + <usize>(y * width), width, xx + <usize>y * row, plane);
  for (let y = 0; y < height; y++) {
    const entering = xx + <usize>y * row;
    const leaving = xx + <usize>(y - 5) * row;
    for (let kind: usize = 0; kind < 3; kind++)
      slide(sumXx + kind * row, entering + kind * plane, y >= 5 ? leaving + kind * plane : 0, width);
    if (y >= 2 * reach) respond(sumXx, sumYy, sumXy, width, response + <usize>(y - reach) * row);
  }
}

/** Products of the slopes of one row, in three planes. */
function products(data: usize, width: i32, into: usize, plane: usize): void {
  let x = 1;
  for (; x + 8 < width; x += 8) {
    const at = data + x;
    const slopeX = i16x8.sub(v128.load_ext<u8>(at + 1), v128.load_ext<u8>(at - 1));
    const slopeY = i16x8.sub(v128.load_ext<u8>(at + width), v128.load_ext<u8>(at - width));
    const to = into + ((<usize>x) << 2);
    v128.store(to, i32x4.extmul_low_i16x8_s(slopeX, slopeX));
    v128.store(to, i32x4.extmul_high_i16x8_s(slopeX, slopeX), 16);
    v128.store(to + plane, i32x4.extmul_low_i16x8_s(slopeY, slopeY));
    v128.store(to + plane, i32x4.extmul_high_i16x8_s(slopeY, slopeY), 16);
    v128.store(to + 2 * plane, i32x4.extmul_low_i16x8_s(slopeX, slopeY));
    v128.store(to + 2 * plane, i32x4.extmul_high_i16x8_s(slopeX, slopeY), 16);
  }
  for (; x < width - 1; x++) {
    const at = data + x;
    const slopeX = <i32>load<u8>(at + 1) - <i32>load<u8>(at - 1);
    const slopeY = <i32>load<u8>(at + width) - <i32>load<u8>(at - width);
    const to = into + ((<usize>x) << 2);
    store<i32>(to, slopeX * slopeX);
    store<i32>(to + plane, slopeY * slopeY);
    store<i32>(to + 2 * plane, slopeX * slopeY);
  }
}

/** Adds a row to sums of columns, and takes another one away. @param leaving 0 for none. */
function slide(sums: usize, entering: usize, leaving: usize, width: i32): void {
  let x: usize = 0;
  const bytes = (<usize>width) << 2;
  for (; x + 16 <= bytes; x += 16) {
    let sum = i32x4.add(v128.load(sums + x), v128.load(entering + x));
    if (leaving !== 0) sum = i32x4.sub(sum, v128.load(leaving + x));
    v128.store(sums + x, sum);
  }
  for (; x < bytes; x += 4) {
    let sum = load<i32>(sums + x) + load<i32>(entering + x);
    if (leaving !== 0) sum -= load<i32>(leaving + x);
    store<i32>(sums + x, sum);
  }
}

/** The response along one row. */
function respond(sumXx: usize, sumYy: usize, sumXy: usize, width: i32, into: usize): void {
  let x = 0;
  for (; x + 8 <= width; x += 4) {
    const at = (<usize>x) << 2;
    const xx = five(sumXx + at);
    const yy = five(sumYy + at);
    const xy = five(sumXy + at);
    const low = ratio(f64x2.convert_low_i32x4_s(xx), f64x2.convert_low_i32x4_s(yy), f64x2.convert_low_i32x4_s(xy));
    const high = ratio(upper(xx), upper(yy), upper(xy));
    v128.store(
      into + at,
      v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5),
      reach << 2,
    );
  }
  for (; x + 5 <= width; x++) {
    const at = (<usize>x) << 2;
    const xx = <f64>fiveOf(sumXx + at);
    const yy = <f64>fiveOf(sumYy + at);
    const xy = <f64>fiveOf(sumXy + at);
    store<f32>(into + at, <f32>((xx * yy - xy * xy) / (xx + yy + 1)), reach << 2);
  }
}

function upper(four: v128): v128 {
  return f64x2.convert_low_i32x4_s(v128.shuffle<i32>(four, four, 2, 3, 2, 3));
}

function five(at: usize): v128 {
  const two = i32x4.add(v128.load(at), v128.load(at, 4));
  return i32x4.add(i32x4.add(two, i32x4.add(v128.load(at, 8), v128.load(at, 12))), v128.load(at, 16));
}

function fiveOf(at: usize): i32 {
  return load<i32>(at) + load<i32>(at, 4) + load<i32>(at, 8) + load<i32>(at, 12) + load<i32>(at, 16);
}

function ratio(xx: v128, yy: v128, xy: v128): v128 {
  const over = f64x2.sub(f64x2.mul(xx, yy), f64x2.mul(xy, xy));
  return f64x2.div(over, f64x2.add(f64x2.add(xx, yy), f64x2.splat(1)));
}

/**
 * The places where a response is highest among its eight neighbours (of equals the first), `margin` away from the border.
 * @param margin 3 or more. @param places is given their indices, i32. @returns how many.
 */
export function peaks(response: usize, width: i32, height: i32, faintest: f32, margin: i32, places: usize): i32 {
  const row = (<usize>width) << 2;
  const least = f32x4.splat(faintest);
  let count: usize = 0;
  for (let y = margin; y < height - margin; y++)
    for (let x = margin; x < width - margin; x += 4) {
      const index = y * width + x;
      const at = response + ((<usize>index) << 2);
      const strength = v128.load(at);
      const before = v128.and(
        v128.and(f32x4.lt(v128.load(at - 4), strength), f32x4.lt(v128.load(at - row - 4), strength)),
        v128.and(f32x4.lt(v128.load(at - row), strength), f32x4.lt(v128.load(at - row + 4), strength)),
      );
      const behind = v128.and(
        v128.and(f32x4.le(v128.load(at, 4), strength), f32x4.le(v128.load(at + row - 4), strength)),
        v128.and(f32x4.le(v128.load(at + row), strength), f32x4.le(v128.load(at + row + 4), strength)),
      );
      const isPeak = v128.and(v128.and(before, behind), f32x4.ge(strength, least));
      let found = i32x4.bitmask(isPeak);
      // What is read beyond the margin is no peak.
      const left = width - margin - x;
      if (left < 4) found &= (1 << left) - 1;
      for (; found !== 0; found &= found - 1) {
        store<i32>(places + (count << 2), index + ctz(found));
        count++;
      }
    }
  return <i32>count;
}

/**
 * First moments of the light in a disc around a pixel. @param disc half the width of each of its `2 · radius + 1` rows, i32.
 * @param moments is given two i32: across and down.
 */
export function moments(data: usize, width: i32, centre: i32, disc: usize, radius: i32, into: usize): void {
  let across = 0;
  let down = 0;
  for (let y = -radius; y <= radius; y++) {
    const half = load<i32>(disc + ((<usize>(y + radius)) << 2));
    const row = data + <usize>(centre + y * width);
    let sum = 0;
    for (let x = -half; x <= half; x++) {
      const light = <i32>load<u8>(row + x);
      across += x * light;
      sum += light;
    }
    down += y * sum;
  }
  store<i32>(into, across);
  store<i32>(into, down, 4);
}

/**
 * Compares the light of pairs of points around a pixel, a bit each.
 * @param pattern four i8 a bit: x and y of either point. @param bits is given `words` i32.
 */
export function describe(data: usize, width: i32, centre: i32, pattern: usize, words: i32, bits: usize): void {
  const middle = data + centre;
  let at = pattern;
  for (let word = 0; word < words; word++) {
    let value = 0;
    for (let bit = 0; bit < 32; bit++, at += 4) {
      const one = load<u8>(middle + (<i32>load<i8>(at, 1) * width + <i32>load<i8>(at)));
      const other = load<u8>(middle + (<i32>load<i8>(at, 3) * width + <i32>load<i8>(at, 2)));
      value |= (<i32>(one < other)) << bit;
    }
    store<i32>(bits + ((<usize>word) << 2), value);
  }
}

/**
 * Another size by bilinear interpolation, rounded.
 * @param columns for each column of the result the two it lies between, i32, and the second's weight, f64; @param rows too.
 */
export function resample(
  data: usize,
  width: i32,
  columns: usize,
  rows: usize,
  into: usize,
  wide: i32,
  high: i32,
): void {
  for (let y = 0; y < high; y++) {
    const row = rows + ((<usize>y) << 4);
    const above = data + load<i32>(row) * width;
    const below = data + load<i32>(row, 4) * width;
    const weightY = load<f64>(row, 8);
    const to = into + <usize>(y * wide);
    for (let x = 0; x < wide; x++) {
      const column = columns + ((<usize>x) << 4);
      const left = load<i32>(column);
      const right = load<i32>(column, 4);
      const weight = load<f64>(column, 8);
      const top = <f64>load<u8>(above + left) * (1 - weight) + <f64>load<u8>(above + right) * weight;
      const bottom = <f64>load<u8>(below + left) * (1 - weight) + <f64>load<u8>(below + right) * weight;
      store<u8>(to + x, <u8>(top * (1 - weightY) + bottom * weightY + 0.5));
    }
  }
}

/**
 * Keeps in `found` the nearest of some centres to a description, each as its distance above `centreBits` of its number:
 * `wanted` i32 that rise, which may hold what was found of others.
 */
export function nearest(
  description: usize,
  centres: usize,
  first: i32,
  count: i32,
  centreBits: i32,
  wanted: i32,
  found: usize,
): void {
  const d0 = load<u64>(description);
  const d1 = load<u64>(description, 8);
  const d2 = load<u64>(description, 16);
  const d3 = load<u64>(description, 24);
  const last = found + ((<usize>(wanted - 1)) << 2);
  let worst = load<i32>(last);
  for (let centre = first; centre < first + count; centre++) {
    const at = centres + ((<usize>centre) << 5);
    const half = <i32>(popcnt(d0 ^ load<u64>(at)) + popcnt(d1 ^ load<u64>(at, 8)));
    const distance = half + <i32>(popcnt(d2 ^ load<u64>(at, 16)) + popcnt(d3 ^ load<u64>(at, 24)));
    const key = (distance << centreBits) | centre;
    if (key >= worst) continue;
    let place = last;
    for (; place > found && load<i32>(place - 4) > key; place -= 4) store<i32>(place, load<i32>(place - 4));
    store<i32>(place, key);
    worst = load<i32>(last);
  }
}
