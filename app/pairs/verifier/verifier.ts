/**
 * The verifier in threads of its own, so that the window stays alive while pairs are looked at. Each photo is seen once, whichever thread
 * holds it against others.
 */
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { smallHeap } from '../../small-heap.ts';
import type { Relation } from '../../vision/verify/relation.ts';
import { PhotosInView } from './photos-in-view.ts';
import type { PhotoFacts, SeenPhoto } from './visible-photo.ts';

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

/** What a thread is asked: to see a photo, in a block of memory if there is one, or to hold photos that were seen against each other. */
export type VerifierQuestion =
  | { see: PhotoFacts; closely: boolean; block: SharedArrayBuffer | undefined }
  | (Pick<VerifierTask, 'pairs' | 'pack'> & { photos: SeenPhoto[] });

export type VerifierAnswer = { seen: SeenPhoto } | VerifierResult | { error: string };

interface Waiting {
  question: VerifierQuestion;
  resolve: (answer: Exclude<VerifierAnswer, { error: string }>) => void;
  reject: (error: Error) => void;
}

/** One a core: while pairs are looked at, nothing else is in work, and the system shares out what the window needs. */
export const verifierThreads = availableParallelism();

/** Without a question for so long the threads are ended, since each keeps much memory; the next question starts them again. */
const restAfter = 20_000; // ms

/** Questions that a thread has at once: while one photo is decoded, by threads of their own, others are looked at. */
const atOnce = 6;

export class Verifier {
  readonly #waiting: Waiting[] = [];
  /** By each thread what it was asked, by the numbers of the questions. */
  readonly #running = new Map<Worker, Map<number, Waiting>>();
  readonly #inView = new PhotosInView((facts, closely, block) => this.#see(facts, closely, block));
  readonly #restAfter: number;
  #rest: NodeJS.Timeout | undefined;
  #asked = 0;
  #closed = false;

  /** @param rest milliseconds without a question after which the threads are ended. */
  constructor(rest = restAfter) {
    this.#restAfter = rest;
  }

  /** Threads that are there now. */
  get threads(): number {
    return this.#running.size;
  }

  /** What is seen in pairs of photos, and nothing else. */
  async relate(task: Omit<VerifierTask, 'pack'>): Promise<(Relation | null)[]> {
    return (await this.look({ ...task, pack: [] })).relations;
  }

  /** Looks at the pairs of a task, one after the other; several tasks at once, if there are cores for them. */
  async look({ photos, pairs, pack }: VerifierTask): Promise<VerifierResult> {
    const closely = new Set([...pairs.flatMap(({ a, b, isClose }) => (isClose ? [a, b] : [])), ...pack]);
    return this.#inView.with(photos, closely, async (seen) => {
      const answer = await this.#ask({ photos: seen, pairs, pack });
      if (!('relations' in answer)) throw new Error('The verifier answered another question.');
      return answer;
    });
  }

  /** Ends at once; what is in work is lost. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#rest);
    const threads = [...this.#running];
    this.#running.clear();
    this.#inView.clear();
    const lost = [...threads.flatMap(([, asked]) => [...asked.values()]), ...this.#waiting.splice(0)];
    for (const { reject } of lost) reject(new Error('The verifier was closed.'));
    await Promise.all(threads.map(([worker]) => worker.terminate()));
  }

  async #see(facts: PhotoFacts, closely: boolean, block: SharedArrayBuffer | undefined): Promise<SeenPhoto> {
    const answer = await this.#ask({ see: facts, closely, block });
    if (!('seen' in answer)) throw new Error('The verifier answered another question.');
    return answer.seen;
  }

  #ask(question: VerifierQuestion): Promise<Exclude<VerifierAnswer, { error: string }>> {
    if (this.#closed) return Promise.reject(new Error('The verifier was closed.'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const [least] = [...this.#running].sort(([, one], [, other]) => one.size - other.size);
      const isBusy = least === undefined || least[1].size > 0;
      const worker = isBusy && this.#running.size < verifierThreads ? this.#start() : least?.[0];
      const asked = worker === undefined ? undefined : this.#running.get(worker);
      if (worker === undefined || asked === undefined || asked.size >= atOnce) return;
      const waiting = this.#waiting.shift() as Waiting;
      const number = this.#asked++;
      asked.set(number, waiting);
      worker.postMessage({ number, question: waiting.question });
    }
  }

  /** Ends all threads when nothing was asked for a while. */
  #restSoon(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      if ([...this.#running.values()].some((asked) => asked.size > 0)) return;
      const threads = [...this.#running.keys()];
      this.#running.clear();
      this.#inView.clear();
      for (const worker of threads) void worker.terminate();
    }, this.#restAfter).unref();
  }

  #start(): Worker {
    const worker = new Worker(new URL(`./verifier-worker${extname(import.meta.url)}`, import.meta.url), {
      resourceLimits: smallHeap,
    });
    const asked = new Map<number, Waiting>();
    this.#running.set(worker, asked);
    worker.on('message', ({ number, answer }: { number: number; answer: VerifierAnswer }) => {
      const waiting = asked.get(number);
      asked.delete(number);
      if ('error' in answer) waiting?.reject(new Error(answer.error));
      else waiting?.resolve(answer);
      this.#next();
      this.#restSoon();
    });
    worker.on('error', (error: Error) => {
      this.#running.delete(worker);
      for (const { reject } of asked.values()) reject(error);
      this.#next();
    });
    return worker;
  }
}
