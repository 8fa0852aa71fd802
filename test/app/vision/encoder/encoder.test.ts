import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeSqueezed } from '../../../../app/images/decode.ts';
import { encoderManifest } from '../../../../app/resources.ts';
import { Encoder } from '../../../../app/vision/encoder/encoder.ts';
import { loadModel } from '../../../../app/vision/encoder/model.ts';
import { jpeg } from '../../../photos.ts';

const model = loadModel(encoderManifest());
const { size } = model.input;
const { dimensions } = model.output;
let encoder: Encoder;
let photos: Uint8Array[];

beforeAll(async () => {
  encoder = await Encoder.start(model, 1);
  photos = await Promise.all(
    Array.from({ length: 20 }, async (_, seed) => decodeSqueezed(await jpeg(seed), size, false)),
  );
});

afterAll(() => encoder.close());

async function vectorsOf(some: Uint8Array[]): Promise<Float16Array[]> {
  return (await Promise.all(some.map((photo) => encoder.embed(photo)))).map(({ vector }) => vector);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

describe('an embedding', () => {
  test('is a unit vector, as far as half precision holds one', async () => {
    for (const photo of photos.slice(0, 4)) {
      const { vector } = await encoder.embed(photo);
      expect(vector).toBeInstanceOf(Float16Array);
      expect(vector.length).toBe(dimensions);
      expect(dot(vector, vector)).toBeCloseTo(1, 2);
    }
  });

  test('is what the model itself gives', async () => {
    const session = await InferenceSession.create(model.bytes);
    for (const photo of photos.slice(0, 4)) {
      const outputs = await session.run({ [model.input.name]: new Tensor('uint8', photo, [1, size, size, 3]) });
      const direct = outputs[model.output.name]!.data as Float32Array;
      const { vector } = await encoder.embed(photo);
      direct.forEach((value, at) => expect(Math.abs(vector[at]! - value)).toBeLessThan(1e-3));
    }
    await session.release();
  });

  test('is the same alone, and whichever photos are embedded beside it', async () => {
    const alone: Float16Array[] = [];
    for (const photo of photos) alone.push((await encoder.embed(photo)).vector);
    const together = await vectorsOf(photos);
    const reversed = (await vectorsOf(photos.toReversed())).reverse();
    for (const [at, vector] of alone.entries())
      for (const other of [together[at]!, reversed[at]!])
        expect(dot(vector, other)).toBeCloseTo(dot(vector, vector), 3);
  });

  test('belongs to its own photo, in the order of the calls', async () => {
    const vectors = await vectorsOf(photos);
    const again = await vectorsOf(photos);
    for (const [at, vector] of vectors.entries()) {
      const nearest = again.map((other) => dot(vector, other));
      expect(nearest.indexOf(Math.max(...nearest))).toBe(at);
    }
  });

  test('tells different pictures apart by more than the threshold', async () => {
    const [one, other] = await vectorsOf(photos.slice(0, 2));
    expect(Math.sqrt(2 - 2 * dot(one!, other!))).toBeGreaterThan(model.threshold);
  });
});

describe('the encoder', () => {
  test('refuses pixels of another size', () => {
    expect(() => encoder.embed(new Uint8Array(size * size))).toThrow(`The encoder takes ${size} × ${size} × 3 bytes.`);
  });

  test('fails what waits when it is closed, and whatever comes after', async () => {
    const closing = await Encoder.start(model, 1);
    const waiting = closing.embed(photos[0]!);
    const [refused] = await Promise.allSettled([waiting, closing.close()]);
    expect(refused.status).toBe('rejected');
    await expect(closing.embed(photos[0]!)).rejects.toThrow('The encoder was closed.');
  });
});
