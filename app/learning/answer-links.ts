/** What answers link: photos that were called the same, and photos that an answer speaks of together. */
import type { JudgedPair } from './types.ts';

/**
 * Joins the ends of links (union by the smaller number).
 * @returns for each of `count` nodes the smallest node that it is linked to, directly or through others.
 */
export function connectedComponents(count: number, links: Iterable<{ a: number; b: number }>): Int32Array {
  const parent = Int32Array.from({ length: count }, (_, node) => node);
  const root = (node: number): number => {
    let top = node;
    while (parent[top] !== top) top = parent[top];
    for (let at = node; at !== top;) {
      const next = parent[at];
      parent[at] = top;
      at = next;
    }
    return top;
  };
  for (const { a, b } of links) {
    const [x, y] = [root(a), root(b)];
    parent[Math.max(x, y)] = Math.min(x, y);
  }
  return parent.map((_, node) => root(node));
}

/** The must-link closure of answers: same(a, b) and same(b, c) make one unit of a, b and c. */
export interface Units {
  /** The photos of each unit, rising; every photo that an answer speaks of is in one. */
  members: number[][];
  /** For each unit, the units that a "different" answer tells from it, rising. */
  different: number[][];
}

/** Where answers contradict each other, same(a, b), same(b, c) and different(a, c), the unit stays whole. */
export function mustLinkUnits(count: number, answers: readonly JudgedPair[]): Units {
  const unitOf = connectedComponents(
    count,
    answers.filter(({ same }) => same),
  );
  const members = Map.groupBy(
    [...new Set(answers.flatMap(({ a, b }) => [a, b]))].sort((x, y) => x - y),
    (photo) => unitOf[photo],
  );
  const place = new Map([...members.keys()].map((root, at) => [root, at]));
  const different = [...members].map(() => new Set<number>());
  for (const { a, b, same } of answers) {
    const x = place.get(unitOf[a]);
    const y = place.get(unitOf[b]);
    if (same || x === y || x === undefined || y === undefined) continue;
    different[x].add(y);
    different[y].add(x);
  }
  return {
    members: [...members.values()],
    different: different.map((others) => [...others].sort((x, y) => x - y)),
  };
}
