import { grad, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../../../app/learning/head/backend.ts';
import { HeadCosines } from '../../../../app/learning/head/head-cosines.ts';
import { directionsOf } from '../../../../app/learning/head/head-directions.ts';
import { applyHead, distances, headOf, identityHead } from '../../../../app/learning/head/head.ts';
import { Random } from '../../../../app/learning/random.ts';
import { RowTable } from '../../../../app/learning/head/row-table.ts';
import { normal, unitRows } from '../unit-rows.ts';

beforeAll(startBackend);

const dimensions = 12;
const pairsOf = (count: number, random: Random) =>
  Array.from({ length: count }, () => ({ a: random.below(20), b: random.below(20) })).filter(({ a, b }) => a !== b);

test('the identity leaves unit vectors as they are', () => {
  const vectors = unitRows(8, dimensions, new Random(1));
  applyHead(identityHead(dimensions), vectors).forEach((value, at) => expect(value).toBeCloseTo(vectors.rows[at]!, 6));
});

test('a head is a matrix product with every vector, which is then normalised', () => {
  const random = new Random(2);
  const vectors = unitRows(5, 3, random);
  const head = Float32Array.from({ length: 9 }, () => normal(random));
  const mapped = applyHead(head, vectors);
  for (let row = 0; row < 5; row++) {
    const x = vectors.rows.subarray(row * 3, row * 3 + 3);
    const y = [0, 1, 2].map((i) => head[i * 3]! * x[0]! + head[i * 3 + 1]! * x[1]! + head[i * 3 + 2]! * x[2]!);
    const length = Math.hypot(...y);
    y.forEach((value, i) => expect(mapped[row * 3 + i]).toBeCloseTo(value / length, 5));
  }
});

test('a head that leaves nothing of a vector gives zeros, not numbers that are none', () => {
  expect([...applyHead(new Float32Array(9), unitRows(1, 3, new Random(3)))]).toEqual([0, 0, 0]);
});

describe('the directions', () => {
  test('are orthonormal and span what the pairs span', () => {
    const random = new Random(4);
    const vectors = unitRows(20, dimensions, random);
    const pairs = pairsOf(5, random);
    const directions = directionsOf(vectors, pairs, 8);
    const rank = directions.length / dimensions;
    expect(rank).toBe(pairs.length);
    const row = (at: number) => [...directions.subarray(at * dimensions, (at + 1) * dimensions)];
    const dot = (x: number[], y: number[]) => x.reduce((sum, value, at) => sum + value * y[at]!, 0);
    for (let i = 0; i < rank; i++)
      for (let j = 0; j < rank; j++) expect(dot(row(i), row(j))).toBeCloseTo(i === j ? 1 : 0, 5);
    for (const { a, b } of pairs) {
      const difference = Array.from(
        { length: dimensions },
        (_, i) => vectors.rows[a * dimensions + i]! - vectors.rows[b * dimensions + i]!,
      );
      const spanned = Array.from({ length: rank }, (_, at) => dot(row(at), difference) ** 2).reduce((x, y) => x + y);
      expect(spanned).toBeCloseTo(dot(difference, difference), 4);
    }
  });

  test('are those of the largest differences first', () => {
    const random = new Random(5);
    // Everything differs along two axes far more than along the others.
    const vectors = unitRows(40, dimensions, random, (_, axis) => (axis < 2 ? 30 * normal(random) : 0));
    const pairs = Array.from({ length: 60 }, () => ({ a: random.below(20), b: 20 + random.below(20) }));
    const directions = directionsOf(vectors, pairs, 2);
    const inPlane = [0, 1].map((at) => directions[at * dimensions]! ** 2 + directions[at * dimensions + 1]! ** 2);
    for (const share of inPlane) expect(share).toBeGreaterThan(0.97);
  });

  test('are none where no pair differs', () => {
    const vectors = unitRows(1, dimensions, new Random(6));
    const twice = { rows: Float32Array.from([...vectors.rows, ...vectors.rows]), dimensions };
    expect(directionsOf(twice, [{ a: 0, b: 1 }], 4).length).toBe(0);
  });
});

describe('cosines under a head in training', () => {
  const random = new Random(7);
  const vectors = unitRows(20, dimensions, random);
  const pairs = pairsOf(13, random).slice(0, 12);
  const directions = directionsOf(vectors, pairs, 5);
  const rank = directions.length / dimensions;
  const change = Float32Array.from({ length: rank * rank }, () => 0.4 * normal(random));
  const lines = pairs.map(({ a, b }) => [a, b] as const);

  /** Every pair twice, and a gap at the end. */
  const layout = {
    shape: [lines.length, 3] as [number, number],
    pairAt: Int32Array.from(lines.flatMap((_, at) => [at, lines.length - 1 - at, -1])),
  };

  const cosinesUnder = (values: Float32Array): Float64Array =>
    distances({ rows: applyHead(headOf(directions, values, dimensions), vectors), dimensions }, pairs).map(
      (d) => 1 - d ** 2 / 2,
    );
  const trained = () => new HeadCosines(RowTable.of(vectors, directions).pairs(lines), rank, layout);

  test('are those of the finished head', () => {
    const found = tidy(() => [
      ...trained()
        .under(tensor2d(change, [rank, rank]))
        .dataSync(),
    ]);
    const wanted = cosinesUnder(change);
    layout.pairAt.forEach((pair, at) => expect(found[at]).toBeCloseTo(wanted[pair] ?? 0, 5));
  });

  test('are those by which negatives are mined', () => {
    const mined = RowTable.of(vectors, directions).distances(lines, change);
    cosinesUnder(change).forEach((cosine, at) => expect(1 - mined[at]! ** 2 / 2).toBeCloseTo(cosine, 5));
  });

  test('have the slopes that finite differences give', () => {
    const weights = Array.from(layout.pairAt, () => normal(random));
    const slopes = tidy(() => {
      const above = tensor2d(weights, layout.shape);
      const cosines = trained();
      return grad((m) => cosines.under(m as Tensor2D))(tensor2d(change, [rank, rank]), above).dataSync();
    });
    const sum = (values: Float32Array) => {
      const cosines = cosinesUnder(values);
      return weights.reduce((all, weight, at) => all + weight * (cosines[layout.pairAt[at]!] ?? 0), 0);
    };
    for (let at = 0; at < change.length; at++) {
      const step = 1e-2;
      const slope = (sum(change.with(at, change[at]! + step)) - sum(change.with(at, change[at]! - step))) / (2 * step);
      expect(slopes[at]).toBeCloseTo(slope, 2);
    }
  });
});
