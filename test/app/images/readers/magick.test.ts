import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { decode } from '../../../../app/images/decode.ts';
import { readMetadata } from '../../../../app/images/metadata.ts';
import { isDecodedWhole } from '../../../../app/images/readers/foreign.ts';
import { fromPixels, hasRealPhotos, paintedPixels, realPhoto, temporaryFolder, type Pixels } from '../../../photos.ts';
import { directory, type Entry } from '../../../raw-files.ts';

const [width, height] = [90, 60];
let painted: Pixels;

beforeAll(async () => {
  painted = await paintedPixels(5, { width, height });
});

async function difference(bytes: Uint8Array): Promise<number> {
  const { alpha } = await readMetadata(bytes);
  const picture = await decode(bytes, 320, alpha);
  expect(picture).toMatchObject({ width, height });
  return picture.data.reduce((sum, level, at) => sum + Math.abs(level - painted.data[at]!), 0) / picture.data.length;
}

/** Rows of blue, green and red, from the lowest or from the highest. */
function bgrRows(lowestFirst: boolean): Buffer[] {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.from(painted.data.subarray(y * width * 3, (y + 1) * width * 3));
    for (let at = 0; at < row.length; at += 3) [row[at], row[at + 2]] = [row[at + 2]!, row[at]!];
    return row;
  });
  return lowestFirst ? rows.reverse() : rows;
}

