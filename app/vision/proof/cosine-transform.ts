/** The cosine transform of a block of 8 × 8 values and back (ITU-T T.81, A.3.3), orthonormal, in place. */

export const blockSide = 8;

const [c1, c2, c3, c4, c5, c6, c7] = [1, 2, 3, 4, 5, 6, 7].map((k) => Math.cos((k * Math.PI) / 16) / 2) as [
  ...[number, number, number, number, number, number, number],
];

/** From places to frequencies. */
export function transform(block: Float64Array): void {
  for (let row = 0; row < 64; row += 8) forward(block, row, 1);
  for (let column = 0; column < 8; column++) forward(block, column, 8);
}

/** From frequencies to places. */
export function restore(block: Float64Array): void {
  for (let row = 0; row < 64; row += 8) backward(block, row, 1);
  for (let column = 0; column < 8; column++) backward(block, column, 8);
}

/** Eight values, `step` apart. The even frequencies see sums of opposite values, the odd ones their differences. */
function forward(block: Float64Array, at: number, step: number): void {
  const at1 = at + step;
  const at2 = at + 2 * step;
  const at3 = at + 3 * step;
  const at4 = at + 4 * step;
  const at5 = at + 5 * step;
  const at6 = at + 6 * step;
  const at7 = at + 7 * step;
  const x0 = block[at];
  const x1 = block[at1];
  const x2 = block[at2];
  const x3 = block[at3];
  const x4 = block[at4];
  const x5 = block[at5];
  const x6 = block[at6];
  const x7 = block[at7];
  const s0 = x0 + x7;
  const s1 = x1 + x6;
  const s2 = x2 + x5;
  const s3 = x3 + x4;
  const d0 = x0 - x7;
  const d1 = x1 - x6;
  const d2 = x2 - x5;
  const d3 = x3 - x4;
  block[at] = c4 * (s0 + s3 + s1 + s2);
  block[at4] = c4 * (s0 + s3 - s1 - s2);
  block[at2] = c2 * (s0 - s3) + c6 * (s1 - s2);
  block[at6] = c6 * (s0 - s3) - c2 * (s1 - s2);
  block[at1] = c1 * d0 + c3 * d1 + c5 * d2 + c7 * d3;
  block[at3] = c3 * d0 - c7 * d1 - c1 * d2 - c5 * d3;
  block[at5] = c5 * d0 - c1 * d1 + c7 * d2 + c3 * d3;
  block[at7] = c7 * d0 - c5 * d1 + c3 * d2 - c1 * d3;
}

function backward(block: Float64Array, at: number, step: number): void {
  const at1 = at + step;
  const at2 = at + 2 * step;
  const at3 = at + 3 * step;
  const at4 = at + 4 * step;
  const at5 = at + 5 * step;
  const at6 = at + 6 * step;
  const at7 = at + 7 * step;
  const f0 = block[at];
  const f1 = block[at1];
  const f2 = block[at2];
  const f3 = block[at3];
  const f4 = block[at4];
  const f5 = block[at5];
  const f6 = block[at6];
  const f7 = block[at7];
  const plus = c4 * (f0 + f4);
  const less = c4 * (f0 - f4);
  const wide = c2 * f2 + c6 * f6;
  const narrow = c6 * f2 - c2 * f6;
  const e0 = plus + wide;
  const e1 = less + narrow;
  const e2 = less - narrow;
  const e3 = plus - wide;
  const o0 = c1 * f1 + c3 * f3 + c5 * f5 + c7 * f7;
  const o1 = c3 * f1 - c7 * f3 - c1 * f5 - c5 * f7;
  const o2 = c5 * f1 - c1 * f3 + c7 * f5 + c3 * f7;
  const o3 = c7 * f1 - c5 * f3 + c3 * f5 - c1 * f7;
  block[at] = e0 + o0;
  block[at1] = e1 + o1;
  block[at2] = e2 + o2;
  block[at3] = e3 + o3;
  block[at4] = e3 - o3;
  block[at5] = e2 - o2;
  block[at6] = e1 - o1;
  block[at7] = e0 - o0;
}
