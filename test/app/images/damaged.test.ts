import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { PersonError } from '../../../app/errors.ts';
import { decode } from '../../../app/images/decode.ts';
import { pixelDigests } from '../../../app/images/digest.ts';
import { readMetadata } from '../../../app/images/metadata.ts';
import { previewSide } from '../../../app/contract/image-sizes.ts';
import { encodePreview } from '../../../app/images/preview.ts';
import { jpeg, paint, pngHeader, zipArchive } from '../../photos.ts';

/** What reading a photo as a scan does, header first, ends with. */
async function reasonOf(bytes: Uint8Array): Promise<string> {
  const read = async () => {
    const { alpha } = await readMetadata(bytes);
    await decode(bytes, 320, alpha);
  };
  const error: unknown = await read().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return 'is read';
  expect(error).toBeInstanceOf(PersonError);
  return (error as PersonError).message;
}

describe('what is no photo is refused with a reason', () => {
  test.each<[string, Uint8Array]>([
    ['text', Buffer.from('These are only words, in a file that is called a photo.')],
    ['one byte', Buffer.from([0xff])],
    ['zeros', Buffer.alloc(5000)],
    ['an archive', zipArchive],
  ])('%s', async (_, bytes) => {
    expect(await reasonOf(bytes)).toBe('is not a photo: its content is in no format that Twinlens reads');
  });

  test('a drawing', async () => {
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    expect(await reasonOf(drawing)).toBe('is SVG, which is not a photo format that Twinlens reads');
  });
});

describe('what is damaged is refused with a reason', () => {
  test.each(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const)('a %s that is cut short', async (format) => {
    const whole = await paint(3, { width: 400, height: 300 }).toFormat(format).toBuffer();
    expect(await reasonOf(whole)).toBe('is read');
    for (const share of [0.2, 0.5, 0.9])
      expect(await reasonOf(whole.subarray(0, Math.floor(whole.length * share)))).toBe('is damaged or cut short');
  });

  test('a PNG whose middle is overwritten', async () => {
    const photo = await paint(3, { width: 400, height: 300 }).png().toBuffer();
    const middle = Math.floor(photo.length / 2);
    photo.fill(0x55, middle, middle + 200);
    expect(await reasonOf(photo)).toBe('is damaged or cut short');
  });

  test('the bytes behind a photo are no damage', async () => {
    expect(await reasonOf(Buffer.concat([await jpeg(3), zipArchive]))).toBe('is read');
  });
});

describe('what would fill the memory is refused before it is decoded', () => {
  test('a header that claims 60,000 × 60,000 pixels', async () => {
    expect(await reasonOf(pngHeader(60_000, 60_000))).toMatch(/limit of 268 megapixels$/);
  });

  const refusal = /^has more pixels than the limit of 268 megapixels$/;

  test('also where only pixels are asked for', async () => {
    await expect(decode(pngHeader(60_000, 60_000), 320, false)).rejects.toThrow(refusal);
    await expect(encodePreview(pngHeader(60_000, 60_000), previewSide)).rejects.toThrow(refusal);
  });

  test('also where its digests are asked for', async () => {
    await expect(pixelDigests(pngHeader(60_000, 60_000), 1)).rejects.toThrow(refusal);
  });
});

describe('a photo that may be read', () => {
  test('is not refused for strange but harmless things in it', async () => {
    const photo = await sharp(await jpeg(4))
      .withExif({ IFD0: { Copyright: '\u{1F4F7}'.repeat(100) } })
      .jpeg()
      .toBuffer();
    expect(await reasonOf(photo)).toBe('is read');
  });

  test('may have a JPEG stream that is corrupted in its middle: it is read or refused, and nothing else', async () => {
    const whole = await jpeg(5, { width: 640, height: 480 });
    for (const at of [0.3, 0.5, 0.7]) {
      const photo = Buffer.from(whole);
      for (let byte = 0; byte < 40; byte++) photo[Math.floor(photo.length * at) + byte] = (byte * 37) % 251;
      expect(await reasonOf(photo)).toMatch(/^is (read|damaged or cut short)$/);
    }
  });
});

describe('a JPEG whose picture is whole, and whose end is not as the standard has it', () => {
  test.each([
    ['baseline', { quality: 92 }],
    ['progressive', { quality: 92, progressive: true }],
    ['grey', { quality: 80, progressive: true }],
  ])('%s, is read', async (name, options) => {
    const painted = paint(3, { width: 400, height: 300 });
    const whole = await (name === 'grey' ? painted.greyscale() : painted).jpeg(options).toBuffer();
    const body = whole.subarray(0, -2);
    const ends: Uint8Array[] = [body, whole.subarray(0, -1), Buffer.concat([body, Buffer.alloc(512)])];
    for (const bytes of ends) {
      expect(await reasonOf(bytes)).toBe('is read');
      expect(await pixelDigests(bytes, 1)).toEqual(await pixelDigests(whole, 1));
      expect((await encodePreview(bytes, previewSide)).length).toBeGreaterThan(1000);
    }
    for (const missing of [24, 300, Math.floor(whole.length / 2)])
      expect(await reasonOf(whole.subarray(0, -missing))).toBe('is damaged or cut short');
  });

  test('a progressive one that ends between two of its scans is cut short', async () => {
    const whole = await paint(3, { width: 400, height: 300 }).jpeg({ progressive: true }).toBuffer();
    const scans = [];
    for (let at = whole.indexOf('ffda', 0, 'hex'); at !== -1; at = whole.indexOf('ffda', at + 2, 'hex')) scans.push(at);
    expect(scans.length).toBeGreaterThan(4);
    // Before the tables of the next scan.
    for (const scan of scans.slice(1)) {
      const table = whole.lastIndexOf('ffc4', scan, 'hex');
      const end = table > (scans[scans.indexOf(scan) - 1] ?? 0) ? table : scan;
      expect(await reasonOf(whole.subarray(0, end))).toBe('is damaged or cut short');
    }
  });
});