function bmp(lowestFirst: boolean): Buffer {
  const head = Buffer.alloc(54);
  const rows = bgrRows(lowestFirst).map((row) => Buffer.concat([row, Buffer.alloc(-row.length & 3)]));
  const size = rows.reduce((sum, row) => sum + row.length, 0);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(54 + size, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(lowestFirst ? height : -height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  head.writeUInt32LE(size, 34);
  return Buffer.concat([head, ...rows]);
}

function targa(lowestFirst: boolean): Buffer {
  const head = Buffer.alloc(18);
  head[2] = 2;
  head.writeUInt16LE(width, 12);
  head.writeUInt16LE(height, 14);
  head[16] = 24;
  head[17] = lowestFirst ? 0 : 0x20;
  return Buffer.concat([head, ...bgrRows(lowestFirst)]);
}

/** A flat Photoshop file: its composite alone, plane by plane, with this block of EXIF. */
function photoshop(exif: Buffer): Buffer {
  const head = Buffer.alloc(26);
  head.write('8BPS\0\x01', 0, 'latin1');
  head.writeUInt16BE(3, 12);
  head.writeUInt32BE(height, 14);
  head.writeUInt32BE(width, 18);
  head.writeUInt16BE(8, 22);
  head.writeUInt16BE(3, 24);
  const resource = Buffer.alloc(12);
  resource.write('8BIM', 0, 'latin1');
  resource.writeUInt16BE(1058, 4);
  resource.writeUInt32BE(exif.length, 8);
  const resources = Buffer.concat([resource, exif, Buffer.alloc(exif.length & 1)]);
  const planes = [0, 1, 2].map((plane) => painted.data.filter((_, at) => at % 3 === plane));
  const size = (bytes: number) => {
    const field = Buffer.alloc(4);
    field.writeUInt32BE(bytes);
    return field;
  };
  return Buffer.concat([head, size(0), size(resources.length), resources, size(0), Buffer.alloc(2), ...planes]);
}

describe('is read upright and in its colours:', () => {
  test.each([
    ['BMP from the lowest row', () => bmp(true)],
    ['BMP from the highest row', () => bmp(false)],
    ['Targa from the lowest row', () => targa(true)],
    ['Targa from the highest row', () => targa(false)],
    ['Netpbm', () => Buffer.concat([Buffer.from(`P6\n# made\n${width} ${height}\n255\n`), painted.data])],
  ])('%s', async (_, make) => {
    expect(await difference(make())).toBeLessThan(0.5);
  });

  test('a Photoshop file, with the time it was taken', async () => {
    const jpeg = await fromPixels(painted)
      .withExif({ IFD0: { Model: 'Camera 1' }, IFD2: { DateTimeOriginal: '2022:03:04 05:06:07' } })
      .jpeg()
      .toBuffer();
    const at = jpeg.indexOf('Exif\0\0', 0, 'latin1');
    const bytes = photoshop(jpeg.subarray(at + 6, at - 2 + jpeg.readUInt16BE(at - 2)));
    expect(await difference(bytes)).toBeLessThan(0.5);
    expect(await readMetadata(bytes)).toMatchObject({
      format: 'psd',
      width,
      height,
      takenAt: '2022-03-04T05:06:07',
      camera: 'Camera 1',
    });
  });

  test('TIFF of floating-point numbers, as light as it is', async () => {
    const light = Float32Array.from(painted.data, (level) => level / 255);
    const entries: Entry[] = [
      [256, 4, [width]],
      [257, 4, [height]],
      [258, 3, [32, 32, 32]],
      [259, 3, [1]],
      [262, 3, [2]],
      [273, 4, [512]],
      [277, 3, [3]],
      [278, 4, [height]],
      [279, 4, [light.byteLength]],
      [339, 3, [3, 3, 3]],
    ];
    const head = Buffer.alloc(512);
    head.write('II*\0\x08', 0, 'latin1');
    directory(8, entries).copy(head, 8);
    const bytes = Buffer.concat([head, new Uint8Array(light.buffer)]);
    expect(await difference(bytes)).toBeLessThan(1);
    expect(await readMetadata(bytes)).toMatchObject({ format: 'tiff', width, height, depth: 'float' });
  });

  test('TIFF with smaller copies of its picture, which are no pages', async () => {
    const image = fromPixels(await paintedPixels(5, { width: 900, height: 600 }));
    const pyramid = await image.tiff({ pyramid: true, tile: true, compression: 'deflate' }).toBuffer();
    expect(await readMetadata(pyramid)).toMatchObject({ format: 'tiff', width: 900, height: 600, pages: 1 });
    const pages = await sharp([pyramid, pyramid], { join: { animated: true } })
      .tiff()
      .toBuffer();
    expect(await readMetadata(pages)).toMatchObject({ format: 'tiff', pages: 2 });
  });

  test.skipIf(!existsSync('/usr/bin/cjxl'))('JPEG XL, turned once, with the EXIF that it packs', async () => {
    const folder = temporaryFolder();
    const [from, to] = [join(folder, 'a.jpg'), join(folder, 'a.jxl')];
    const turned = fromPixels(painted)
      .rotate(270)
      .withExif({ IFD2: { DateTimeOriginal: '2022:03:04 05:06:07' } })
      .withMetadata({ orientation: 6 });
    writeFileSync(from, await turned.jpeg({ quality: 97, chromaSubsampling: '4:4:4' }).toBuffer());
    execFileSync('cjxl', [from, to], { stdio: 'ignore' });
    const bytes = readFileSync(to);
    expect(await difference(bytes)).toBeLessThan(4);
    expect(await readMetadata(bytes)).toMatchObject({ format: 'jxl', width, height, orientation: 1 });
  });

  test.skipIf(!hasRealPhotos)('JPEG 2000 and Photoshop files of others', async () => {
    const balloon = readFileSync(realPhoto('formats/balloon.jp2'));
    expect(await readMetadata(balloon)).toMatchObject({ format: 'jp2', width: 2717, height: 3701 });
    expect(await decode(balloon, 320, false)).toMatchObject({ width: 235, height: 320 });
    const deep = await readMetadata(readFileSync(realPhoto('formats/10x12x16bit-CMYK.psd')));
    expect(deep).toMatchObject({ format: 'psd', width: 10, height: 12, depth: 'ushort' });
    // Its sixteen bits are not all decoded: it is never proven to equal another.
    expect(isDecodedWhole(deep)).toBe(false);
  });
});

test('a cut file of every kind is damaged, and so are bytes that only begin like one', async () => {
  const starts = [
    '8BPS\0\x01',
    '\xff\x0a',
    '\0\0\0\x0cjP  \r\n\x87\n',
    'P6\n9000 9000\n255\n',
    'qoif',
    '\x76\x2f\x31\x01',
  ];
  const files = [
    photoshop(Buffer.alloc(8)).subarray(0, 200),
    bmp(true).subarray(0, 40),
    ...starts.map((start) => Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(300, 1)])),
  ];
  for (const file of files)
    await expect(readMetadata(file)).rejects.toThrow(/^(is damaged or cut short|has \d+ megapixels)/);
});
