/**
 * pHash (Zauner 2010, "Implementation and Benchmarking of Perceptual Image Hash Functions", section 3.2.1): the signs of
 * the 8 × 8 lowest frequencies but the constant ones, against their median, of a 32 × 32 picture's cosine transform.
 */
import { bitsThatDiffer, luminance, packBits, type Baseline } from './baseline.ts';

const side = 32;
const kept = 8;

/** Rows 1 to 8 of the cosine transform, type II. */
const waves = Array.from({ length: kept }, (_, wave) =>
  Float64Array.from({ length: side }, (_, at) => Math.cos(((2 * at + 1) * (wave + 1) * Math.PI) / (2 * side))),
);

export const perceptualHash: Baseline = {
  name: 'pHash 8×8',
  print: async (photo) => {
    const frequencies = lowFrequencies(await luminance(photo, side, side));
    const sorted = frequencies.toSorted((a, b) => a - b);
    const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
    return packBits(frequencies.map((value) => value > median));
  },
  distance: bitsThatDiffer,
};

/** 64 coefficients: first along the rows, then along the columns. */
function lowFrequencies(light: Float64Array): number[] {
  const rows = waves.map((wave) =>
    Float64Array.from({ length: side }, (_, y) =>
      wave.reduce((sum, value, x) => sum + value * (light[y * side + x] ?? 0), 0),
    ),
  );
  return waves.flatMap((wave) => rows.map((row) => wave.reduce((sum, value, y) => sum + value * (row[y] ?? 0), 0)));
}
