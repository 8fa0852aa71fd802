/**
 * The head: a linear map applied to backbone vectors, whose results are normalised. A matrix of `dimensions` ×
 * `dimensions` numbers, row by row: entry i of the result is the product of row i and the vector.
 */
import type { Vectors } from '../types.ts';

/** The head that changes nothing. */
export function identityHead(dimensions: number): Float32Array {
  const head = new Float32Array(dimensions * dimensions);
  for (let i = 0; i < dimensions; i++) head[i * dimensions + i] = 1;
  return head;
}

/**
 * @param directions orthonormal, row by row, `rank` × `dimensions`.
 * @param change `rank` × `rank`, row by row: M.
 * @returns I + Dᵀ·Mᵀ·D: a vector x, of coordinates y = D·x in the directions, goes to x + Dᵀ·Mᵀ·y.
 */
export function headOf(directions: Float32Array, change: Float32Array, dimensions: number): Float32Array {
  const rank = directions.length / dimensions;
  const head = identityHead(dimensions);
  for (let from = 0; from < rank; from++)
    for (let to = 0; to < rank; to++) {
      const weight = change[from * rank + to];
      for (let i = 0; i < dimensions; i++) {
        const scaled = weight * directions[to * dimensions + i];
        for (let j = 0; j < dimensions; j++) head[i * dimensions + j] += scaled * directions[from * dimensions + j];
      }
    }
  return head;
}

/** @returns the rows under the head, each of unit length (or all 0, where the head leaves nothing of a vector). */
export function applyHead(head: Float32Array, { rows, dimensions }: Vectors): Float32Array {
  const mapped = new Float32Array(rows.length);
  for (let start = 0; start < rows.length; start += dimensions) {
    const row = rows.subarray(start, start + dimensions);
    let square = 0;
    for (let i = 0; i < dimensions; i++) {
      const weights = head.subarray(i * dimensions, (i + 1) * dimensions);
      let value = 0;
      for (let j = 0; j < dimensions; j++) value += weights[j] * row[j];
      mapped[start + i] = value;
      square += value * value;
    }
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square);
    for (let i = start; i < start + dimensions; i++) mapped[i] *= scale;
  }
  return mapped;
}

/** L2 distances between rows of unit vectors, 0 to 2. */
export function distances({ rows, dimensions }: Vectors, pairs: readonly { a: number; b: number }[]): Float64Array {
  return Float64Array.from(pairs, ({ a, b }) => {
    let square = 0;
    for (let i = 0; i < dimensions; i++) square += (rows[a * dimensions + i] - rows[b * dimensions + i]) ** 2;
    return Math.sqrt(square);
  });
}
