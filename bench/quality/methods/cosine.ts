import { toUnitRows } from '../../../app/grouping/distance.ts';
import type { Analysis } from '../../../app/scan/analyse.ts';

/** The best cosine over the views of two photos, whose rows are unit vectors. */
export function bestCosine(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let best = -1;
  for (const rowA of a) for (const rowB of b) best = Math.max(best, dot(rowA, rowB));
  return best;
}

/** Half-precision vectors of a photo's views as unit vectors. */
export function unitViews({ vectors }: Pick<Analysis, 'vectors'>): Float32Array[] {
  return vectors.map(({ vector }) => unit(vector));
}

export function unit(vector: Float16Array): Float32Array {
  const row = new Float32Array(vector.length);
  toUnitRows(vector, vector.length, row);
  return row;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
