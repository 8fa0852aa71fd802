/** Finds photos that may be part of others, or show the same, in threads of their own: each holds some of the photos, and sees all others. */
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { smallHeap } from '../small-heap.ts';
import '../no-telemetry.ts';

export interface FoundPart {
  /** Nodes. */
  part: number;
  whole: number;
  score: number;
  /** Whether the two show the same in about the same size: the part is the one whose node is lower. */
  isAlike: boolean;
}

/** A photo with its local features as they are kept. */
export interface PackedPhoto {
  /** Its number by content hash, which breaks all ties: the order in which photos came makes no difference. */
  node: number;
  features: Uint8Array;
}

export type PartSearchMessage =
  | { index: PackedPhoto[] }
  /** `alsoAsParts`: whether they are looked for within the indexed photos as well. */
  | { photos: PackedPhoto[]; alsoAsParts: boolean }
  | { end: true };

export type PartSearchReply = { done: true } | { found: FoundPart[] };

/**
 * @param index photos that were held against nothing yet.
 * @param others batches of photos that they are held against; those were held against each other before.
 * @param onBatch called after each batch.
 * @returns of each photo the likeliest wholes; null when the signal stopped the search.
 */
export async function searchParts(
  index: readonly PackedPhoto[],
  others: Iterable<PackedPhoto[]>,
  signal: AbortSignal,
  onBatch: () => void,
): Promise<FoundPart[] | null> {
  const count = Math.min(index.length, availableParallelism());
  const threads = Array.from({ length: count }, () => new PartSearchThread());
  const all = (message: (at: number) => PartSearchMessage) =>
    Promise.all(threads.map((thread, at) => thread.ask(message(at))));
  try {
    await all((at) => ({ index: index.filter((_, place) => place % count === at) }));
    for (const [batches, alsoAsParts] of [
      [inBatches(index), false],
      [others, true],
    ] as const)
      for (const photos of batches) {
        if (signal.aborted) return null;
        await all(() => ({ photos, alsoAsParts }));
        onBatch();
      }
    return (await all(() => ({ end: true }))).flatMap((reply) => ('found' in reply ? reply.found : []));
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

/** Photos that are sent to the threads together. */
export const photosABatch = 256;

function* inBatches(photos: readonly PackedPhoto[]): Generator<PackedPhoto[]> {
  for (let at = 0; at < photos.length; at += photosABatch) yield photos.slice(at, at + photosABatch);
}

class PartSearchThread {
  readonly #worker = new Worker(new URL(`./part-search-worker${extname(import.meta.url)}`, import.meta.url), {
    resourceLimits: smallHeap,
  });

  ask(message: PartSearchMessage): Promise<PartSearchReply> {
    const { promise, resolve, reject } = Promise.withResolvers<PartSearchReply>();
    this.#worker.removeAllListeners();
    this.#worker.once('message', resolve);
    this.#worker.once('error', reject);
    this.#worker.postMessage(message);
    return promise;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
