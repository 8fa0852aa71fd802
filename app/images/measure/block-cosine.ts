/** Coefficients of the discrete cosine transform of blocks of 8 × 8, as JPEG has them (ITU-T T.81, A.3.3). */

/** The frequencies that are looked at, in half waves a block: low ones, which few compressions round to nought. */
export const lowFrequencies: readonly { across: number; down: number }[] = [
  { across: 1, down: 0 },
  { across: 0, down: 1 },
  { across: 1, down: 1 },
  { across: 2, down: 0 },
  { across: 0, down: 2 },
  { across: 2, down: 1 },
  { across: 1, down: 2 },
  { across: 3, down: 0 },
  { across: 0, down: 3 },
  { across: 2, down: 2 },
];

const waves = Array.from({ length: 8 }, (_, frequency) =>
  Float64Array.from(
    { length: 8 },
    (_, at) => Math.cos(((2 * at + 1) * frequency * Math.PI) / 16) * (frequency === 0 ? Math.SQRT1_2 : 1) * 0.5,
  ),
);

/** Where every so-many-th block of a picture begins, row by row; what is left of a whole block at the edges has none. */
export function blockStarts(width: number, height: number, every: number): number[] {
  const across = Math.floor(width / 8);
  const blocks = across * Math.floor(height / 8);
  return Array.from({ length: Math.ceil(blocks / every) }, (_, at) => {
    const block = at * every;
    return Math.floor(block / across) * 8 * width + (block % across) * 8;
  });
}

/** @param start where the block's first value stands. @param width values from one row to the next. */
export function blockCosine(
  values: ArrayLike<number>,
  start: number,
  width: number,
  across: number,
  down: number,
): number {
  const [horizontal = new Float64Array(8), vertical = new Float64Array(8)] = [waves[across], waves[down]];
  let sum = 0;
  for (let y = 0; y < 8; y++) {
    let row = 0;
    const from = start + y * width;
    for (let x = 0; x < 8; x++) row += (values[from + x] ?? 0) * (horizontal[x] ?? 0);
    sum += row * (vertical[y] ?? 0);
  }
  return sum;
}
