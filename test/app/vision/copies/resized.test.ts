import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeSqueezed } from '../../../../app/images/decode.ts';
import { readMetadata } from '../../../../app/images/metadata.ts';
import { isResized, smallSide, viewsOf, type View } from '../../../../app/vision/copies/resized.ts';
import { jpeg, orientations, paint } from '../../../photos.ts';

async function seen(bytes: Uint8Array): Promise<View[]> {
  const { width, height, orientation } = await readMetadata(bytes);
  return viewsOf({ pixels: await decodeSqueezed(bytes, smallSide, false), width, height, orientation });
}

async function verify(a: Uint8Array, b: Uint8Array): Promise<boolean> {
  const [seenA, seenB] = [await seen(a), await seen(b)];
  const verdict = isResized(seenA, seenB);
  expect(isResized(seenB, seenA)).toBe(verdict);
  return verdict;
}

const width = 800;
const height = 600;
let original: Buffer;

beforeAll(async () => {
  original = await paint(9, { width, height }).jpeg({ quality: 95 }).toBuffer();
});

const copy = (change: (image: Sharp) => Sharp) => change(sharp(original)).toBuffer();

describe('a copy is verified', () => {
  test.each<[string, (image: Sharp) => Sharp]>([
    ['saved again', (image) => image.jpeg({ quality: 90 })],
    ['saved at quality 30', (image) => image.jpeg({ quality: 30 })],
    ['saved as WebP', (image) => image.webp({ quality: 75 })],
    ['saved as a PNG', (image) => image.png()],
    ['shrunk to a half', (image) => image.resize(320)],
    ['shrunk to a quarter', (image) => image.resize(200).jpeg({ quality: 80 })],
    ['shrunk to an odd size', (image) => image.resize(333)],
    ['enlarged', (image) => image.resize(1280)],
    ['shrunk by another resampler', (image) => image.resize(320, 240, { kernel: 'cubic' }).jpeg({ quality: 60 })],
  ])('%s', async (_, change) => {
    expect(await verify(original, await copy(change))).toBe(true);
  });

  test.each(orientations)('whose tag alone was changed to %i, which shows it turned', async (orientation) => {
    expect(await verify(original, await copy((image) => image.withMetadata({ orientation }).jpeg()))).toBe(true);
  });
});

describe('what is no copy is not verified', () => {
  const spot = (color: string, side: number) => ({
    input: Buffer.from(
      `<svg width="${side}" height="${side}"><rect width="100%" height="100%" fill="${color}"/></svg>`,
    ),
    left: 300,
    top: 220,
  });

  test.each<[string, (image: Sharp) => Sharp]>([
    ['the mirror image', (image) => image.flop()],
    ['the picture upside down', (image) => image.flip()],
    ['the picture in grey', (image) => image.greyscale()],
    ['a negative', (image) => image.negate()],
    ['a darker one', (image) => image.modulate({ brightness: 0.9 })],
    ['a more colourful one', (image) => image.modulate({ saturation: 1.3 })],
    ['other hues', (image) => image.modulate({ hue: 20 })],
    ['something painted over a small part', (image) => image.composite([spot('#000000', 40)])],
    ['a frame that begins 3 % later', (image) => image.extract({ left: 24, top: 0, width: width - 24, height })],
    [
      'a crop of the same shape',
      (image) => image.extract({ left: 16, top: 12, width: width - 32, height: height - 24 }),
    ],
    ['a squeezed one', (image) => image.resize(750, height, { fit: 'fill' })],
    ['a blurred one', (image) => image.blur(12)],
  ])('%s', async (_, change) => {
    expect(await verify(original, await copy((image) => change(image).png()))).toBe(false);
  });

  test.each<[string, (image: Sharp) => Sharp]>([
    ['darker', (image) => image.linear(1, -14)],
    ['flatter', (image) => image.linear(0.85, 0.15 * 128)],
    ['painted over in a small part', (image) => image.composite([spot('#000000', 20)])],
  ])('a grey picture that is %s, where no colour tells', async (_, change) => {
    const grey = await copy((image) => image.greyscale().toColourspace('b-w').png());
    const changed = await change(sharp(grey)).greyscale().toColourspace('b-w').png().toBuffer();
    expect(await verify(grey, await sharp(grey).jpeg({ quality: 60 }).toBuffer())).toBe(true);
    expect(await verify(grey, changed)).toBe(false);
  });

  test('strangers', async () => {
    const strangers = await Promise.all([10, 11, 12, 13].map((seed) => jpeg(seed, { width, height })));
    for (const stranger of strangers) expect(await verify(original, stranger)).toBe(false);
  });

  test('the next picture of a burst', async () => {
    const next = await paint(9, { width, height, stir: 8 }).jpeg({ quality: 95 }).toBuffer();
    expect(await verify(original, next)).toBe(false);
  });
});
