import { beforeAll, describe, expect, test } from 'vitest';
import { bestCosine } from '../../../app/grouping/distance.ts';
import { findNeighbours, type NearList } from '../../../app/grouping/neighbours.ts';
import { createProduct, type Product } from '../../../app/grouping/product.ts';
import { crowdedRows, random } from './random.ts';

const dimensions = 32;
let product: Product;

beforeAll(async () => {
  product = await createProduct(1);
});

interface Crowd {
  vectors: Float32Array;
  owners: Int32Array;
}

/** Rows in any order; every third node has two. */
function crowd(nodes: number, seed: number): Crowd {
  const next = random(seed);
  const owners = Array.from({ length: nodes }, (_, node) => (node % 3 === 0 ? [node, node] : [node])).flat();
  owners.sort(() => next() - 0.5);
  return { vectors: crowdedRows(owners.length, dimensions, next), owners: Int32Array.from(owners) };
}

type Lists = Record<number, [number, number][]>;

const plain = (lists: ReadonlyMap<number, NearList>): Lists =>
  Object.fromEntries(
    [...lists].map(([node, { nodes, cosines }]) => [node, [...nodes].map((other, at) => [other, cosines[at]!])]),
  );

function naive({ vectors, owners }: Crowd, floor: number, limit: number): Lists {
  const rows = new Map<number, number[]>();
  owners.forEach((node, row) => rows.set(node, [...(rows.get(node) ?? []), row]));
  const lists: Lists = {};
  for (const [a, rowsA] of rows) {
    const near: [number, number][] = [];
    for (const [b, rowsB] of rows) {
      const best = bestCosine(vectors, dimensions, rowsA, rowsB);
      if (a !== b && best >= floor) near.push([b, Math.fround(best)]);
    }
    lists[a] = near.sort(([x, p], [y, q]) => q - p || x - y).slice(0, limit);
  }
  return lists;
}

const search = (
  { vectors, owners }: Crowd,
  pending: Iterable<number>,
  known: Map<number, NearList>,
  floor = 0.5,
  limit = 100,
) => findNeighbours({ vectors, dimensions, owners, pending: new Set(pending), known, floor, limit, product });

describe('near pairs are those of a plain double loop', () => {
  test.each([
    { nodes: 2, floor: 0.5, limit: 100 },
    { nodes: 120, floor: 0.5, limit: 100 },
    { nodes: 120, floor: 0.75, limit: 100 },
    { nodes: 120, floor: 0.2, limit: 3 },
    // More rows than a block of the product has.
    { nodes: 700, floor: 0.6, limit: 10 },
  ])('$nodes photos, cosine from $floor, at most $limit a photo', async ({ nodes, floor, limit }) => {
    const photos = crowd(nodes, nodes + limit);
    const lists = plain(await search(photos, new Set(photos.owners), new Map(), floor, limit));
    expect(lists).toEqual(naive(photos, floor, limit));
    if (nodes > 2) expect(Object.values(lists).flat().length).toBeGreaterThan(nodes);
  });

  test('with ties, where the smaller node goes first, and the limit cuts through them', async () => {
    const vectors = new Float32Array(50 * dimensions);
    for (let row = 0; row < 50; row++) vectors[row * dimensions] = 1;
    const photos = { vectors, owners: Int32Array.from({ length: 50 }, (_, row) => (row * 7) % 50) };
    const lists = await search(photos, photos.owners, new Map(), 0.5, 4);
    expect([...lists.get(0)!.nodes]).toEqual([1, 2, 3, 4]);
    expect([...lists.get(2)!.nodes]).toEqual([0, 1, 3, 4]);
    expect([...lists.get(49)!.nodes]).toEqual([0, 1, 2, 3]);
  });

  test('where a photo has no neighbours, with an empty list', async () => {
    const vectors = new Float32Array(2 * dimensions);
    vectors[0] = 1;
    vectors[dimensions + 1] = 1;
    const lists = await search({ vectors, owners: Int32Array.of(0, 1) }, [0, 1], new Map());
    expect(plain(lists)).toEqual({ 0: [], 1: [] });
  });
});

describe('photos that come in steps', () => {
  test.each([
    { limit: 100, steps: 2 },
    { limit: 5, steps: 7 },
    { limit: 1, steps: 30 },
  ])('end with the same lists as all at once: $steps steps, at most $limit a photo', async ({ limit, steps }) => {
    const all = crowd(150, 5);
    const next = random(steps);
    const stepOf = Array.from({ length: 150 }, () => Math.floor(next() * steps));
    const known = new Map<number, NearList>();
    for (let step = 0; step < steps; step++) {
      const rows = [...all.owners.keys()].filter((row) => stepOf[all.owners[row]!]! <= step);
      const present = {
        vectors: Float32Array.from(
          rows.flatMap((row) => [...all.vectors.subarray(row * dimensions, (row + 1) * dimensions)]),
        ),
        owners: Int32Array.from(rows, (row) => all.owners[row]!),
      };
      const pending = present.owners.filter((node) => stepOf[node] === step);
      for (const [node, list] of await search(present, pending, known, 0.4, limit)) known.set(node, list);
    }
    expect(plain(known)).toEqual(naive(all, 0.4, limit));
  });

  test('change no list that has nothing to do with them', async () => {
    const vectors = new Float32Array(3 * dimensions);
    vectors.set([1, 0], 0);
    vectors.set([0.9, Math.sqrt(1 - 0.81)], dimensions);
    vectors.set([0, 0, 1], 2 * dimensions);
    const photos = { vectors, owners: Int32Array.of(0, 1, 2) };
    const empty = { nodes: new Int32Array(0), cosines: new Float32Array(0) };
    const lists = await search(
      photos,
      [1],
      new Map([
        [0, empty],
        [2, empty],
      ]),
    );
    expect([...lists.keys()].sort()).toEqual([0, 1]);
  });
});

describe('a search', () => {
  test('tells its progress, up to the whole', async () => {
    const shares: number[] = [];
    const photos = crowd(800, 8);
    await findNeighbours({
      ...photos,
      dimensions,
      pending: new Set(photos.owners),
      known: new Map(),
      floor: 0.5,
      limit: 5,
      product,
      onProgress: (share) => shares.push(share),
    });
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  test('ends when it is told to stop', async () => {
    const photos = crowd(10, 9);
    await expect(
      findNeighbours({
        ...photos,
        dimensions,
        pending: new Set(photos.owners),
        known: new Map(),
        floor: 0.5,
        limit: 5,
        product,
        signal: AbortSignal.abort(),
      }),
    ).rejects.toThrow(/abort/i);
  });
});
