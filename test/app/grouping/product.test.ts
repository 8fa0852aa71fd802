import { expect, test } from 'vitest';
import { createProduct } from '../../../app/grouping/product.ts';
import { crowdedRows, random } from './random.ts';

function naive(rows: Float32Array, columns: Float32Array, dimensions: number): number[] {
  const products: number[] = [];
  for (let row = 0; row < rows.length; row += dimensions)
    for (let column = 0; column < columns.length; column += dimensions) {
      let sum = 0;
      for (let at = 0; at < dimensions; at++) sum += rows[row + at]! * columns[column + at]!;
      products.push(sum);
    }
  return products;
}

test.each([
  [1, 1, 1],
  [3, 5, 7],
  [64, 33, 256],
  [2, 200, 256],
  // Smaller than the one before: what is left of it must not show.
  [2, 2, 256],
])('%i rows times %i columns of %i numbers', async (height, width, dimensions) => {
  const product = await createProduct(1);
  const rows = crowdedRows(height, dimensions, random(height));
  const columns = crowdedRows(width, dimensions, random(width + 100));
  const products = await product(rows, columns, dimensions);
  const expected = naive(rows, columns, dimensions);
  expect(products.length).toBe(expected.length);
  expected.forEach((value, at) => expect(products[at]).toBeCloseTo(value, 5));
});

test('one product after the other, in any sizes', async () => {
  const product = await createProduct(2);
  for (const [height, width] of [
    [40, 40],
    [3, 2],
    [41, 40],
    [1, 1],
  ] as const) {
    const rows = crowdedRows(height, 16, random(height));
    const columns = crowdedRows(width, 16, random(width + 50));
    const products = [...(await product(rows, columns, 16))];
    naive(rows, columns, 16).forEach((value, at) => expect(products[at]).toBeCloseTo(value, 5));
  }
});
