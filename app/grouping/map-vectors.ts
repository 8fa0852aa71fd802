/** Vectors seen through a linear map, such as a learned head. */
import type { Product } from './product.ts';

/** Rows that are mapped together: always as many, so that a row comes out the same whichever rows stand beside it. */
const blockRows = 512;

/**
 * @param vectors rows of `dimensions` numbers; @param matrix `dimensions × dimensions`, row by row.
 * @returns for each row x the unit vector along matrix · x; of a row of zeros, zeros.
 */
export async function transformRows(
  vectors: Float32Array,
  matrix: Float32Array,
  dimensions: number,
  product: Product,
): Promise<Float32Array> {
  const transformed = new Float32Array(vectors.length);
  const block = new Float32Array(blockRows * dimensions);
  for (let start = 0; start < vectors.length; start += block.length) {
    const rows = vectors.subarray(start, start + block.length);
    block.fill(0);
    block.set(rows);
    const mapped = await product(block, matrix, dimensions);
    transformed.set(mapped.subarray(0, rows.length), start);
  }
  for (let start = 0; start < transformed.length; start += dimensions) {
    let square = 0;
    for (let i = start; i < start + dimensions; i++) square += transformed[i] ** 2;
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square);
    for (let i = start; i < start + dimensions; i++) transformed[i] *= scale;
  }
  return transformed;
}
