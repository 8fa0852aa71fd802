import { parentPort, workerData } from 'node:worker_threads';
import { findNeighbours } from '../grouping/neighbours.ts';
import { createProduct } from '../grouping/product.ts';
import type { SearchInput } from './neighbours.ts';

const { search, threads } = workerData as { search: SearchInput; threads: number };

const lists = await findNeighbours({
  ...search,
  product: await createProduct(threads),
  onProgress: (share) => parentPort?.postMessage({ share }),
});
parentPort?.postMessage({ lists });
