import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { decode, decodeSqueezed, fromPicture, resize, squeeze, type Picture } from '../../../app/images/decode.ts';
import { readMetadata } from '../../../app/images/metadata.ts';
import { fromPixels, orientations, paintedPixels, turnByHand, undoing, type Pixels } from '../../photos.ts';

let painted: Pixels;

beforeAll(async () => {
  painted = await paintedPixels(1, { width: 96, height: 64 });
});

/** Decodes as a scan does: its header says first whether a photo has transparency. */
async function shown(bytes: Uint8Array, side: number): Promise<Picture> {
  return decode(bytes, side, (await readMetadata(bytes)).alpha);
}

/** The largest and the mean difference between two pictures, in levels of 255. */
function difference(a: Uint8Array, b: Uint8Array): { worst: number; mean: number } {
  expect(a.length).toBe(b.length);
  let worst = 0;
  let sum = 0;
  a.forEach((value, at) => {
    worst = Math.max(worst, Math.abs(value - b[at]!));
    sum += Math.abs(value - b[at]!);
  });
  return { worst, mean: sum / a.length };
}

/** One pixel of a picture. */
function pixel({ data, width }: Pixels, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

describe('a photo is decoded from', () => {
  const lossless: [string, (image: Sharp) => Sharp][] = [
    ['PNG', (image) => image.png()],
    ['PNG with a palette', (image) => image.png({ palette: true, colours: 256, dither: 0 })],
    ['16-bit PNG', (image) => image.toColourspace('rgb16').png()],
    ['lossless WebP', (image) => image.webp({ lossless: true })],
    ['TIFF', (image) => image.tiff({ compression: 'lzw' })],
    ['GIF', (image) => image.gif({ dither: 0 })],
  ];
  const lossy: [string, (image: Sharp) => Sharp][] = [
    ['JPEG', (image) => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })],
    ['progressive JPEG', (image) => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4', progressive: true })],
    ['WebP', (image) => image.webp({ quality: 95, smartSubsample: true })],
    ['AVIF', (image) => image.avif({ quality: 90, chromaSubsampling: '4:4:4', effort: 2 })],
    ['CMYK JPEG', (image) => image.toColourspace('cmyk').jpeg({ quality: 95, chromaSubsampling: '4:4:4' })],
  ];

  test.each([
    ...lossless.map(([name, encode]) => ({ name, encode, mean: 2 })),
    ...lossy.map(([name, encode]) => ({ name, encode, mean: name === 'CMYK JPEG' ? 12 : 6 })),
  ])('$name', async ({ encode, mean }) => {
    const picture = await shown(await encode(fromPixels(painted)).toBuffer(), 96);
    expect(picture).toMatchObject({ width: 96, height: 64 });
    expect(difference(picture.data, painted.data).mean).toBeLessThan(mean);
  });

  test('grey, with one channel and with alpha, as colours', async () => {
    for (const image of [fromPixels(painted).greyscale(), fromPixels(painted).greyscale().ensureAlpha()]) {
      const { data, width, height } = await shown(await image.toColourspace('b-w').png().toBuffer(), 96);
      expect(data.length).toBe(width * height * 3);
      const isGrey = data.every((value, at) => value === data[at - (at % 3)]);
      expect(isGrey).toBe(true);
      expect(new Set(data).size).toBeGreaterThan(10);
    }
  });

  test('the first frame of an animation', async () => {
    const frames = ['#ff0000', '#00ff00', '#0000ff'].map((background) => ({
      create: { width: 20, height: 10, channels: 3 as const, background },
    }));
    const stills = await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer()));
    for (const animation of [
      await sharp(stills, { join: { animated: true } })
        .gif()
        .toBuffer(),
      await sharp(stills, { join: { animated: true } })
        .webp({ lossless: true })
        .toBuffer(),
    ]) {
      const picture = await shown(animation, 100);
      expect(picture).toMatchObject({ width: 20, height: 10 });
      expect(pixel(picture, 10, 5)).toEqual([255, 0, 0]);
    }
  });

  test('a file whatever its name says: nobody asks for the name', async () => {
    const image = fromPixels(painted);
    expect((await shown(await image.png().toBuffer(), 8)).width).toBe(8);
  });
});

