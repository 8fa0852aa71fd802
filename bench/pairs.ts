/** Near pairs and regrouping, on random unit vectors: the worst case for the product, and the size of a large library. */
import { availableParallelism } from 'node:os';
import { findNeighbours } from '../app/grouping/neighbours.ts';
import { createProduct } from '../app/grouping/product.ts';
import '../app/no-telemetry.ts';
import { Grouping } from '../app/grouping/grouping.ts';
import { neighbourLimit, cosineFloor } from '../app/pairs/near-lists.ts';
import { nearPairs } from '../app/pairs/near-pairs.ts';
import { seededRandom } from './random.ts';

export interface PairsResult {
  photos: number;
  /** All near pairs, from nothing. */
  allSeconds: number;
  /** One more photo. */
  oneSeconds: number;
  pairs: number;
  /** Reading the pairs into a grouping, once a change. */
  prepareSeconds: number;
  /** Moving the threshold. */
  cutSeconds: number;
  groups: number;
}

const dimensions = 256;
/** Of every ten vectors, this many are small moves of one before: copies, so that there is something to group. */
const copiesInTen = 3;

export async function measurePairs(count: number): Promise<PairsResult> {
  const vectors = randomVectors(count);
  const owners = Int32Array.from({ length: count }, (_, row) => row);
  const product = await createProduct(availableParallelism());
  const search = { vectors, dimensions, owners, floor: cosineFloor, limit: neighbourLimit, product };

  let started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const known = await findNeighbours({ ...search, pending: new Set(owners), known: new Map() });
  const allSeconds = seconds();

  started = performance.now();
  await findNeighbours({ ...search, pending: new Set([count - 1]), known });
  const oneSeconds = seconds();

  started = performance.now();
  const lists = new Map([...known].map(([node, { nodes, cosines }]) => [node, { contents: nodes, cosines }]));
  const { near } = nearPairs(lists, new Map([...owners].map((node) => [node, node])));
  const grouping = new Grouping({ count, near, verified: [], same: [], different: [] });
  const prepareSeconds = seconds();

  started = performance.now();
  const groups = grouping.at(0.6).length;
  return { photos: count, allSeconds, oneSeconds, pairs: near.a.length, prepareSeconds, cutSeconds: seconds(), groups };
}

/** Unit vectors, the same in every run. */
export function randomVectors(count: number): Float32Array {
  const random = seededRandom(20_26);
  const vectors = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row++) {
    const start = row * dimensions;
    const original = row % 10 >= 10 - copiesInTen ? Math.floor(random() * row) * dimensions : null;
    let square = 0;
    for (let i = 0; i < dimensions; i++) {
      const noise = random() + random() + random() - 1.5;
      const value = original === null ? noise : (vectors[original + i] ?? 0) + noise * 0.06;
      vectors[start + i] = value;
      square += value * value;
    }
    for (let i = start; i < start + dimensions; i++) vectors[i] = (vectors[i] ?? 0) / Math.sqrt(square);
  }
  return vectors;
}
