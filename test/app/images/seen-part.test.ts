import sharp from 'sharp';
import { expect, test } from 'vitest';
import { lookAtPhoto } from '../../../app/images/photo-look.ts';
import { encodePreview } from '../../../app/images/preview.ts';
import { paint } from '../../photos.ts';

const size = { width: 480, height: 360 };
const cut = (bytes: Uint8Array, share: number) => bytes.subarray(0, Math.floor(bytes.length * share));
const painted = () => paint(11, size).jpeg({ quality: 90 }).toBuffer();

/** Mean difference of two pictures, in levels, at one small size. */
async function difference(a: Uint8Array, b: Uint8Array): Promise<number> {
  const small = (bytes: Uint8Array) => sharp(bytes).resize(64, 64, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  const [one, other] = [await small(a), await small(b)];
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'the rows that are there are the picture, whatever its orientation: %i',
  async (orientation) => {
    const whole = await sharp(await painted())
      .keepMetadata()
      .withMetadata({ orientation })
      .jpeg({ quality: 90 })
      .toBuffer();
    const { metadata, thumbnail } = await lookAtPhoto(cut(whole, 0.5), 160);
    expect(metadata).toMatchObject({ isDamaged: true, orientation });
    const rows = orientation >= 5 ? metadata.width : metadata.height;
    expect(orientation >= 5 ? metadata.height : metadata.width).toBe(size.width);
    expect(rows).toBeGreaterThan(0.2 * size.height);
    expect(rows).toBeLessThan(0.8 * size.height);
    const there = await sharp(whole, { autoOrient: false })
      .extract({ left: 0, top: 0, width: size.width, height: rows })
      .toBuffer();
    const upright = await sharp(there).withMetadata({ orientation }).toBuffer();
    expect(await difference(thumbnail, await sharp(upright).autoOrient().toBuffer())).toBeLessThan(6);
  },
);

test('what is shown of it is the same part', async () => {
  const bytes = cut(await painted(), 0.5);
  const { metadata } = await lookAtPhoto(bytes, 160);
  const preview = await sharp(await encodePreview(bytes, 2048)).metadata();
  expect(preview.width).toBe(size.width);
  expect(Math.abs(preview.height - metadata.height)).toBeLessThanOrEqual(3);
});

test('a progressive photo is there as a whole, though not sharp', async () => {
  const whole = await sharp(await painted())
    .jpeg({ progressive: true })
    .toBuffer();
  const { metadata, thumbnail } = await lookAtPhoto(cut(whole, 0.6), 160);
  expect(metadata).toMatchObject({ isDamaged: true, ...size });
  expect(await difference(thumbnail, whole)).toBeLessThan(12);
});

test('rows that a decoder repeats behind the missing ones are not taken for the picture', async () => {
  const whole = await paint(12, { width: 600, height: 700 }).png().toBuffer();
  const { metadata } = await lookAtPhoto(cut(whole, 0.6), 160);
  expect(metadata.isDamaged).toBe(true);
  expect(metadata.height).toBeGreaterThan(0.4 * 700);
  expect(metadata.height).toBeLessThan(0.75 * 700);
});

test('a black edge of the picture itself is no end of it', async () => {
  const whole = await paint(13, { width: 400, height: 300 }).extend({ top: 60, background: '#000' }).png().toBuffer();
  const { metadata } = await lookAtPhoto(cut(whole, 0.9), 160);
  expect(metadata.height).toBeGreaterThan(200);
});

test.each([
  ['next to nothing', 0.03],
  ['a header alone', 0.008],
])('of %s nothing is looked at', async (_, share) => {
  await expect(lookAtPhoto(cut(await painted(), share), 160)).rejects.toThrow(/^is damaged or cut short$/);
});

test('a whole photo is not damaged', async () => {
  expect((await lookAtPhoto(await painted(), 160)).metadata.isDamaged).toBe(false);
});
