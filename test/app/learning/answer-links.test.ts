import { describe, expect, test } from 'vitest';
import { clustersOf, foldsOf } from '../../../app/learning/gate/folds.ts';
import { connectedComponents, mustLinkUnits } from '../../../app/learning/answer-links.ts';
import { Random } from '../../../app/learning/random.ts';
import type { JudgedPair } from '../../../app/learning/types.ts';

function randomAnswers(photos: number, count: number, seed: number): JudgedPair[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const a = random.below(photos);
    return { a, b: (a + 1 + random.below(photos - 1)) % photos, same: random.next() < 0.5 };
  });
}

test('components are what a walk along the links reaches', () => {
  for (const seed of [1, 2, 3]) {
    const links = randomAnswers(60, 40, seed);
    const found = connectedComponents(60, links);
    for (let start = 0; start < 60; start++) {
      const reached = new Set([start]);
      for (const node of reached)
        for (const { a, b } of links) {
          if (a === node) reached.add(b);
          if (b === node) reached.add(a);
        }
      expect(found[start]).toBe(Math.min(...reached));
    }
  }
});

describe('must-link units', () => {
  test('close “same” over its chains, and lift “different” to whole units', () => {
    const units = mustLinkUnits(9, [
      { a: 4, b: 2, same: true },
      { a: 2, b: 7, same: true },
      { a: 7, b: 1, same: false },
      { a: 3, b: 4, same: false },
    ]);
    expect(units.members).toEqual([[1], [2, 4, 7], [3]]);
    expect(units.different).toEqual([[1], [0, 2], [1]]);
  });

  test('stay whole where answers contradict each other', () => {
    const units = mustLinkUnits(3, [
      { a: 0, b: 1, same: true },
      { a: 1, b: 2, same: true },
      { a: 0, b: 2, same: false },
    ]);
    expect(units.members).toEqual([[0, 1, 2]]);
    expect(units.different).toEqual([[]]);
  });
});

describe('folds', () => {
  test('keep all that answers link on one side, and share the answers out evenly', () => {
    for (const seed of [1, 2, 3]) {
      const answers = randomAnswers(400, 120, seed);
      const fold = foldsOf(400, answers, 4, seed);
      for (const { a, b } of answers) expect(fold[a]).toBe(fold[b]);
      const loads = [0, 1, 2, 3].map((at) => answers.filter(({ a }) => fold[a] === at).length);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(2);
      expect(fold.filter((_, photo) => !answers.some(({ a, b }) => a === photo || b === photo))).toSatisfy(
        (others: Int32Array) => others.every((at) => at === -1),
      );
    }
  });

  test('cut a component that is larger than its share, so that every fold has answers of its own', () => {
    // One chain of 100 photos, and a hub with 60 around it.
    const chain = Array.from({ length: 99 }, (_, at) => ({ a: at, b: at + 1, same: true }));
    const hub = Array.from({ length: 60 }, (_, at) => ({ a: 100, b: 101 + at, same: false }));
    const fold = foldsOf(161, [...chain, ...hub], 4, 1);
    expect(fold.every((at) => at >= 0)).toBe(true);
    const answers = [...chain, ...hub];
    const inside = [0, 1, 2, 3].map((at) => answers.filter(({ a, b }) => fold[a] === at && fold[b] === at).length);
    for (const count of inside) expect(count).toBeGreaterThan(15);
    // Few answers lie across: those of the chain at its cuts, and what is left of the hub.
    expect(chain.filter(({ a, b }) => fold[a] !== fold[b]).length).toBeLessThanOrEqual(6);
    expect(hub.filter(({ a, b }) => fold[a] !== fold[b]).length).toBeLessThanOrEqual(21);
  });

  test('are the same for the same seed', () => {
    const answers = randomAnswers(100, 80, 5);
    expect(foldsOf(100, answers, 4, 9)).toEqual(foldsOf(100, answers, 4, 9));
  });
});

describe('clusters of answers', () => {
  test('are the connected components where these are small', () => {
    const answers = randomAnswers(300, 60, 6);
    const clusters = clustersOf(300, answers);
    const components = connectedComponents(300, answers);
    const sizes = Map.groupBy(answers, ({ a }) => components[a]);
    answers.forEach(({ a }, one) =>
      answers.forEach((answer, other) => {
        if (components[a] !== components[answer.a]) expect(clusters[one]).not.toBe(clusters[other]);
        else if (sizes.get(components[a])!.length <= 3) expect(clusters[one]).toBe(clusters[other]);
      }),
    );
  });

  test('split a large one, but never the answers about a photo that many are compared with', () => {
    const chain = Array.from({ length: 99 }, (_, at) => ({ a: at, b: at + 1, same: true }));
    const hub = Array.from({ length: 40 }, (_, at) => ({ a: 101 + at, b: 100, same: false }));
    const clusters = clustersOf(141, [...chain, ...hub]);
    expect(new Set(clusters.subarray(99)).size).toBe(1);
    expect(new Set(clusters.subarray(0, 99)).size).toBeGreaterThanOrEqual(10);
  });
});
