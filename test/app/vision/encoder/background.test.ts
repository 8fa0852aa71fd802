import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeSqueezed } from '../../../../app/images/decode.ts';
import { encoderManifest } from '../../../../app/resources.ts';
import { Background } from '../../../../app/vision/encoder/background.ts';
import { Encoder } from '../../../../app/vision/encoder/encoder.ts';
import { loadModel } from '../../../../app/vision/encoder/model.ts';
import { backgroundModel } from '../../../../bench/background/model.ts';
import { jpeg } from '../../../photos.ts';
import { crowdedRows, random } from '../../grouping/random.ts';

const model = loadModel(encoderManifest());
const { dimensions } = model.output;
const nearest = 10;

describe('a background', () => {
  const rows = crowdedRows(300, dimensions, random(1));
  let background: Background;
  beforeAll(async () => {
    background = await Background.start(backgroundModel(rows, dimensions, nearest), 1);
  });
  afterAll(() => background.close());

  test('is the mean of the nearest cosines, as one by one they are', async () => {
    const vectors = new Float16Array(crowdedRows(40, dimensions, random(2)));
    const found = await background.of(vectors, dimensions);
    expect(found).toHaveLength(40);
    for (const [at, value] of found.entries())
      expect(Math.abs(value - naive(vectors.subarray(at * dimensions, (at + 1) * dimensions)))).toBeLessThan(2e-3);
    // Vectors that are among the rows lie near them.
    const own = await background.of(new Float16Array(rows.subarray(0, dimensions)), dimensions);
    expect(own[0]).toBeGreaterThan(0.1);
  });

  test('is the same alone and among others, whatever the length of the vector', async () => {
    const vectors = new Float16Array(crowdedRows(33, dimensions, random(3)));
    const together = await background.of(vectors, dimensions);
    for (const at of [0, 7, 32]) {
      const one = vectors.slice(at * dimensions, (at + 1) * dimensions);
      expect((await background.of(one, dimensions))[0]).toBeCloseTo(together[at]!, 6);
      const half = one.map((value) => value / 2);
      expect((await background.of(half, dimensions))[0]).toBeCloseTo(together[at]!, 3);
    }
  });

  /** From the rows as they were before they became bytes. */
  function naive(vector: Float16Array): number {
    const length = Math.hypot(...vector);
    const cosines = Array.from({ length: rows.length / dimensions }, (_, row) =>
      vector.reduce((sum, value, at) => sum + (value / length) * rows[row * dimensions + at]!, 0),
    );
    const best = cosines.sort((a, b) => b - a).slice(0, nearest);
    return best.reduce((sum, value) => sum + value, 0) / nearest;
  }
});

describe('the shipped background', () => {
  test('comes with every vector, and follows from the vector alone', async () => {
    const encoder = await Encoder.start(model, 1);
    const background = await Background.start(model.background, 1);
    try {
      const photos = await Promise.all([1, 2, 3, 4].map(async (seed) => decodeSqueezed(await jpeg(seed), 128, false)));
      const embeddings = await Promise.all(photos.map((photo) => encoder.embed(photo)));
      for (const { vector, background: own } of embeddings) {
        expect((await background.of(vector, dimensions))[0]).toBeCloseTo(own, 5);
        expect(own).toBeGreaterThan(0.1);
        expect(own).toBeLessThan(1);
      }
    } finally {
      await background.close();
      await encoder.close();
    }
  });

  test('is 0 for an encoder that has none', async () => {
    const encoder = await Encoder.start({ ...model, background: null }, 1);
    try {
      const { background } = await encoder.embed(await decodeSqueezed(await jpeg(1), 128, false));
      expect(background).toBe(0);
    } finally {
      await encoder.close();
    }
  });
});
