import { parentPort, workerData } from 'node:worker_threads';
import { findNeighbours } from '../grouping/neighbours.ts';
import { createProduct } from '../grouping/product.ts';
import { transformRows } from '../grouping/map-vectors.ts';
import type { SearchInput } from './near-search.ts';

const { search, threads } = workerData as { search: SearchInput; threads: number };
const { matrix, ...rest } = search;

const stopping = new AbortController();
parentPort?.once('message', () => stopping.abort());
const product = await createProduct(threads);
try {
  const lists = await findNeighbours({
    ...rest,
    vectors: matrix === null ? rest.vectors : await transformRows(rest.vectors, matrix, rest.dimensions, product),
    product,
    signal: stopping.signal,
    onProgress: (share) => parentPort?.postMessage({ share }),
  });
  parentPort?.postMessage({ lists });
} catch (error) {
  if (!stopping.signal.aborted) throw error;
} finally {
  parentPort?.close();
}
