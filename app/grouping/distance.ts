/** Distance between photos: L2 between unit vectors, d² = 2 − 2·cos. */

/** @param cosine −1 to 1. @returns 0 (the same direction) to 2 (opposite). */
export function toDistance(cosine: number): number {
  return Math.sqrt(Math.max(0, 2 - 2 * cosine));
}

/** @param distance 0 to 2. @returns cosine, 1 to −1. */
export function toCosine(distance: number): number {
  return 1 - (distance * distance) / 2;
}

/**
 * Cosine of two rows of a matrix whose rows are unit vectors, summed in double precision and in one fixed order, so
 * that a pair has the same cosine whenever, and among whichever photos, it is computed.
 */
export function cosine(vectors: Float32Array, dimensions: number, a: number, b: number): number {
  let sum = 0;
  const startA = a * dimensions;
  const startB = b * dimensions;
  for (let i = 0; i < dimensions; i++) sum += vectors[startA + i] * vectors[startB + i];
  return Math.min(1, sum);
}

/**
 * Widens half-precision rows and makes each a unit vector again, which rounding had left a little short or long.
 * @param target receives the rows; of the same length.
 */
export function toUnitRows(rows: Float16Array, dimensions: number, target: Float32Array): void {
  for (let start = 0; start < rows.length; start += dimensions) {
    let square = 0;
    for (let i = start; i < start + dimensions; i++) square += rows[i] ** 2;
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square);
    for (let i = start; i < start + dimensions; i++) target[i] = rows[i] * scale;
  }
}

/** The best cosine over two photos' rows: the views of a photo all count. */
export function bestCosine(
  vectors: Float32Array,
  dimensions: number,
  rowsA: readonly number[],
  rowsB: readonly number[],
): number {
  let best = -1;
  for (const a of rowsA) for (const b of rowsB) best = Math.max(best, cosine(vectors, dimensions, a, b));
  return best;
}
