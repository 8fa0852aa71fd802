import { beforeAll, describe, expect, test } from 'vitest';
import { decode } from '../../../../app/images/decode.ts';
import { readMetadata } from '../../../../app/images/metadata.ts';
import { fromPixels, paintedPixels, type Pixels } from '../../../photos.ts';
import { cr3, raf, tiffRaw, type RawParts } from '../../../raw-files.ts';

let painted: Pixels;
let parts: RawParts;

beforeAll(async () => {
  painted = await paintedPixels(3, { width: 384, height: 256 });
  const large = await fromPixels(painted).jpeg({ quality: 95 }).toBuffer();
  const small = await fromPixels(painted).resize(96, 64).negate().jpeg().toBuffer();
  parts = { previews: [small, large], orientation: 1, width: 6000, height: 4000, takenAt: '2023:05:06 07:08:09' };
});

/** Mean difference of levels from the painted picture, turned as an orientation says. */
async function difference(bytes: Uint8Array, turn: number): Promise<number> {
  const wanted = await fromPixels(painted).rotate(turn).raw().toBuffer({ resolveWithObject: true });
  const picture = await decode(bytes, 384, false);
  expect(picture).toMatchObject({ width: wanted.info.width, height: wanted.info.height });
  const sum = picture.data.reduce((total, level, at) => total + Math.abs(level - wanted.data[at]!), 0);
  return sum / picture.data.length;
}

describe('a raw file', () => {
  const shot = { format: 'raw', takenAt: '2023-05-06T07:08:09', subsecond: 0.25, pages: 1, alpha: false };

  test.each([
    ['NEF, ARW and their like', (raw: RawParts) => tiffRaw(raw)],
    ['CR2', (raw: RawParts) => tiffRaw(raw, { make: 'Canon' })],
    ['ORF', (raw: RawParts) => tiffRaw(raw, { magic: 'IIRO', make: 'OLYMPUS' })],
    ['RW2', (raw: RawParts) => tiffRaw(raw, { magic: 'IIU\0', make: 'Panasonic' })],
    ['CR3', cr3],
  ])('%s is shown by its largest preview, turned as the camera says', async (_, make) => {
    for (const [orientation, turn] of [
      [1, 0],
      [6, 90],
      [3, 180],
      [8, 270],
    ] as const) {
      const bytes = make({ ...parts, orientation });
      const isTurned = turn % 180 !== 0;
      expect(await readMetadata(bytes)).toMatchObject({
        ...shot,
        width: isTurned ? 4000 : 6000,
        height: isTurned ? 6000 : 4000,
      });
      expect(await difference(bytes, turn)).toBeLessThan(6);
    }
  });

  test('of Fujifilm says through its preview when and how it was taken', async () => {
    const preview = await fromPixels(painted)
      .withExif({ IFD0: { Make: 'FUJIFILM' }, IFD2: { DateTimeOriginal: '2023:05:06 07:08:09' } })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer();
    const bytes = raf(preview);
    expect(await readMetadata(bytes)).toMatchObject({ format: 'raw', width: 256, height: 384 });
    expect(await difference(bytes, 90)).toBeLessThan(6);
  });

  test('without a preview says what can be done', async () => {
    await expect(readMetadata(tiffRaw({ ...parts, previews: [] }))).rejects.toThrow(
      'is a raw file without a preview inside: open it in a raw developer, and keep a JPEG beside it',
    );
  });

  test('is not taken for one of the many tiles of its sensor data', async () => {
    const tile = await fromPixels(painted).resize(512, 512, { fit: 'fill' }).negate().jpeg().toBuffer();
    const bytes = tiffRaw({ ...parts, previews: [...parts.previews, tile, tile, tile, tile] });
    expect(await difference(bytes, 0)).toBeLessThan(6);
  });

  test('that is cut within its preview is damaged, and takes nothing else down', async () => {
    const bytes = cr3({ ...parts, previews: parts.previews.slice(1) });
    const cut = bytes.subarray(0, bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff])) + 4000);
    await expect(decode(cut, 320, false)).rejects.toThrow('is damaged or cut short');
  });
});