describe('transparency', () => {
  test('lies on white', async () => {
    const clear = sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    const half = sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } } });
    expect(pixel(await shown(await clear.png().toBuffer(), 8), 4, 4)).toEqual([255, 255, 255]);
    const [level = 0] = pixel(await shown(await half.png().toBuffer(), 8), 4, 4);
    expect(Math.abs(level - 128)).toBeLessThanOrEqual(1);
  });
});

describe('an EXIF orientation is applied', () => {
  test.each(orientations)('%i, as it would be by hand', async (orientation) => {
    const stored = await fromPixels(painted).withMetadata({ orientation }).png().toBuffer();
    const turned = turnByHand(painted, orientation);
    const picture = await shown(stored, 96);
    expect(picture).toEqual({ ...turned, data: Buffer.from(turned.data) });
  });

  test.each(orientations)('%i, so that stored pixels that compensate for it look the same', async (orientation) => {
    const stored = turnByHand(painted, undoing(orientation));
    const photo = await fromPixels(stored).withMetadata({ orientation }).png().toBuffer();
    expect(Buffer.compare((await shown(photo, 96)).data, Buffer.from(painted.data))).toBe(0);
  });
});

describe('sizes', () => {
  test('a large photo is shrunk to fit, in its own shape; a small one is not enlarged', async () => {
    const photo = await fromPixels(painted).jpeg().toBuffer();
    expect(await shown(photo, 48)).toMatchObject({ width: 48, height: 32 });
    expect(await shown(photo, 400)).toMatchObject({ width: 96, height: 64 });
  });

  test('a turned photo is shrunk as it is displayed', async () => {
    const photo = await fromPixels(painted).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await shown(photo, 48)).toMatchObject({ width: 32, height: 48 });
  });

  test('a photo is squeezed to a square, straight or by way of its decoded picture', async () => {
    const photo = await fromPixels(painted).png().toBuffer();
    const straight = await decodeSqueezed(photo, 32, false);
    expect(straight.length).toBe(32 * 32 * 3);
    const byWay = await squeeze(await shown(photo, 96), 32);
    expect(difference(straight, byWay).worst).toBeLessThanOrEqual(2);
    // A pixel enlarges to a square of itself.
    const one = await fromPicture({ data: Uint8Array.of(9, 99, 199), width: 1, height: 1 })
      .png()
      .toBuffer();
    expect([...(await decodeSqueezed(one, 4, false))]).toEqual(Array.from({ length: 16 }, () => [9, 99, 199]).flat());
  });

  test('a picture is resampled to exactly the size that is asked for', async () => {
    const picture = await shown(await fromPixels(painted).png().toBuffer(), 96);
    const resized = await resize(picture, 7, 50);
    expect(resized).toMatchObject({ width: 7, height: 50 });
    expect(resized.data.length).toBe(7 * 50 * 3);
  });

  test.each([
    [1, 1],
    [1, 3000],
    [3000, 1],
  ])('extreme shapes: %i × %i', async (width, height) => {
    const photo = await sharp({ create: { width, height, channels: 3, background: '#336699' } })
      .png()
      .toBuffer();
    const picture = await shown(photo, 320);
    expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(320);
    expect(Math.min(picture.width, picture.height)).toBe(1);
    expect((await decodeSqueezed(photo, 128, false)).length).toBe(128 * 128 * 3);
  });
});

describe('colours', () => {
  test('of another colour space come out as sRGB', async () => {
    const wide = await fromPixels(painted).withIccProfile('p3').png().toBuffer();
    const picture = await shown(wide, 96);
    expect(difference(picture.data, painted.data).mean).toBeLessThan(2);
    const raw = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
    expect(difference(raw, painted.data).mean).toBeGreaterThan(2);
  });
});
