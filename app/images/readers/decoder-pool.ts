/** Threads that decode what sharp does not read: as many as there are cores, started when they are needed. */
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PersonError } from '../../errors.ts';
import { smallHeap } from '../../small-heap.ts';
import type { Decoded, Described } from './decoded.ts';
import type { MagickKind } from './magick.ts';

export interface DecoderTask {
  kind: 'heic' | MagickKind;
  bytes: Uint8Array;
  /** Longest side that is needed, in pixels; null for the whole picture. */
  side: number | null;
}

export type DecoderReply =
  | { picture: Decoded | Described; /** Whether the thread holds much memory by now. */ isLarge: boolean }
  /** The problem completes "The file … "; null where the file is damaged. */
  | { problem: string | null; words: string };

const longestMs = 20_000;
const mostThreads = 4;

interface Waiting {
  task: DecoderTask;
  resolve: (picture: Decoded | Described) => void;
  reject: (error: Error) => void;
}

interface Thread {
  worker: Worker;
  /** What it decodes; null while it is idle. */
  job: (Waiting & { limit: NodeJS.Timeout }) | null;
}

const threads = new Set<Thread>();
const waiting: Waiting[] = [];

/** @throws PersonError whose message completes "The file … ". */
export async function decodeInThread(task: DecoderTask & { kind: 'heic' }): Promise<Decoded>;
export async function decodeInThread(task: DecoderTask & { kind: MagickKind }): Promise<Described>;
export async function decodeInThread(task: DecoderTask): Promise<Decoded | Described> {
  return new Promise((resolve, reject) => {
    waiting.push({ task, resolve, reject });
    startNext();
  });
}

function startNext(): void {
  while (waiting.length > 0) {
    const thread = [...threads].find(({ job }) => job === null) ?? open();
    const next = thread === null ? undefined : waiting.shift();
    if (thread === null || next === undefined) return;
    const limit = setTimeout(() => {
      giveUp(thread, new PersonError(`takes more than ${longestMs / 1000} seconds to decode`));
    }, longestMs);
    thread.job = { ...next, limit };
    thread.worker.ref();
    thread.worker.postMessage(next.task);
  }
}

/** @returns null where there are as many as there may be. */
function open(): Thread | null {
  if (threads.size >= Math.min(mostThreads, availableParallelism())) return null;
  const worker = new Worker(new URL(`./decoder-worker${extname(import.meta.url)}`, import.meta.url), {
    // Pixels lie outside of V8's heap, which is small.
    resourceLimits: { maxOldGenerationSizeMb: 256, ...smallHeap },
  });
  const thread: Thread = { worker, job: null };
  worker.on('message', (reply: DecoderReply) => {
    take(thread, reply);
  });
  worker.on('error', (error) => {
    giveUp(thread, new PersonError('is damaged or cut short', { cause: error }));
  });
  threads.add(thread);
  return thread;
}

function take(thread: Thread, reply: DecoderReply): void {
  // After an error a decoder's memory may be in any state.
  if (!('picture' in reply)) {
    giveUp(thread, new PersonError(reply.problem ?? 'is damaged or cut short', { cause: reply.words }));
    return;
  }
  const { job } = thread;
  if (reply.isLarge) giveUp(thread, null);
  else {
    clearTimeout(job?.limit);
    thread.job = null;
    // A program that has nothing else to do may end.
    thread.worker.unref();
  }
  job?.resolve(reply.picture);
  startNext();
}

/** Ends a thread; the next task gets a new one. */
function giveUp(thread: Thread, error: PersonError | null): void {
  const { job } = thread;
  clearTimeout(job?.limit);
  thread.job = null;
  threads.delete(thread);
  void thread.worker.terminate();
  if (error !== null) job?.reject(error);
  startNext();
}
