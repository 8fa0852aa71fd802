import { describe, expect, test } from 'vitest';
import type { Choice } from '../../../../app/learning/miners/miner.ts';
import { minerNames, miners } from '../../../../app/learning/miners/miners.ts';
import { Random } from '../../../../app/learning/random.ts';

const choice = (change: Partial<Choice> = {}): Choice => ({
  positive: 0.7,
  negatives: [1.2, 0.6, 0.9, 0.3, 0.75, 1.0],
  count: 2,
  dimensions: 256,
  random: new Random(1),
  ...change,
});

test.each(minerNames)('%s gives places that exist, each once, and none where there are none', (name) => {
  const random = new Random(5);
  for (let round = 0; round < 50; round++) {
    const negatives = Array.from({ length: random.below(9) }, () => random.next() * 2);
    const places = miners[name](choice({ negatives, positive: random.next() * 2, count: 3, random }));
    expect(new Set(places).size).toBe(places.length);
    for (const place of places) expect(negatives[place]).toBeDefined();
    expect(places.length).toBe(name === 'all' ? negatives.length : Math.min(places.length, 3));
    expect(places.length > 0).toBe(negatives.length > 0);
  }
});

test('all takes every negative', () => {
  expect(miners.all(choice())).toEqual([0, 1, 2, 3, 4, 5]);
});

test('hard takes the nearest', () => {
  expect(miners.hard(choice())).toEqual([3, 1]);
});

describe('semi-hard', () => {
  test('takes the nearest beyond the positive', () => {
    expect(miners['semi-hard'](choice())).toEqual([4, 2]);
  });

  test('takes the nearest of all where none is beyond', () => {
    expect(miners['semi-hard'](choice({ positive: 1.9 }))).toEqual([3, 1]);
  });
});

describe('distance-weighted', () => {
  test('draws in proportion to the inverse density of distances on the sphere', () => {
    // In four dimensions the density can be written down: d²·√(1 − d²/4).
    const negatives = [0.6, 0.9, 1.4, 1.8];
    const weights = negatives.map((d) => 1 / (d ** 2 * Math.sqrt(1 - d ** 2 / 4)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const random = new Random(3);
    const drawn = [0, 0, 0, 0];
    for (let round = 0; round < 20_000; round++)
      drawn[miners['distance-weighted'](choice({ negatives, count: 1, dimensions: 4, random }))[0]!]!++;
    drawn.forEach((count, at) => expect(count / 20_000).toBeCloseTo(weights[at]! / total, 1.7));
  });

  test('gives the very near no more weight than a distance of one half', () => {
    const random = new Random(4);
    let first = 0;
    for (let round = 0; round < 4000; round++)
      first += miners['distance-weighted'](choice({ negatives: [0.01, 0.5], count: 1, random }))[0] === 0 ? 1 : 0;
    expect(first / 4000).toBeCloseTo(0.5, 1);
  });

  test('stays finite in 256 dimensions and at the far pole', () => {
    expect(miners['distance-weighted'](choice({ negatives: [2, 1.9999, 0], count: 3 })).sort()).toEqual([0, 1, 2]);
  });
});
