import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { provePair } from '../../../app/decoding/prove-pair.ts';
import { fromPixels, paintedPixels } from '../../photos.ts';

const prove = provePair;

/** A page of small print, with an amount that may be another one. */
function bill(amount: string): Sharp {
  const line = (at: number) =>
    `<text x="40" y="${90 + at * 18}" font-size="10">${at}. terms of the sale apply, see overleaf, no. ${at * at + 17}</text>`;
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="680" font-family="DejaVu Sans">
       <rect width="480" height="680" fill="#fff"/>${Array.from({ length: 30 }, (_, at) => line(at)).join('')}
       <text x="330" y="60" font-size="10">${amount}</text></svg>`,
    ),
  );
}

const photo = async () => fromPixels(await paintedPixels(7, { width: 640, height: 480 }));
const png = async (image: Sharp) => image.png().toBuffer();

const copies: [string, (image: Sharp) => Sharp][] = [
  ['as JPEG of quality 30', (image) => image.jpeg({ quality: 30 })],
  ['as JPEG of quality 95', (image) => image.jpeg({ quality: 95 })],
  ['as WebP', (image) => image.webp({ quality: 60 })],
  ['as AVIF', (image) => image.avif({ quality: 50 })],
  ['at half its size', (image) => image.resize({ width: 320 }).jpeg({ quality: 80 })],
  ['at a fifth of its size', (image) => image.resize({ width: 128 }).jpeg({ quality: 60 })],
  ['with another profile', (image) => image.withIccProfile('p3').jpeg({ quality: 90 })],
  ['with an opacity that is whole everywhere', (image) => image.ensureAlpha().png()],
];

describe('a photo is proven to be a copy', () => {
  test.each(copies)('%s', async (_, change) => {
    const original = await png(await photo());
    expect(await prove(original, await change(sharp(original)).toBuffer())).toEqual({ kind: 'resized', richer: null });
  });

  test('turned, and tagged so that it is shown as before; and when the tag is lost', async () => {
    const original = await (await photo()).jpeg({ quality: 92 }).toBuffer();
    const turned = await sharp(original).rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 88 }).toBuffer();
    expect(await prove(original, turned)).toEqual({ kind: 'resized', richer: null });
    const tagged = await sharp(original).withMetadata({ orientation: 6 }).jpeg({ quality: 88 }).toBuffer();
    expect(await prove(original, tagged)).toEqual({ kind: 'resized', richer: null });
  });

  test('with nothing but its description changed', async () => {
    const original = await (await photo()).jpeg({ quality: 92 }).toBuffer();
    const described = await sharp(original)
      .withExif({ IFD0: { ImageDescription: 'At sea' } })
      .png()
      .toBuffer();
    expect(await prove(await png(sharp(original)), described)).toEqual({ kind: 'same-pixels', richer: null });
  });

  test('a page of print, at every quality', async () => {
    const original = await png(bill('31.60'));
    for (const quality of [40, 70, 92])
      expect(await prove(original, await bill('31.60').jpeg({ quality }).toBuffer())).toMatchObject({
        kind: 'resized',
      });
  });
});

const edits: [string, (image: Sharp) => Sharp][] = [
  ['grey', (image) => image.greyscale().jpeg({ quality: 90 })],
  ['brighter', (image) => image.linear(1, 12).jpeg({ quality: 90 })],
  ['blurred', (image) => image.blur(1.5).jpeg({ quality: 90 })],
  ['sharpened', (image) => image.sharpen({ sigma: 1, m1: 3, m2: 3 }).jpeg({ quality: 90 })],
  ['stretched by 2 %', (image) => image.resize(653, 480, { fit: 'fill' }).jpeg({ quality: 90 })],
  ['moved by two pixels', (image) => image.extract({ left: 2, top: 0, width: 638, height: 478 }).jpeg({ quality: 90 })],
];

describe('a photo is proven to be no copy', () => {
  test.each(edits)('%s', async (_, change) => {
    const original = await png(await photo());
    expect(await prove(original, await change(sharp(original)).toBuffer())).toEqual({ kind: 'edited', richer: null });
  });

  test('mirrored; that it is the same picture is seen elsewhere', async () => {
    const original = await png(await photo());
    const mirrored = await sharp(original).flop().jpeg({ quality: 90 }).toBuffer();
    expect(await prove(original, mirrored)).toEqual({ kind: null, richer: null });
  });

  test('when one digit of the print is another, in every format', async () => {
    const [original, other] = [await png(bill('31.60')), bill('31.80')];
    for (const changed of [
      other.clone().png(),
      other.clone().jpeg({ quality: 60 }),
      other.clone().webp({ quality: 60 }),
    ])
      expect(await prove(original, await changed.toBuffer())).toEqual({ kind: 'edited', richer: null });
  });

  test('when another drawing is on nothing, in the same colour', async () => {
    const drawing = (path: string) =>
      sharp(
        Buffer.from(
          `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><path d="${path}" fill="#fff"/></svg>`,
        ),
      );
    const ring = await png(drawing('M100 20a80 80 0 1 0 1 0z'));
    const star = await png(drawing('M100 10l30 60 60 10-45 45 10 65-55-30-55 30 10-65-45-45 60-10z'));
    expect(await prove(ring, star)).toEqual({ kind: null, richer: null });
    expect((await prove(ring, await sharp(ring).webp({ quality: 80 }).toBuffer())).kind).toBe('resized');
  });

  test('when both are plain: there is nothing that could be the same', async () => {
    const plain = (background: string) =>
      sharp({ create: { width: 300, height: 200, channels: 3, background } })
        .jpeg()
        .toBuffer();
    expect(await prove(await plain('#000'), await plain('#020202'))).toEqual({ kind: null, richer: null });
  });
});

describe('what lies behind the first picture', () => {
  const still = async () => (await photo()).jpeg({ quality: 90 }).toBuffer();
  const clip = (seed: number) => Buffer.from(Array.from({ length: 500 }, (_, at) => (at * seed) % 251));

  test('makes the file that has it the richer one', async () => {
    const photograph = await still();
    const motion = Buffer.concat([photograph, clip(7)]);
    expect(await prove(photograph, motion)).toEqual({ kind: 'resized', richer: 'b' });
    expect(await prove(motion, photograph)).toEqual({ kind: 'resized', richer: 'a' });
    expect(await prove(motion, Buffer.concat([photograph, clip(7), Buffer.alloc(64)]))).toMatchObject({
      kind: 'same-pixels',
      richer: null,
    });
  });

  test('tells two files apart whose first pictures are equal', async () => {
    const photograph = await still();
    const [one, other] = [Buffer.concat([photograph, clip(7)]), Buffer.concat([photograph, clip(11)])];
    expect(await prove(one, other)).toEqual({ kind: 'edited', richer: null });
  });
});
