/** Finds near pairs in a thread of its own, so that the window stays alive meanwhile. */
import { extname } from 'node:path';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { smallHeap } from '../small-heap.ts';
import '../no-telemetry.ts';
import type { NearList, NeighbourSearch } from '../grouping/neighbours.ts';

export interface SearchInput extends Omit<NeighbourSearch, 'product' | 'onProgress' | 'signal'> {
  /** The head through which the vectors are seen, `dimensions × dimensions`; null for none. */
  matrix: Float32Array | null;
}

export type WorkerReply = { share: number } | { lists: Map<number, NearList> };

/** @returns every list that is new or changed; null when the signal stopped the search. */
export async function searchNeighbours(
  search: SearchInput,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Map<number, NearList> | null> {
  if (signal.aborted) return null;
  const worker = new Worker(new URL(`./near-search-worker${extname(import.meta.url)}`, import.meta.url), {
    resourceLimits: smallHeap,
    workerData: { search, threads: availableParallelism() },
  });
  // A thread that is ended while a product is made would end the process with it: it is asked, and ends by itself.
  const stopped = () => worker.postMessage('stop');
  signal.addEventListener('abort', stopped);
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (reply: WorkerReply) => {
        if ('lists' in reply) resolve(reply.lists);
        else onProgress(reply.share);
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve(null));
    });
  } finally {
    signal.removeEventListener('abort', stopped);
    await worker.terminate();
  }
}
