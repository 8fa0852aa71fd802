import { expect, test } from 'vitest';
import { createProduct } from '../../../app/grouping/product.ts';
import { transformRows } from '../../../app/grouping/map-vectors.ts';

const dimensions = 16;

function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, at) => Math.sin(seed + at * 12.9898) * 1.7);
}

test('rows come out as the matrix says, of unit length', async () => {
  const vectors = numbers(700 * dimensions, 1);
  const matrix = numbers(dimensions * dimensions, 2);
  const rows = await transformRows(vectors, matrix, dimensions, await createProduct(1));
  for (const row of [0, 3, 511, 512, 699]) {
    const x = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    const mapped = Array.from({ length: dimensions }, (_, i) =>
      x.reduce((sum, value, j) => sum + value * matrix[i * dimensions + j]!, 0),
    );
    const length = Math.hypot(...mapped);
    mapped.forEach((value, i) => expect(rows[row * dimensions + i]).toBeCloseTo(value / length, 5));
  }
});

test('a row comes out the same, whichever rows stand beside it', async () => {
  const vectors = numbers(600 * dimensions, 3);
  const matrix = numbers(dimensions * dimensions, 4);
  const product = await createProduct(2);
  const all = await transformRows(vectors, matrix, dimensions, product);
  const alone = await transformRows(vectors.slice(530 * dimensions, 531 * dimensions), matrix, dimensions, product);
  expect(alone).toEqual(all.slice(530 * dimensions, 531 * dimensions));
});

test('a row of zeros stays one', async () => {
  const rows = await transformRows(new Float32Array(dimensions), numbers(256, 5), dimensions, await createProduct(1));
  expect([...rows]).toEqual(Array.from({ length: dimensions }, () => 0));
});
