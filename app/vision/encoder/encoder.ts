/**
 * The siamese encoder: the same network for every photo, run by ONNX Runtime in a thread of its own, because its
 * `run` blocks the thread that calls it.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import '../../no-telemetry.ts';
import type { Model } from './model.ts';

/** More brings nothing: measured on two cores, 8 photos a run are as fast as 32. */
const batchSize = 16;

interface Waiting {
  pixels: Uint8Array;
  resolve: (vector: Float16Array) => void;
  reject: (error: Error) => void;
}

export class Encoder {
  readonly #worker: Worker;
  readonly #model: Model;
  readonly #waiting: Waiting[] = [];
  #running: Waiting[] = [];
  #failure: Error | null = null;

  private constructor(worker: Worker, model: Model) {
    this.#worker = worker;
    this.#model = model;
    worker.on('message', (vectors: Float32Array) => this.#finish(vectors));
    worker.on('error', (error: Error) => this.#fail(error));
  }

  /** @param threads how many of ONNX Runtime's threads one run may use; the other cores are left to the decoder. */
  static async start(model: Model, threads = Math.ceil(availableParallelism() / 2)): Promise<Encoder> {
    const worker = new Worker(new URL(`./encoder-worker${extname(import.meta.url)}`, import.meta.url), {
      workerData: { bytes: model.bytes, input: model.input, output: model.output, threads },
    });
    await once(worker, 'message');
    return new Encoder(worker, model);
  }

  /**
   * Embeds one photo. Calls that arrive while the network is busy run together as its next batch.
   * @param pixels `size · size · 3` bytes, sRGB, as the manifest describes.
   * @returns a unit vector of `dimensions` numbers in half precision.
   */
  embed(pixels: Uint8Array): Promise<Float16Array> {
    const { size } = this.#model.input;
    if (pixels.length !== size * size * 3) throw new RangeError(`The encoder takes ${size} × ${size} × 3 bytes.`);
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ pixels, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
    this.#fail(new Error('The encoder was closed.'));
  }

  #next(): void {
    if (this.#running.length > 0 || this.#waiting.length === 0) return;
    this.#running = this.#waiting.splice(0, batchSize);
    const { size } = this.#model.input;
    const batch = new Uint8Array(this.#running.length * size * size * 3);
    this.#running.forEach(({ pixels }, index) => batch.set(pixels, index * size * size * 3));
    this.#worker.postMessage(batch, [batch.buffer]);
  }

  #finish(vectors: Float32Array): void {
    const { dimensions } = this.#model.output;
    const finished = this.#running;
    this.#running = [];
    this.#next();
    finished.forEach(({ resolve }, index) =>
      resolve(new Float16Array(vectors.subarray(index * dimensions, (index + 1) * dimensions))),
    );
  }

  #fail(error: Error): void {
    this.#failure = error;
    for (const { reject } of [...this.#running.splice(0), ...this.#waiting.splice(0)]) reject(error);
  }
}
