import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Picture } from '../../app/images/decode.ts';
import { bitsThatDiffer, packBits } from '../../bench/quality/methods/baseline.ts';
import { differenceHash } from '../../bench/quality/methods/difference-hash.ts';
import { meanHash } from '../../bench/quality/methods/mean-hash.ts';
import { baselines } from '../../bench/quality/methods/methods.ts';
import { perceptualHash } from '../../bench/quality/methods/perceptual-hash.ts';
import { fromPixels, paintedPixels } from '../photos.ts';

/** Grey levels, one a cell, as a picture of that many pixels. */
function grey(width: number, height: number, level: (x: number, y: number) => number): Picture {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) data.fill(level(at % width, Math.floor(at / width)), at * 3, at * 3 + 3);
  return { data, width, height };
}

const painted = async (seed: number): Promise<Picture> => {
  const { data, width, height } = await paintedPixels(seed);
  return { data: new Uint8Array(data), width, height };
};

test('bits that differ are counted over all bytes', () => {
  const bits = (text: string) => packBits(Array.from(text, (bit) => bit === '1'));
  expect(bitsThatDiffer(bits('1011001110'), bits('1011001110'))).toBe(0);
  expect(bitsThatDiffer(bits('1011001110'), bits('0011001101'))).toBe(3);
});

describe.each(baselines)('$name', ({ print, distance }) => {
  test('is near for a compressed, smaller copy and far for another photo', async () => {
    const photo = await painted(1);
    const { data, info } = await fromPixels(photo)
      .resize(160)
      .jpeg({ quality: 60 })
      .toBuffer({ resolveWithObject: true });
    const copy = await fromJpeg(data, info.width, info.height);
    const other = await painted(2);
    const own = await print(photo);
    expect(distance(own, own)).toBe(0);
    expect(distance(own, await print(copy))).toBeLessThan(distance(own, await print(other)) / 3);
  });
});

async function fromJpeg(bytes: Buffer, width: number, height: number): Promise<Picture> {
  return { data: new Uint8Array(await sharp(bytes).removeAlpha().raw().toBuffer()), width, height };
}

test('dHash says where a row gets lighter', async () => {
  const lighter = await differenceHash.print(grey(17, 16, (x) => x * 10));
  const darker = await differenceHash.print(grey(17, 16, (x) => 200 - x * 10));
  expect(bitsThatDiffer(lighter, new Uint8Array(32))).toBe(256);
  expect(bitsThatDiffer(darker, new Uint8Array(32))).toBe(0);
});

test('the mean hash says which cells are lighter than the mean', async () => {
  const print = await meanHash.print(grey(16, 16, (x, y) => (x < 4 && y < 8 ? 200 : 10)));
  expect(bitsThatDiffer(print, new Uint8Array(32))).toBe(32);
  expect(print[0]).toBe(0b1111);
});

test('pHash takes the signs of a cosine transform, summed plainly', async () => {
  const photo = grey(32, 32, (x, y) => (x * 37 + y * 91 + x * y * 13) % 256);
  const wave = (at: number, frequency: number) => Math.cos(((2 * at + 1) * frequency * Math.PI) / 64);
  const frequencies: number[] = [];
  for (let v = 1; v <= 8; v++)
    for (let u = 1; u <= 8; u++) {
      let sum = 0;
      for (let y = 0; y < 32; y++)
        for (let x = 0; x < 32; x++) sum += photo.data[(y * 32 + x) * 3]! * wave(x, u) * wave(y, v);
      frequencies.push(sum);
    }
  const sorted = frequencies.toSorted((a, b) => a - b);
  const median = (sorted[31]! + sorted[32]!) / 2;
  expect(await perceptualHash.print(photo)).toEqual(packBits(frequencies.map((value) => value > median)));
});
