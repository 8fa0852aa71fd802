import { describe, expect, test } from 'vitest';
import { Conflicts, mustLinkUnits } from '../../../app/grouping/constraints.ts';
import { random, randomPairs } from './random.ts';

const noConflicts = new Conflicts([]);

describe('photos that a person called the same', () => {
  test('are one unit, and so are those that are the same as they', () => {
    const same = [
      [3, 4],
      [1, 2],
      [4, 1],
    ] as const;
    expect([...mustLinkUnits(6, same, noConflicts)]).toEqual([0, 1, 1, 1, 1, 5]);
  });

  test('are the same however often it is said', () => {
    const same = [
      [0, 1],
      [1, 0],
      [0, 1],
    ] as const;
    expect([...mustLinkUnits(2, same, noConflicts)]).toEqual([0, 0]);
  });

  test('are not joined where that contradicts a “different”: the later answer is left out', () => {
    const different = new Conflicts([[0, 2]]);
    expect([
      ...mustLinkUnits(
        3,
        [
          [0, 1],
          [1, 2],
        ],
        different,
      ),
    ]).toEqual([0, 0, 2]);
    expect([
      ...mustLinkUnits(
        3,
        [
          [1, 2],
          [0, 1],
        ],
        different,
      ),
    ]).toEqual([0, 1, 1]);
    expect([
      ...mustLinkUnits(
        4,
        [
          [0, 1],
          [2, 3],
          [1, 3],
        ],
        new Conflicts([[0, 2]]),
      ),
    ]).toEqual([0, 0, 2, 2]);
  });

  test('in any numbers: units are named after their smallest, and never join what was called different', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const next = random(seed);
      const same = randomPairs(12, 8, next);
      const different = randomPairs(12, 4, next);
      const units = mustLinkUnits(12, same, new Conflicts(different));
      units.forEach((unit, node) =>
        expect(unit).toBe(Math.min(...[...units.keys()].filter((x) => units[x] === units[node]))),
      );
      for (const [a, b] of different) expect(units[a], `seed ${seed}`).not.toBe(units[b]);
    }
  });
});

describe('photos that a person called different', () => {
  const different = new Conflicts([
    [0, 1],
    [1, 4],
  ]);

  test('are so from either side', () => {
    expect(different.between(0, 1)).toBe(true);
    expect(different.between(1, 0)).toBe(true);
    expect(different.between(0, 4)).toBe(false);
    expect([...different.of(1)!].sort()).toEqual([0, 4]);
    expect(different.of(3)).toBeUndefined();
  });

  test('keep the units apart to which they belong', () => {
    const lifted = different.lift(Int32Array.of(0, 1, 1, 0, 4));
    expect(lifted.between(0, 1)).toBe(true);
    expect(lifted.between(1, 4)).toBe(true);
    expect(lifted.between(0, 4)).toBe(false);
  });
});
