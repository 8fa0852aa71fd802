/**
 * The siamese encoder: the same network for every photo, run by ONNX Runtime in a thread of its own, because its
 * `run` blocks the thread that calls it.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { smallHeap } from '../../small-heap.ts';
import '../../no-telemetry.ts';
import type { Model } from './model.ts';

/** More brings nothing: measured on two cores, 8 photos a run are as fast as 32. */
const batchSize = 16;

export interface Embedding {
  /** A unit vector of `dimensions` numbers in half precision. */
  vector: Float16Array;
  /** The mean of its nearest cosines to the model's background; 0 where the model has none. */
  background: number;
}

/** What its thread is started with. */
export interface EncoderStart extends Pick<Model, 'bytes' | 'background' | 'input' | 'output'> {
  threads: number;
}

/** What its thread answers: rows one after the other, and a number each. */
export interface Embedded {
  vectors: Float32Array;
  backgrounds: Float32Array;
}

interface Waiting {
  pixels: Uint8Array;
  resolve: (embedding: Embedding) => void;
  reject: (error: Error) => void;
}

export class Encoder {
  readonly #worker: Worker;
  readonly #model: Model;
  readonly #waiting: Waiting[] = [];
  #running: Waiting[] = [];
  #failure: Error | null = null;
  /** Resolved when the network is at rest again; null while it is. */
  #busy: PromiseWithResolvers<undefined> | null = null;

  private constructor(worker: Worker, model: Model) {
    this.#worker = worker;
    this.#model = model;
    worker.on('message', (embedded: Embedded) => this.#finish(embedded));
    worker.on('error', (error: Error) => {
      this.#rest();
      this.#fail(error);
    });
  }

  /** @param threads how many of ONNX Runtime's threads one run may use; the other cores are left to the decoder. */
  static async start(model: Model, threads = Math.ceil(availableParallelism() / 2)): Promise<Encoder> {
    const { bytes, background, input, output } = model;
    const worker = new Worker(new URL(`./encoder-worker${extname(import.meta.url)}`, import.meta.url), {
      resourceLimits: smallHeap,
      workerData: { bytes, background, input, output, threads } satisfies EncoderStart,
    });
    await once(worker, 'message');
    return new Encoder(worker, model);
  }

  /**
   * Embeds one photo. Calls that arrive while the network is busy run together as its next batch.
   * @param pixels `size · size · 3` bytes, sRGB, as the manifest describes.
   */
  embed(pixels: Uint8Array): Promise<Embedding> {
    const { size } = this.#model.input;
    if (pixels.length !== size * size * 3) throw new RangeError(`The encoder takes ${size} × ${size} × 3 bytes.`);
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ pixels, resolve, reject });
      this.#next();
    });
  }

  /** What runs and waits fails at once. A thread that is ended while the network runs would end the process with it. */
  async close(): Promise<void> {
    this.#fail(new Error('The encoder was closed.'));
    await this.#busy?.promise;
    await this.#worker.terminate();
  }

  #next(): void {
    if (this.#running.length > 0 || this.#waiting.length === 0) return;
    this.#running = this.#waiting.splice(0, batchSize);
    const { size } = this.#model.input;
    const batch = new Uint8Array(this.#running.length * size * size * 3);
    this.#running.forEach(({ pixels }, index) => batch.set(pixels, index * size * size * 3));
    this.#busy = Promise.withResolvers();
    this.#worker.postMessage(batch, [batch.buffer]);
  }

  #rest(): void {
    this.#busy?.resolve(undefined);
    this.#busy = null;
  }

  #finish({ vectors, backgrounds }: Embedded): void {
    const { dimensions } = this.#model.output;
    const finished = this.#running;
    this.#running = [];
    this.#rest();
    this.#next();
    finished.forEach(({ resolve }, index) =>
      resolve({
        vector: new Float16Array(vectors.subarray(index * dimensions, (index + 1) * dimensions)),
        background: backgrounds[index],
      }),
    );
  }

  #fail(error: Error): void {
    this.#failure = error;
    for (const { reject } of [...this.#running.splice(0), ...this.#waiting.splice(0)]) reject(error);
  }
}
