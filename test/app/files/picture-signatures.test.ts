import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { pictureFormat, videoFormat } from '../../../app/files/picture-signatures.ts';
import { paint } from '../../photos.ts';

const text = (start: string) => Buffer.from(start.padEnd(64, '\0'), 'latin1');

describe('the first bytes tell a picture', () => {
  test.each(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const)('that sharp wrote as %s', async (format) => {
    expect(pictureFormat(await paint(1).toFormat(format).toBuffer())).not.toBeNull();
  });

  test('in a big TIFF', async () => {
    expect(pictureFormat(await paint(1).tiff({ bigtiff: true }).toBuffer())).toBe('TIFF');
  });

  test.each([
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['HEIC that names itself by a compatible brand', '\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf'],
    ['Canon raw 3', '\0\0\0\x18ftypcrx \0\0\0\x01crx isom'],
    ['JPEG XL, alone', '\xff\x0a\xff\x0f'],
    ['JPEG XL, in a box', '\0\0\0\x0cJXL \r\n\x87\n'],
    ['JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n'],
    ['Photoshop', '8BPS\0\x01'],
    ['Olympus raw', 'IIRO\x08\0\0\0'],
    ['Panasonic raw', 'IIU\0\x18\0\0\0'],
    ['Fuji raw', 'FUJIFILMCCD-RAW 0201'],
    ['Netpbm', 'P6\n# made by hand\n640 480\n255\n'],
    ['a bitmap', `BM${'\x36\0\0\0'.padEnd(12, '\0')}\x28\0\0\0`],
  ])('%s', (_, start) => {
    expect(pictureFormat(text(start))).not.toBeNull();
  });

  test.each([
    ['a text that begins with BM', 'BM stands for many things, and a bitmap is one'],
    ['a text that begins with P', 'P6 is a bus'],
    ['an MP4', '\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41'],
    ['a QuickTime film', '\0\0\0\x14ftypqt  \0\0\0\0qt  '],
    ['an AVI', 'RIFF\0\0\0\0AVI LIST'],
    ['a sound', 'RIFF\0\0\0\0WAVEfmt '],
    ['a PDF', '%PDF-1.7'],
    ['a ZIP', 'PK\x03\x04'],
    ['nothing', ''],
  ])('and is not taken in by %s', (_, start) => {
    expect(pictureFormat(text(start))).toBeNull();
  });

  test('even of a file that is cut off after a few bytes', async () => {
    expect(pictureFormat((await paint(1).jpeg().toBuffer()).subarray(0, 3))).toBe('JPEG');
    expect(pictureFormat(new Uint8Array())).toBeNull();
  });
});

test('a film is told from other files', () => {
  expect(videoFormat(text('\0\0\0\x14ftypqt  \0\0\0\0qt  '))).toBe('mov');
  expect(videoFormat(text('\x1aE\xdf\xa3'))).toBe('mkv');
  expect(videoFormat(text('PK\x03\x04'))).toBeNull();
});

test.skipIf(!hasImageMagick())('what ImageMagick writes is a picture', async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  for (const format of ['BMP3', 'PSD', 'JP2', 'PCX', 'PPM', 'PGM', 'PBM'])
    expect(pictureFormat(execFileSync('convert', ['-', `${format}:-`], { input: png })), format).not.toBeNull();
});

function hasImageMagick(): boolean {
  try {
    execFileSync('convert', ['-version']);
    return true;
  } catch {
    return false;
  }
}
