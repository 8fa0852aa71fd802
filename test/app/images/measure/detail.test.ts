import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { measurePicture } from '../../../../app/images/measure/measure-picture.ts';
import { jpegQuality } from '../../../../app/images/measure/quality.ts';
import { random } from '../../grouping/random.ts';
import { paint } from '../../../photos.ts';

/** A picture with detail down to single pixels: painted shapes with grain upon them. */
async function crisp(width: number, height: number): Promise<Buffer> {
  const next = random(3);
  const { data } = await paint(5, { width, height }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at++) data[at] = Math.min(255, Math.max(0, data[at]! + (next() - 0.5) * 60));
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** The finest detail, along both ways. */
async function measureDetail(bytes: Buffer): Promise<number> {
  const { detailAcross, detailDown } = await measurePicture(bytes);
  return Math.sqrt(detailAcross * detailDown);
}

describe('the detail of a picture', () => {
  let whole: Buffer;
  let small: Buffer;

  beforeAll(async () => {
    whole = await crisp(640, 480);
    small = await sharp(whole).resize(320).jpeg({ quality: 90 }).toBuffer();
  });

  const enlarged = (times: number) =>
    sharp(small)
      .resize(320 * times)
      .jpeg({ quality: 90 })
      .toBuffer();

  test('is as fine as its pixels in a crisp picture, also when that is made smaller', async () => {
    expect(await measureDetail(whole)).toBeGreaterThan(0.75);
    expect(await measureDetail(small)).toBeGreaterThan(0.75);
  });

  test('is that of the small picture in an enlarged copy', async () => {
    for (const times of [1.6, 2, 3]) {
      const shown = (await measureDetail(await enlarged(times))) * times;
      expect(shown).toBeGreaterThan(0.6);
      expect(shown).toBeLessThan(1.2);
    }
  });

  test('is looked at in the middle of a large picture, with its transparency on white', async () => {
    const large = await sharp(small).resize(2400).ensureAlpha(0.5).png({ compressionLevel: 1 }).toBuffer();
    expect(await measureDetail(large)).toBeLessThan(0.4);
  });

  test('is told along rows and columns: a stretched copy lacks it along one', async () => {
    const stretched = await sharp(small).resize(640, 240, { fit: 'fill' }).jpeg({ quality: 95 }).toBuffer();
    const { detailAcross, detailDown } = await measurePicture(stretched);
    expect(detailAcross).toBeLessThan(0.9 * detailDown);
    const asItWas = await measurePicture(small);
    expect(asItWas.detailAcross).toBeGreaterThan(0.95 * asItWas.detailDown);
  });

  test('is not faked by the blocks of a strong compression', async () => {
    const soft = await sharp(small).resize(1280).png().toBuffer();
    const bad = await sharp(soft).jpeg({ quality: 15 }).toBuffer();
    expect(await measureDetail(bad)).toBeLessThan(0.4);
  });

  test('is that of its pixels where a picture is too small to be measured; one that is damaged is refused', async () => {
    expect(await measureDetail(await sharp(small).resize(80, 60).png().toBuffer())).toBe(1);
    await expect(measurePicture(whole.subarray(0, 4000))).rejects.toThrow(/^is damaged or cut short$/);
  });
});

describe('the quality of a JPEG', () => {
  test.each([20, 50, 75, 90, 98])('is found as it was saved: %i', async (quality) => {
    const bytes = await paint(1, { width: 64, height: 64 }).jpeg({ quality, quantizationTable: 0 }).toBuffer();
    expect(Math.abs(jpegQuality(bytes)! - quality)).toBeLessThanOrEqual(1);
  });

  test('is that of its luminance, whichever table comes first', async () => {
    const bytes = await paint(1, { width: 64, height: 64 }).jpeg({ quality: 75 }).toBuffer();
    const table = (id: number) => bytes.indexOf(Buffer.from([0xff, 0xdb, 0, 67, id]));
    const [first, second] = [table(0), table(1)];
    const swapped = Buffer.concat([
      bytes.subarray(0, first),
      bytes.subarray(second, second + 69),
      bytes.subarray(first, first + 69),
      bytes.subarray(second + 69),
    ]);
    expect(second).toBe(first + 69);
    expect(jpegQuality(swapped)).toBe(jpegQuality(bytes));
  });

  test('is unknown where there is no table', () => {
    expect(jpegQuality(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xdb]))).toBeNull();
    expect(jpegQuality(Buffer.from('not a JPEG'))).toBeNull();
    expect(jpegQuality(Buffer.alloc(0))).toBeNull();
  });
});
