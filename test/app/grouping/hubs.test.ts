import { describe, expect, test } from 'vitest';
import { Conflicts, type Pair } from '../../../app/grouping/constraints.ts';
import { hubLinkage } from '../../../app/grouping/hubs.ts';
import { random, randomGraph, randomPairs, shuffled, type Graph } from './random.ts';

const noConflicts = new Conflicts([]);

/** Hub linkage as its description has it, step by step and as slowly as that. */
function naive(count: number, { a, b, strength }: Graph, different: readonly Pair[], holdTogether = false): number[] {
  const strengthOf = (x: number, y: number) =>
    strength[a.findIndex((_, link) => (a[link] === x && b[link] === y) || (a[link] === y && b[link] === x))] ?? 0;
  const conflict = (x: number, y: number) => different.some(([p, q]) => (p === x && q === y) || (p === y && q === x));
  const nodes = Array.from({ length: count }, (_, node) => node);
  const hubs = nodes.map(() => -1);
  const freeBeside = (node: number) =>
    nodes.filter((other) => other !== node && hubs[other] === -1 && strengthOf(node, other) > 0);
  const worth = (node: number) => freeBeside(node).reduce((sum, other) => sum + strengthOf(node, other), 0);
  for (;;) {
    const candidates = nodes.filter((node) => hubs[node] === -1 && worth(node) > 0);
    if (candidates.length === 0) return hubs.map((hub, node) => (hub === -1 ? node : hub));
    const hub = candidates.sort((x, y) => worth(y) - worth(x) || x - y)[0]!;
    const beside = freeBeside(hub).sort((x, y) => strengthOf(hub, y) - strengthOf(hub, x) || x - y);
    hubs[hub] = hub;
    const members = [hub];
    for (const other of beside) {
      if (members.some((member) => conflict(member, other))) continue;
      const others = members.slice(1);
      const linked = others.filter((member) => strengthOf(member, other) > 0).length;
      if (holdTogether && linked < others.length / 2 && linked < 3) continue;
      hubs[other] = hub;
      members.push(other);
    }
  }
}

describe('hub linkage', () => {
  test('gathers those that are linked to the hub, and no others', () => {
    // A chain: the ends are not linked to the middle's hub.
    const chain = { a: [0, 1, 2, 3], b: [1, 2, 3, 4], strength: [0.9, 0.9, 0.9, 0.9] };
    expect([...hubLinkage(5, chain, noConflicts)]).toEqual([1, 1, 1, 3, 3]);
  });

  test('leaves those without links alone', () => {
    expect([...hubLinkage(3, { a: [], b: [], strength: [] }, noConflicts)]).toEqual([0, 1, 2]);
    expect([...hubLinkage(0, { a: [], b: [], strength: [] }, noConflicts)]).toEqual([]);
  });

  test('takes the hub with the most and strongest links; on equal ones the smallest', () => {
    expect([...hubLinkage(3, { a: [0, 1], b: [2, 2], strength: [0.5, 0.5] }, noConflicts)]).toEqual([2, 2, 2]);
    expect([...hubLinkage(2, { a: [1], b: [0], strength: [0.5] }, noConflicts)]).toEqual([0, 0]);
  });

  test('of two that must not share a group takes the nearer to the hub', () => {
    const star = { a: [0, 0, 0], b: [1, 2, 3], strength: [0.7, 0.9, 0.8] };
    expect([...hubLinkage(4, star, new Conflicts([[1, 2]]))]).toEqual([0, 1, 0, 0]);
  });
});

describe('hub linkage that holds together', () => {
  const holding = (count: number, graph: Graph) => [...hubLinkage(count, graph, noConflicts, true)];

  test('parts strangers that only look like a third photo, and keeps those that look like each other', () => {
    const star = { a: [0, 0, 0, 2], b: [1, 2, 3, 3], strength: [0.9, 0.8, 0.7, 0.6] };
    // 1 is nearest to the hub; 2 and 3 are not linked to it, and find each other.
    expect(holding(4, star)).toEqual([0, 0, 2, 2]);
    const clique = { a: [0, 0, 0, 1, 1, 2], b: [1, 2, 3, 2, 3, 3], strength: [0.9, 0.8, 0.7, 0.6, 0.6, 0.6] };
    expect(holding(4, clique)).toEqual([0, 0, 0, 0]);
  });

  test('leaves a long burst whole, though each frame is linked to the next few alone beside the hub', () => {
    const frames = 30;
    const links = Array.from({ length: frames }, (_, frame) =>
      Array.from({ length: frames }, (_, other) => other).filter(
        (other) => other > frame && (frame === 0 || other - frame <= 3),
      ),
    ).flatMap((others, frame) => others.map((other) => [frame, other] as const));
    const graph = {
      a: links.map(([a]) => a),
      b: links.map(([, b]) => b),
      strength: links.map(([a, b]) => 1 - (b - a) / 1000),
    };
    expect(holding(frames, graph)).toEqual(Array<number>(frames).fill(0));
  });
});

describe('on random graphs', () => {
  const graphs = Array.from({ length: 150 }, (_, seed) => {
    const next = random(seed + 1);
    const count = 2 + Math.floor(next() * 12);
    const graph = randomGraph(count, 0.1 + next() * 0.6, next);
    return { seed, count, graph, different: seed % 2 === 0 ? [] : randomPairs(count, 4, next), next };
  });

  test('it is what its description says', () => {
    for (const { seed, count, graph, different } of graphs)
      for (const holdTogether of [false, true])
        expect([...hubLinkage(count, graph, new Conflicts(different), holdTogether)], `graph ${seed}`).toEqual(
          naive(count, graph, different, holdTogether),
        );
  });

  test('the order and direction of the links change nothing', () => {
    for (const { seed, count, graph, different, next } of graphs)
      expect(hubLinkage(count, shuffled(graph, next), new Conflicts(different)), `graph ${seed}`).toEqual(
        hubLinkage(count, graph, new Conflicts(different)),
      );
  });

  test('every member is linked to its hub, and no two that were called different share one', () => {
    for (const { seed, count, graph, different } of graphs) {
      const hubs = hubLinkage(count, graph, new Conflicts(different));
      hubs.forEach((hub, node) => {
        const isLinked = graph.a.some(
          (a, link) => (a === hub && graph.b[link] === node) || (a === node && graph.b[link] === hub),
        );
        expect(hub === node || isLinked, `graph ${seed}, node ${node}`).toBe(true);
        expect(hubs[hub]).toBe(hub);
      });
      for (const [a, b] of different) expect(hubs[a], `graph ${seed}`).not.toBe(hubs[b]);
    }
  });
});
