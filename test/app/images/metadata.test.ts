import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { readMetadata } from '../../../app/images/metadata.ts';
import { fromPixels, orientations, paintedPixels, type Pixels } from '../../photos.ts';

let painted: Pixels;

beforeAll(async () => {
  painted = await paintedPixels(2, { width: 60, height: 40 });
});

const image = () => fromPixels(painted);

describe('a header tells', () => {
  test.each(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const)('the format and the size: %s', async (format) => {
    expect(await readMetadata(await image().toFormat(format).toBuffer())).toEqual({
      format,
      width: 60,
      height: 40,
      orientation: 1,
      pages: 1,
      depth: 'uchar',
      takenAt: null,
      camera: null,
      placed: false,
      subsecond: null,
      exposureBias: null,
      alpha: format === 'gif' ? (expect.any(Boolean) as unknown) : false,
      facts: 0,
      quality: format === 'jpeg' ? 80 : null,
      isDamaged: false,
      duration: null,
    });
  });

  test.each(orientations)('the size as displayed, and EXIF orientation %i', async (orientation) => {
    const [width, height] = orientation >= 5 ? [40, 60] : [60, 40];
    const photo = await image().withMetadata({ orientation }).jpeg().toBuffer();
    expect(await readMetadata(photo)).toMatchObject({ width, height, orientation });
  });

  test('transparency, depth and frames', async () => {
    expect(await readMetadata(await image().ensureAlpha(0.5).png().toBuffer())).toMatchObject({ alpha: true });
    const deep = await image().toColourspace('rgb16').png().toBuffer();
    expect(await readMetadata(deep)).toMatchObject({ depth: 'ushort' });
    const stills = await Promise.all([image().png().toBuffer(), image().negate().png().toBuffer()]);
    const animation = await sharp(stills, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(await readMetadata(animation)).toMatchObject({ format: 'gif', width: 60, height: 40, pages: 2 });
  });
});

describe('EXIF tells', () => {
  const withExif = (exif: Record<string, Record<string, string>>) => image().withExif(exif).jpeg().toBuffer();

  test('when a photo was taken, by the clock of its camera, and with which camera', async () => {
    const photo = await withExif({
      IFD0: { Make: 'Lens & Co', Model: 'Pocket 3', DateTime: '2020:02:02 02:02:02' },
      IFD2: { DateTimeOriginal: '2019:12:31 23:59:58' },
    });
    expect(await readMetadata(photo)).toMatchObject({ takenAt: '2019-12-31T23:59:58', camera: 'Lens & Co Pocket 3' });
  });

  test('the time of the last change where nothing better is known', async () => {
    const photo = await withExif({ IFD0: { DateTime: '2020:02:02 02:02:02' } });
    expect(await readMetadata(photo)).toMatchObject({ takenAt: '2020-02-02T02:02:02', camera: null });
  });

  test.each(['    :  :     :  :  ', 'yesterday', '9999:99:99 99:99:99', '2999:01:01 10:00:00', '1700:01:01 10:00:00'])(
    'nothing, where the time is no time: “%s”',
    async (time) => {
      const photo = await withExif({ IFD2: { DateTimeOriginal: time } });
      expect((await readMetadata(photo)).takenAt).toBeNull();
    },
  );

  test('nothing, where the clock of the camera was never set', async () => {
    const photo = await withExif({ IFD2: { DateTimeOriginal: '0000:00:00 00:00:00' } });
    expect((await readMetadata(photo)).takenAt).toBeNull();
  });

  test('nothing, where the block is broken; the photo is read all the same', async () => {
    const photo = await withExif({ IFD2: { DateTimeOriginal: '2019:12:31 23:59:58' } });
    const start = photo.indexOf('Exif\0\0') + 6;
    photo.fill(0xff, start + 4, start + 12);
    expect(await readMetadata(photo)).toMatchObject({ width: 60, height: 40, takenAt: null, camera: null });
  });
});
