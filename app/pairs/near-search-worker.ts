import { parentPort, workerData } from 'node:worker_threads';
import { findNeighbours } from '../grouping/neighbours.ts';
import { createProduct } from '../grouping/product.ts';
import { transformRows } from '../grouping/map-vectors.ts';
import type { SearchInput } from './near-search.ts';

const { search, threads } = workerData as { search: SearchInput; threads: number };
const { matrix, ...rest } = search;

const product = await createProduct(threads);
const lists = await findNeighbours({
  ...rest,
  vectors: matrix === null ? rest.vectors : await transformRows(rest.vectors, matrix, rest.dimensions, product),
  product,
  onProgress: (share) => parentPort?.postMessage({ share }),
});
parentPort?.postMessage({ lists });
