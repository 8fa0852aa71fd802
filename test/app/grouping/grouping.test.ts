import { describe, expect, test } from 'vitest';
import { toDistance } from '../../../app/grouping/distance.ts';
import { Grouping, type Evidence, type NodeGroup } from '../../../app/grouping/grouping.ts';
import { random, randomGraph, randomPairs, shuffled, type Graph } from './random.ts';

function evidence(count: number, near: Graph, more: Partial<Evidence> = {}): Evidence {
  return {
    count,
    near: { a: Int32Array.from(near.a), b: Int32Array.from(near.b), cosine: Float32Array.from(near.strength) },
    verified: [],
    same: [],
    different: [],
    ...more,
  };
}

const nodesOf = (groups: NodeGroup[]) => groups.map(({ nodes }) => nodes).sort((a, b) => a[0]! - b[0]!);
const thresholds = [0, 0.2, 0.45, 0.6, 0.8, 1];
const nothing: Graph = { a: [], b: [], strength: [] };
const pairOf = (cosine: number): Graph => ({ a: [0], b: [1], strength: [cosine] });

describe('what is verified', () => {
  test('belongs to all copies of a photo, though it was held against one of them only', () => {
    const verified = [
      { a: 0, b: 1, cosine: 0.99, isCopy: true },
      { a: 0, b: 2, cosine: 0.98, isCopy: true },
      // A crop of the second copy.
      { a: 2, b: 3, cosine: 0.6, isCopy: false },
    ];
    expect(nodesOf(new Grouping(evidence(4, nothing, { verified })).at(0))).toEqual([[0, 1, 2, 3]]);
  });

  test('gathers copies first: edits of two photos do not tear a copy from its original', () => {
    const verified = [
      { a: 0, b: 1, cosine: 0.9, isCopy: true },
      ...[3, 4, 5].map((edit) => ({ a: 1, b: edit, cosine: 0.7, isCopy: false })),
      ...[6, 7, 8].map((edit) => ({ a: 0, b: edit, cosine: 0.7, isCopy: false })),
    ];
    expect(nodesOf(new Grouping(evidence(9, nothing, { verified })).at(0))).toEqual([[0, 1, 3, 4, 5, 6, 7, 8]]);
  });
});

describe('look-alikes', () => {
  // Two pictures with an edit each: 0 and 3 are what the edits 1 and 4 were held against, 2 and 5 are copies of those.
  const verified = [
    ...[0, 3].flatMap((hub) => [
      { a: hub, b: hub + 1, cosine: 0.7, isCopy: false },
      { a: hub, b: hub + 2, cosine: 0.99, isCopy: true },
    ]),
  ];
  const groupsWith = (a: number, b: number) =>
    nodesOf(new Grouping(evidence(7, { a: [a], b: [b], strength: [0.95] }, { verified })).at(0.45));

  test('join two pictures where one of the two photos is a hub, or a copy of it', () => {
    const all = [[0, 1, 2, 3, 4, 5]];
    expect(groupsWith(0, 3)).toEqual(all);
    expect(groupsWith(1, 3)).toEqual(all);
    expect(groupsWith(1, 5)).toEqual(all);
  });

  test('do not join two pictures whose edits alone look alike', () => {
    expect(groupsWith(1, 4)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test('join a single photo to a picture by any of its photos', () => {
    expect(groupsWith(1, 6)).toEqual([
      [0, 1, 2, 6],
      [3, 4, 5],
    ]);
  });
});

describe('a threshold', () => {
  test('links what is at most that far apart', () => {
    const grouping = new Grouping(evidence(2, pairOf(0.875)));
    const distance = toDistance(0.875);
    expect(nodesOf(grouping.at(distance - 1e-9))).toEqual([]);
    expect(nodesOf(grouping.at(distance))).toEqual([[0, 1]]);
    expect(nodesOf(grouping.at(1))).toEqual([[0, 1]]);
  });

  test('cuts the same groups however often it was moved before', () => {
    const next = random(3);
    const graph = randomGraph(40, 0.2, next);
    const moved = new Grouping(evidence(40, graph));
    for (const threshold of [...thresholds, ...thresholds.toReversed()])
      expect(moved.at(threshold)).toEqual(new Grouping(evidence(40, graph)).at(threshold));
  });

  test('of 0 keeps copies that were verified, and what was called the same', () => {
    const verified = [
      { a: 0, b: 1, cosine: 0.6, isCopy: true },
      { a: 2, b: 3, cosine: -0.1, isCopy: true },
    ];
    const grouping = new Grouping(evidence(7, pairOf(0.99), { verified, same: [[5, 6]] }));
    expect(nodesOf(grouping.at(0))).toEqual([
      [0, 1],
      [2, 3],
      [5, 6],
    ]);
  });

  test('never takes a verified copy from its group, however wide it is', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const near = randomGraph(14, 0.3, next);
      const verified = [
        { a: 0, b: 1, cosine: 0.9, isCopy: true },
        { a: 0, b: 2, cosine: 0.95, isCopy: true },
        { a: 3, b: 4, cosine: 0.9, isCopy: true },
      ];
      const grouping = new Grouping(evidence(14, near, { verified }));
      for (const threshold of thresholds) {
        const groups = nodesOf(grouping.at(threshold));
        for (const copies of [
          [0, 1, 2],
          [3, 4],
        ])
          expect(
            groups.some((nodes) => copies.every((node) => nodes.includes(node))),
            `seed ${seed}`,
          ).toBe(true);
      }
    }
  });

  test('links some photos wherever a smaller one does', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const grouping = new Grouping(evidence(20, randomGraph(20, 0.15, random(seed))));
      const linked = thresholds.map((threshold) => grouping.at(threshold).length > 0);
      expect(linked, `seed ${seed}`).toEqual(linked.toSorted((a, b) => Number(a) - Number(b)));
    }
  });
});

