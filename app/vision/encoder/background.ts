/**
 * How near a vector lies to photos that it has nothing to do with: the mean of its nearest cosines to a fixed set of
 * training photos. A plain ground or a common thing is near to many, and being near to one more says little.
 */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import '../../no-telemetry.ts';

export class Background {
  readonly #session: InferenceSession | null;

  private constructor(session: InferenceSession | null) {
    this.#session = session;
  }

  /** @param model ONNX: `vectors` float32 [n, dimensions] in, `background` float32 [n] out; null where there is none. */
  static async start(model: Uint8Array | null, threads: number): Promise<Background> {
    if (model === null) return new Background(null);
    return new Background(
      await InferenceSession.create(model, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      }),
    );
  }

  /**
   * @param vectors one after the other, in half precision as they are stored: the background follows from those alone.
   * @returns one number a vector, −1 to 1; 0 where there is no background.
   */
  async of(vectors: Float16Array, dimensions: number): Promise<Float32Array> {
    if (this.#session === null) return new Float32Array(vectors.length / dimensions);
    const rows = new Tensor('float32', Float32Array.from(vectors), [vectors.length / dimensions, dimensions]);
    const { background } = await this.#session.run({ vectors: rows });
    return background.data as Float32Array;
  }

  async close(): Promise<void> {
    await this.#session?.release();
  }
}
