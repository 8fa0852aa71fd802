import { describe, expect, test } from 'vitest';
import { bestCosine, cosine, toCosine, toDistance, toUnitRows } from '../../../app/grouping/distance.ts';
import { crowdedRows, random } from './random.ts';

describe('distance and cosine', () => {
  test.each([
    [1, 0],
    [0.5, 1],
    [0, Math.SQRT2],
    [-1, 2],
  ])('a cosine of %f is a distance of %f', (value, distance) => {
    expect(toDistance(value)).toBeCloseTo(distance, 12);
    expect(toCosine(distance)).toBeCloseTo(value, 12);
  });

  test('a cosine that rounding lifted above 1 is no distance', () => {
    expect(toDistance(1.0000001)).toBe(0);
  });

  test('a cosine is that of its rows, and the same from either side', () => {
    const rows = Float32Array.of(1, 0, 0.6, 0.8, 0, 1);
    expect(cosine(rows, 2, 0, 1)).toBeCloseTo(0.6, 6);
    expect(cosine(rows, 2, 1, 2)).toBeCloseTo(0.8, 6);
    expect(cosine(rows, 2, 2, 1)).toBe(cosine(rows, 2, 1, 2));
    expect(cosine(rows, 2, 0, 2)).toBe(0);
  });

  test('the best of all views counts', () => {
    const rows = Float32Array.of(1, 0, 0.6, 0.8, 0, 1);
    expect(bestCosine(rows, 2, [0, 1], [2])).toBeCloseTo(0.8, 6);
    expect(bestCosine(rows, 2, [0], [1, 2])).toBeCloseTo(0.6, 6);
    expect(bestCosine(rows, 2, [0], [])).toBe(-1);
  });
});

describe('rows in half precision', () => {
  test('become unit vectors again', () => {
    const half = new Float16Array(crowdedRows(50, 64, random(1)));
    const unit = new Float32Array(half.length);
    toUnitRows(half, 64, unit);
    for (let row = 0; row < 50; row++) {
      expect(cosine(unit, 64, row, row)).toBeCloseTo(1, 6);
      expect(unit[row * 64]! / half[row * 64]!).toBeCloseTo(1, 2);
    }
  });

  test('of nothing stay nothing', () => {
    const unit = new Float32Array(4).fill(9);
    toUnitRows(new Float16Array(4), 4, unit);
    expect([...unit]).toEqual([0, 0, 0, 0]);
  });
});