describe('groups', () => {
  test('hold two photos or more, each in one group, the hub among them', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const grouping = new Grouping(evidence(25, randomGraph(25, 0.2, next), { same: randomPairs(25, 3, next) }));
      for (const threshold of thresholds) {
        const groups = grouping.at(threshold);
        const all = groups.flatMap(({ nodes }) => nodes);
        expect(new Set(all).size).toBe(all.length);
        for (const { hub, nodes } of groups) {
          expect(nodes.length).toBeGreaterThan(1);
          expect(nodes).toContain(hub);
          expect(nodes).toEqual(nodes.toSorted((a, b) => a - b));
        }
      }
    }
  });

  test('never hold two photos that were called different, at any threshold', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const next = random(seed);
      const count = 15;
      const different = randomPairs(count, 5, next);
      const verified = randomPairs(count, 6, next).map(([a, b]) => ({
        a,
        b,
        cosine: 0.9 + next() / 10,
        isCopy: next() < 0.5,
      }));
      const grouping = new Grouping(
        evidence(count, randomGraph(count, 0.5, next), { verified, same: randomPairs(count, 5, next), different }),
      );
      for (const threshold of thresholds)
        for (const { nodes } of grouping.at(threshold))
          for (const [a, b] of different)
            expect(nodes.includes(a) && nodes.includes(b), `seed ${seed}: ${a} and ${b}`).toBe(false);
    }
  });

  test('always hold together what was called the same, unless that contradicts', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const same = randomPairs(15, 5, next);
      const grouping = new Grouping(evidence(15, randomGraph(15, 0.3, next), { same }));
      for (const threshold of thresholds)
        for (const [a, b] of same)
          expect(grouping.at(threshold).some(({ nodes }) => nodes.includes(a) && nodes.includes(b))).toBe(true);
    }
  });

  test('are the same in whatever order the evidence comes', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const near = randomGraph(20, 0.3, next);
      const verified = randomGraph(20, 0.05, next);
      const asPairs = ({ a, b, strength }: Graph) =>
        a.map((from, link) => ({
          a: from,
          b: b[link]!,
          cosine: strength[link]!,
          isCopy: strength[link]! > 0.7,
        }));
      const first = new Grouping(evidence(20, near, { verified: asPairs(verified) }));
      const again = new Grouping(evidence(20, shuffled(near, next), { verified: asPairs(shuffled(verified, next)) }));
      for (const threshold of thresholds) expect(again.at(threshold), `seed ${seed}`).toEqual(first.at(threshold));
    }
  });

  test('are none where there is no evidence', () => {
    expect(new Grouping(evidence(0, nothing)).at(1)).toEqual([]);
    expect(new Grouping(evidence(5, nothing)).at(1)).toEqual([]);
  });
});
