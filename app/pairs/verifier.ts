/** The verifier in threads of its own, so that the window stays alive while pairs are looked at. */
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Relation } from '../vision/verify/relation.ts';
import type { PhotoFacts } from './visible-photo.ts';

export interface VerifierTask {
  photos: (PhotoFacts & { sha256: string })[];
  /** By their places in `photos`. */
  pairs: {
    a: number;
    b: number;
    /** Whether to look for edits and crops as well as for copies. */
    isClose: boolean;
  }[];
  /** Photos, by their places, whose local features are wanted as they are kept. */
  pack: number[];
}

export interface VerifierResult {
  /** One a pair. */
  relations: (Relation | null)[];
  /** One a photo of `pack`. */
  features: Uint8Array[];
}

export type VerifierReply = VerifierResult | { error: string };

interface Waiting {
  task: VerifierTask;
  resolve: (result: VerifierResult) => void;
  reject: (error: Error) => void;
}

/** One a core: while pairs are looked at, nothing else is in work, and the system shares out what the window needs. */
export const verifierThreads = availableParallelism();

export class Verifier {
  readonly #waiting: Waiting[] = [];
  readonly #running = new Map<Worker, Waiting | null>();
  #closed = false;

  /** What is seen in pairs of photos, and nothing else. */
  async relate(task: Omit<VerifierTask, 'pack'>): Promise<(Relation | null)[]> {
    return (await this.look({ ...task, pack: [] })).relations;
  }

  /** Looks at the pairs of a task, one after the other; several tasks at once, if there are cores for them. */
  look(task: VerifierTask): Promise<VerifierResult> {
    if (this.#closed) return Promise.reject(new Error('The verifier was closed.'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#next();
    });
  }

  /** Ends at once; what is in work is lost. */
  async close(): Promise<void> {
    this.#closed = true;
    const workers = [...this.#running];
    this.#running.clear();
    const lost = [...workers.map(([, waiting]) => waiting), ...this.#waiting.splice(0)];
    for (const waiting of lost) waiting?.reject(new Error('The verifier was closed.'));
    await Promise.all(workers.map(([worker]) => worker.terminate()));
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const idle = [...this.#running].find(([, waiting]) => waiting === null)?.[0];
    const worker = idle ?? (this.#running.size < verifierThreads ? this.#start() : null);
    const waiting = worker === null ? undefined : this.#waiting.shift();
    if (worker === null || waiting === undefined) return;
    this.#running.set(worker, waiting);
    worker.postMessage(waiting.task);
  }

  #start(): Worker {
    const worker = new Worker(new URL(`./verifier-worker${extname(import.meta.url)}`, import.meta.url));
    worker.on('message', (reply: VerifierReply) => {
      const waiting = this.#running.get(worker);
      this.#running.set(worker, null);
      if ('error' in reply) waiting?.reject(new Error(reply.error));
      else waiting?.resolve(reply);
      this.#next();
    });
    worker.on('error', (error: Error) => {
      this.#running.get(worker)?.reject(error);
      this.#running.delete(worker);
      this.#next();
    });
    return worker;
  }
}
