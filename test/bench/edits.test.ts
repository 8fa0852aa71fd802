import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Picture } from '../../app/images/decode.ts';
import type { EditedFile } from '../../bench/quality/edits/edit.ts';
import { edits } from '../../bench/quality/edits/edits.ts';
import { Chance } from '../../bench/random.ts';
import { paintedPixels } from '../photos.ts';

const painted = async (width: number, height: number): Promise<Picture> => {
  const { data } = await paintedPixels(5, { width, height });
  return { data: new Uint8Array(data), width, height };
};

const make = (name: string, photo: Picture, seed = 'seed'): Promise<EditedFile> =>
  edits.find((edit) => edit.name === name)!.make(photo, new Chance(seed));

async function sizeOf({ bytes }: EditedFile): Promise<[number, number]> {
  const { width, height } = await sharp(bytes).metadata();
  return [width, height];
}

test('there are 22 kinds of edit, each with a name of its own', () => {
  expect(new Set(edits.map(({ name }) => name)).size).toBe(22);
});

describe.each(edits)('$name', ({ make: makeEdit }) => {
  test('comes out the same for the same seed, and is a picture', async () => {
    const photo = await painted(200, 150);
    const [first, again] = [await makeEdit(photo, new Chance('a')), await makeEdit(photo, new Chance('a'))];
    expect(first.bytes.equals(again.bytes)).toBe(true);
    expect((await sharp(first.bytes).stats()).channels[0]!.stdev).toBeGreaterThan(1);
  });

  test('takes small, tall and wide photos', async () => {
    for (const [width, height] of [
      [40, 40],
      [50, 200],
      [300, 60],
    ] as const)
      for (const seed of ['a', 'b', 'c', 'd']) {
        const { bytes } = await makeEdit(await painted(width, height), new Chance(seed));
        expect((await sharp(bytes).metadata()).width).toBeGreaterThan(5);
      }
  });
});

test('a crop keeps its share of each side, in places that differ', async () => {
  const photo = await painted(200, 150);
  expect(await sizeOf(await make('crop 80 %', photo))).toEqual([160, 120]);
  expect(await sizeOf(await make('crop 50 %', photo))).toEqual([100, 75]);
  expect(await sizeOf(await make('crop 30 %', photo))).toEqual([60, 45]);
  const places = await Promise.all(['a', 'b', 'c'].map((seed) => make('crop 30 %', photo, seed)));
  expect(new Set(places.map(({ bytes }) => bytes.toString('base64'))).size).toBe(3);
});

test('sizes are as the names say, and nothing is enlarged', async () => {
  const photo = await painted(200, 150);
  expect(await sizeOf(await make('quarter size', photo))).toEqual([50, 38]);
  expect(await sizeOf(await make('rotation 90°', photo))).toEqual([150, 200]);
  expect(await sizeOf(await make('border 12 %', photo))).toEqual([236, 186]);
  expect(await sizeOf(await make('screenshot', photo))).toEqual([200, Math.round((200 * 19) / 9)]);
  const [width, height] = await sizeOf(await make('stretch', photo));
  expect(width === 200 || height === 150).toBe(true);
  expect(width * height).toBeLessThan(0.86 * 200 * 150);
});

test('a rotation that is cropped shows none of its ground', async () => {
  const white = { data: new Uint8Array(200 * 150 * 3).fill(255), width: 200, height: 150 };
  const seeds = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const files = await Promise.all(seeds.map((seed) => make('rotation 15°', white, seed)));
  const shapes = await Promise.all(
    files.map(async (file) => ({
      size: await sizeOf(file),
      darkest: (await sharp(file.bytes).stats()).channels[0]!.min,
    })),
  );
  const inside = shapes.filter(({ size }) => size[0] < 200);
  expect(inside.length).toBeGreaterThan(0);
  expect(inside.length).toBeLessThan(seeds.length);
  for (const { darkest } of inside) expect(darkest).toBeGreaterThan(250);
});
