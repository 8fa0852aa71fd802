import { describe, expect, test } from 'vitest';
import type { Lasting } from '../../../app/videos/duration.ts';
import { candidatesOf, closeLooks, closest, scoreFloor, scoreOf } from '../../../app/pairs/candidates.ts';
import { sketch, type Sketched } from '../../../app/vision/copies/sketch.ts';
import { paintedPixels } from '../../photos.ts';
import { fromPicture } from '../../../app/images/decode.ts';

const listOf = (near: [number, number][]) => ({
  contents: Int32Array.from(near, ([content]) => content),
  cosines: Float32Array.from(near, ([, cosine]) => cosine),
});

describe('what is looked at closely', () => {
  test('comes in the order of the score, not of the cosine', () => {
    const backgrounds = new Map([
      [1, 1],
      [2, 0.25],
      [3, 0.5],
    ]);
    const list = listOf([
      [1, 0.875],
      [2, 0.75],
      [3, 0.625],
    ]);
    // 0.875 − 0.75 = 0.125; 0.75 − 0.375 = 0.375; 0.625 − 0.5 = 0.125: of equals the nearer.
    expect(closest(0.5, list, backgrounds).map((at) => list.contents[at])).toEqual([2, 1, 3]);
    expect(scoreOf(0.7, 0.5, 0.3)).toBeCloseTo(0.3, 12);
    expect(scoreOf(0.7, 0.3, 0.5)).toBe(scoreOf(0.7, 0.5, 0.3));
  });

  test('ends at the floor, and after so many', () => {
    const near = Array.from({ length: 40 }, (_, at): [number, number] => [at, 0.9 - at / 100]);
    const backgrounds = new Map(near.map(([content]) => [content, 0.5]));
    expect(closest(0.5, listOf(near), backgrounds)).toEqual(Array.from({ length: closeLooks }, (_, at) => at));
    // All but the first few lie in a crowd.
    const crowded = new Map(near.map(([content]) => [content, content < 3 ? 0.5 : 1.5]));
    expect(closest(0.5, listOf(near), crowded)).toEqual([0, 1, 2]);
    expect(scoreOf(0.87, 0.5, 1.5)).toBeLessThan(scoreFloor);
  });
});

describe('the photos that a photo is held against', () => {
  test('are the close ones first, then what may be a copy', async () => {
    const sketches = new Map<number, Sketched & Lasting>();
    for (const [content, seed] of [1, 1, 2, 3].entries())
      sketches.set(content, { ...(await sketched(seed)), duration: null });
    const list = listOf([
      [3, 0.8],
      [1, 0.5],
      [2, 0.4],
    ]);
    // Photo 1 looks like a copy but has a low score; photo 3 a high one; photo 2 neither.
    const backgrounds = new Map([
      [0, 0.5],
      [1, 0.9],
      [2, 0.9],
      [3, 0.5],
    ]);
    expect(candidatesOf(0, list, sketches, backgrounds)).toEqual([
      { content: 3, isClose: true },
      { content: 1, isClose: false },
    ]);
  });

  async function sketched(seed: number): Promise<Sketched> {
    const { data, width, height } = await paintedPixels(seed, { width: 128, height: 128 });
    const pixels = await fromPicture({ data: new Uint8Array(data), width, height })
      .raw()
      .toBuffer();
    return { sketch: sketch(pixels, 128), width, height, orientation: 1 };
  }
});
