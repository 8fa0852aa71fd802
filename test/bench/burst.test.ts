import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Picture } from '../../app/images/decode.ts';
import { burst } from '../../bench/quality/burst.ts';
import { perspective, type Corners } from '../../bench/quality/homography.ts';
import { Chance } from '../../bench/random.ts';
import { paintedPixels } from '../photos.ts';

const painted = async (seed: number): Promise<Picture> => {
  const { data, width, height } = await paintedPixels(seed, { width: 120, height: 90 });
  return { data: new Uint8Array(data), width, height };
};

const rectangle = (left: number, top: number, right: number, bottom: number): Corners => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];

test('seen straight on, a picture is itself, and a window of it is cut out', async () => {
  const photo = await painted(1);
  expect(perspective(photo, rectangle(0, 0, 120, 90), 120, 90)).toEqual(photo);
  const cut = await sharp(photo.data, { raw: { width: 120, height: 90, channels: 3 } })
    .extract({ left: 20, top: 10, width: 50, height: 40 })
    .raw()
    .toBuffer();
  expect(Buffer.from(perspective(photo, rectangle(20, 10, 70, 50), 50, 40).data).equals(cut)).toBe(true);
});

test('corners come to lie where they are asked for', () => {
  const data = new Uint8Array(100 * 100 * 3);
  for (let y = 0; y < 100; y++) for (let x = 0; x < 100; x++) data.set([x * 2, y * 2, 0], (y * 100 + x) * 3);
  const corners: Corners = [
    { x: 10, y: 5 },
    { x: 80, y: 20 },
    { x: 95, y: 90 },
    { x: 20, y: 70 },
  ];
  const size = 400;
  const { data: seen } = perspective({ data, width: 100, height: 100 }, corners, size, size);
  const at = (x: number, y: number) => [...seen.subarray((y * size + x) * 3, (y * size + x) * 3 + 2)];
  const last = size - 1;
  [at(0, 0), at(last, 0), at(last, last), at(0, last)].forEach(([red, green], corner) => {
    expect(red! / 2 + 0.5).toBeCloseTo(corners[corner]!.x, -0.3);
    expect(green! / 2 + 0.5).toBeCloseTo(corners[corner]!.y, -0.3);
  });
});

test('the frames of a burst differ, and come again for the same seed', async () => {
  const [photo, passer] = [await painted(1), await painted(2)];
  const frames = await burst(photo, passer, 3, new Chance('a'));
  const again = await burst(photo, passer, 3, new Chance('a'));
  expect(frames.map((frame) => frame.toString('base64'))).toEqual(again.map((frame) => frame.toString('base64')));
  expect(new Set(frames.map((frame) => frame.toString('base64'))).size).toBe(3);
  const { width, height } = await sharp(frames[0]).metadata();
  expect(width).toBeLessThan(120);
  expect(height).toBeLessThan(90);
});
