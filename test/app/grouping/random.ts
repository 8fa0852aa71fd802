/** Random numbers, vectors and graphs that are the same in every run. */

/** A reproducible source of numbers from 0 to 1 (mulberry32). */
export function random(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Unit rows that crowd around a few centres, so that many pairs are near. */
export function crowdedRows(count: number, dimensions: number, next: () => number, centres = 5): Float32Array {
  const axis = () => Array.from({ length: dimensions }, () => next() - 0.5);
  const middles = Array.from({ length: centres }, axis);
  const rows = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row++) {
    const middle = middles[Math.floor(next() * centres)]!;
    const values = axis().map((value, at) => middle[at]! + value * 0.6);
    const norm = Math.hypot(...values);
    values.forEach((value, at) => (rows[row * dimensions + at] = value / norm));
  }
  return rows;
}

export interface Graph {
  a: number[];
  b: number[];
  strength: number[];
}

/** Links between some pairs of nodes, each once; few different strengths, so that ties are common. */
export function randomGraph(count: number, share: number, next: () => number): Graph {
  const graph: Graph = { a: [], b: [], strength: [] };
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      if (next() >= share) continue;
      graph.a.push(a);
      graph.b.push(b);
      graph.strength.push((1 + Math.floor(next() * 8)) / 8);
    }
  return graph;
}

/** The same links in another order, and some of them the other way round. */
export function shuffled({ a, b, strength }: Graph, next: () => number): Graph {
  const order = a.map((_, link) => ({ link, key: next(), turn: next() < 0.5 })).sort((x, y) => x.key - y.key);
  return {
    a: order.map(({ link, turn }) => (turn ? b : a)[link]!),
    b: order.map(({ link, turn }) => (turn ? a : b)[link]!),
    strength: order.map(({ link }) => strength[link]!),
  };
}

/** Some pairs of nodes, each of two different ones. */
export function randomPairs(count: number, pairs: number, next: () => number): [number, number][] {
  return Array.from({ length: pairs }, () => {
    const a = Math.floor(next() * count);
    return [a, (a + 1 + Math.floor(next() * (count - 1))) % count];
  });
}
