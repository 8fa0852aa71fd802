/**
 * The cosine transform of a block of 8 × 8 doubles and back (ITU-T T.81, A.3.3), orthonormal, in place: rows first, then
 * columns; two of them at once.
 */

const rowOfBlock: usize = 64;

/** cos(k π / 16) / 2. */
const c1: f64 = 0.4903926402016152;
const c2: f64 = 0.46193976625564337;
const c3: f64 = 0.4157348061512726;
const c4: f64 = 0.3535533905932738;
const c5: f64 = 0.27778511650980114;
const c6: f64 = 0.19134171618254492;
const c7: f64 = 0.09754516100806417;

/** From places to frequencies. */
export function transform(block: usize): void {
  for (let row: usize = 0; row < 512; row += 128) forward(block + row, 8, rowOfBlock);
  for (let column: usize = 0; column < 64; column += 16) forward(block + column, rowOfBlock, 8);
}

/** From frequencies to places. */
export function restore(block: usize): void {
  for (let row: usize = 0; row < 512; row += 128) backward(block + row, 8, rowOfBlock);
  for (let column: usize = 0; column < 64; column += 16) backward(block + column, rowOfBlock, 8);
}

/** @param step bytes from one of eight values to the next. @param next bytes to the line beside it. */
function forward(at: usize, step: usize, next: usize): void {
  const x0 = get(at, next);
  const x1 = get(at + step, next);
  const x2 = get(at + 2 * step, next);
  const x3 = get(at + 3 * step, next);
  const x4 = get(at + 4 * step, next);
  const x5 = get(at + 5 * step, next);
  const x6 = get(at + 6 * step, next);
  const x7 = get(at + 7 * step, next);
  const s0 = f64x2.add(x0, x7);
  const s1 = f64x2.add(x1, x6);
  const s2 = f64x2.add(x2, x5);
  const s3 = f64x2.add(x3, x4);
  const d0 = f64x2.sub(x0, x7);
  const d1 = f64x2.sub(x1, x6);
  const d2 = f64x2.sub(x2, x5);
  const d3 = f64x2.sub(x3, x4);
  const outer = f64x2.add(s0, s3);
  const across = f64x2.sub(s0, s3);
  const inner = f64x2.sub(s1, s2);
  set(at, next, times(c4, f64x2.add(f64x2.add(outer, s1), s2)));
  set(at + 4 * step, next, times(c4, f64x2.sub(f64x2.sub(outer, s1), s2)));
  set(at + 2 * step, next, f64x2.add(times(c2, across), times(c6, inner)));
  set(at + 6 * step, next, f64x2.sub(times(c6, across), times(c2, inner)));
  set(at + step, next, four(times(c1, d0), times(c3, d1), times(c5, d2), times(c7, d3)));
  set(at + 3 * step, next, four(times(c3, d0), times(-c7, d1), times(-c1, d2), times(-c5, d3)));
  set(at + 5 * step, next, four(times(c5, d0), times(-c1, d1), times(c7, d2), times(c3, d3)));
  set(at + 7 * step, next, four(times(c7, d0), times(-c5, d1), times(c3, d2), times(-c1, d3)));
}

function backward(at: usize, step: usize, next: usize): void {
  const f0 = get(at, next);
  const f1 = get(at + step, next);
  const f2 = get(at + 2 * step, next);
  const f3 = get(at + 3 * step, next);
  const f4 = get(at + 4 * step, next);
  const f5 = get(at + 5 * step, next);
  const f6 = get(at + 6 * step, next);
  const f7 = get(at + 7 * step, next);
  const plus = times(c4, f64x2.add(f0, f4));
  const less = times(c4, f64x2.sub(f0, f4));
  const wide = f64x2.add(times(c2, f2), times(c6, f6));
  const narrow = f64x2.sub(times(c6, f2), times(c2, f6));
  const e0 = f64x2.add(plus, wide);
  const e1 = f64x2.add(less, narrow);
  const e2 = f64x2.sub(less, narrow);
  const e3 = f64x2.sub(plus, wide);
  const o0 = four(times(c1, f1), times(c3, f3), times(c5, f5), times(c7, f7));
  const o1 = four(times(c3, f1), times(-c7, f3), times(-c1, f5), times(-c5, f7));
  const o2 = four(times(c5, f1), times(-c1, f3), times(c7, f5), times(c3, f7));
  const o3 = four(times(c7, f1), times(-c5, f3), times(c3, f5), times(-c1, f7));
  set(at, next, f64x2.add(e0, o0));
  set(at + step, next, f64x2.add(e1, o1));
  set(at + 2 * step, next, f64x2.add(e2, o2));
  set(at + 3 * step, next, f64x2.add(e3, o3));
  set(at + 4 * step, next, f64x2.sub(e3, o3));
  set(at + 5 * step, next, f64x2.sub(e2, o2));
  set(at + 6 * step, next, f64x2.sub(e1, o1));
  set(at + 7 * step, next, f64x2.sub(e0, o0));
}

function get(at: usize, next: usize): v128 {
  return v128.load64_lane(at + next, v128.load64_zero(at), 1);
}

function set(at: usize, next: usize, both: v128): void {
  v128.store64_lane(at, both, 0);
  v128.store64_lane(at + next, both, 1);
}

function times(factor: f64, both: v128): v128 {
  return f64x2.mul(f64x2.splat(factor), both);
}

function four(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.add(f64x2.add(f64x2.add(a, b), c), d);
}
