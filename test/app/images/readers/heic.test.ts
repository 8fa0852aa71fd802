import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decode, type Picture } from '../../../../app/images/decode.ts';
import { pixelDigests } from '../../../../app/images/digest.ts';
import { readMetadata } from '../../../../app/images/metadata.ts';
import { previewSide } from '../../../../app/contract/image-sizes.ts';
import { encodePreview } from '../../../../app/images/preview.ts';
import { decodeInThread } from '../../../../app/images/readers/decoder-pool.ts';
import { makeProfile } from '../../../../app/images/readers/nclx.ts';
import { provePair } from '../../../../app/decoding/prove-pair.ts';
import { findRelation } from '../../../../app/pairs/verifier/find-relation.ts';
import { toVisible } from '../../../../app/pairs/verifier/visible-photo.ts';
import { encodeThumbnail } from '../../../../app/images/thumbnail.ts';
import { hasRealPhotos, realPhoto } from '../../../photos.ts';

const read = (name: string) => readFileSync(realPhoto(`formats/${name}`));

/** Mean difference of levels between a picture and another that is turned, mirrored and sized after it, both a little blurred. */
async function difference(picture: Picture, other: Picture, turn = 0, mirrored = false): Promise<number> {
  const { width, height } = picture;
  let image = sharp(other.data, { raw: { width: other.width, height: other.height, channels: 3 } });
  if (mirrored) image = image.flop();
  const turned = await image.rotate(turn).png().toBuffer();
  const sized = await sharp(turned).resize(width, height, { fit: 'fill' }).removeAlpha().png().toBuffer();
  // Phones sharpen their thumbnails: what counts is what is seen, and where.
  const wanted = await sharp(sized).blur(2).raw().toBuffer();
  const seen = await sharp(picture.data, { raw: { width, height, channels: 3 } })
    .blur(2)
    .raw()
    .toBuffer();
  return seen.reduce((sum, level, at) => sum + Math.abs(level - wanted[at]!), 0) / wanted.length;
}

/** The same file with another byte in the one place where some bytes lie. */
function patched(file: Buffer, before: Buffer, after: Buffer): Buffer {
  const at = file.indexOf(before);
  expect(at).toBeGreaterThan(0);
  expect(file.indexOf(before, at + 1)).toBe(-1);
  return Buffer.concat([file.subarray(0, at), after, file.subarray(at + before.length)]);
}

const turned = (type: string, value: number) =>
  Buffer.concat([Buffer.from(`\0\0\0\x09${type}`, 'latin1'), Buffer.of(value)]);

describe.skipIf(!hasRealPhotos)('a HEIC photo', () => {
  test('of a phone is read upright, with its time, its size and its colours', async () => {
    const photo = read('iphone_13_pro_max.HEIC');
    expect(await readMetadata(photo)).toMatchObject({
      format: 'heic',
      width: 3024,
      height: 4032,
      orientation: 1,
      takenAt: '2022-02-16T12:55:41',
      camera: 'Apple iPhone 13 Pro Max',
      alpha: false,
      pages: 1,
    });
    const small = await decode(photo, 320, false);
    expect(small).toMatchObject({ width: 240, height: 320 });
    // What its thumbnail shows is what all of it shows.
    const whole = await sharp(await encodePreview(photo, previewSide))
      .resize(240, 320)
      .raw()
      .toBuffer();
    expect(await difference(small, { data: new Uint8Array(whole), width: 240, height: 320 })).toBeLessThan(6);
  });

  test('is turned and mirrored by its container alone, whatever EXIF says', async () => {
    const photo = read('iphone_13_pro_max.HEIC');
    const asItIs = await decode(photo, 320, false);
    const irot = turned('irot', 3);
    for (const [after, turn, mirrored] of [
      [turned('irot', 0), 270, false],
      [turned('irot', 1), 180, false],
      [turned('irot', 2), 90, false],
    ] as const) {
      const picture = await decode(patched(photo, irot, after), 320, false);
      expect(picture.width > picture.height).toBe(turn % 180 !== 0);
      expect(await difference(picture, asItIs, turn, mirrored)).toBeLessThan(2);
    }
    const lying = await decode(patched(photo, irot, turned('irot', 0)), 320, false);
    const mirrored = await decode(patched(photo, irot, turned('imir', 1)), 320, false);
    expect(await difference(mirrored, lying, 0, true)).toBeLessThan(2);
  });

  test('says by code points what its profile says', async () => {
    const photo = read('iphone_13_pro_max.HEIC');
    // Display P3, the curve of sRGB, the matrix that the phone uses, full range: in the place of the profile's start.
    const coded = patched(
      photo,
      photo.subarray(photo.indexOf('colrprof'), photo.indexOf('colrprof') + 19),
      Buffer.from('colrnclx\0\x0c\0\x0d\0\x06\x80appl', 'latin1'),
    );
    const [picture, other] = [await decode(coded, 320, false), await decode(photo, 320, false)];
    expect(await difference(picture, other)).toBeLessThan(2);
    const plain = Buffer.from(coded);
    plain.writeUInt16BE(1, plain.indexOf('colrnclx') + 8);
    expect(await difference(await decode(plain, 320, false), other)).toBeGreaterThan(2);
  });

  test('is decoded whole where its thumbnail shows something else', async () => {
    const photo = read('iphone_13_pro_max.HEIC');
    // The reference of the thumbnail now leads from the gain map, which has the same shape.
    const stale = patched(
      photo,
      Buffer.from('\0\0\0\x0ethmb\0\x32\0\x01\0\x31', 'latin1'),
      Buffer.from('\0\0\0\x0ethmb\0\x33\0\x01\0\x31', 'latin1'),
    );
    const picture = await decodeInThread({ kind: 'heic', bytes: stale, side: 320 });
    expect(picture.pixelsDecoded).toBe(3024 * 4032);
    const small = await decode(stale, 320, false);
    expect(await difference(small, await decode(photo, 320, false))).toBeLessThan(6);
  });

  test('of one frame shows by its top that its thumbnail is right', async () => {
    const photo = read('cheers_1440x960.heic');
    const thumbnail = await decodeInThread({ kind: 'heic', bytes: photo, side: 200 });
    expect(thumbnail).toMatchObject({ width: 240, height: 160, pixelsDecoded: 0 });
    const whole = await decodeInThread({ kind: 'heic', bytes: photo, side: null });
    expect(whole).toMatchObject({ width: 1440, height: 960 });
    expect(await difference(thumbnail, whole)).toBeLessThan(8);
  });

  test.each(['cheers_1440x960.heic', 'iphone_13_pro_max.HEIC', 'IMG_2927.HEIC'])(
    '%s and what was exported from it are one picture',
    async (name) => {
      const heic = read(name);
      const jpeg = await encodePreview(heic, previewSide);
      const [a, b] = await Promise.all(
        [heic, jpeg].map(async (bytes) => {
          const facts = await readMetadata(bytes);
          const thumbnail = await encodeThumbnail(await decode(bytes, 320, false));
          return toVisible({ ...facts, thumbnail });
        }),
      );
      expect((await findRelation(a!, b!))?.kind).toBe('resized');
      expect(await provePair(heic, jpeg)).toMatchObject({ kind: 'resized' });
    },
    60_000,
  );

  test('with other metadata has the same pixels', async () => {
    const [photo, other] = [read('IMG_2927.HEIC'), read('exif-at-eof.heic')];
    expect(await pixelDigests(photo, 1)).toEqual(await pixelDigests(other, 1));
  });

  test('that is cut is damaged, and the next one is read', async () => {
    const photo = read('cheers_1440x960.heic');
    for (const length of [300, 600, 20_000])
      await expect(decode(photo.subarray(0, length), 320, false)).rejects.toThrow('is damaged or cut short');
    expect(await decode(photo, 320, false)).toMatchObject({ width: 320, height: 213 });
  });
});

describe('a profile that is made of code points', () => {
  const swatch = (colour: [number, number, number]) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: { r: colour[0], g: colour[1], b: colour[2] } } });
  const toSrgb = async (colour: [number, number, number], profile: Uint8Array) => {
    const { asTiff } = await import('../../../../app/images/readers/as-tiff.ts');
    const data = new Uint8Array(await swatch(colour).raw().toBuffer());
    const tiff = asTiff({ data, width: 8, height: 8, channels: 3, profile, pixelsDecoded: 0 });
    return [...(await sharp(tiff).toColourspace('srgb').raw().toBuffer()).subarray(0, 3)];
  };

  test('is none for sRGB', () => {
    expect(makeProfile(1, 13)).toBeNull();
    expect(makeProfile(2, 2)).toBeNull();
  });

  test('brings Display P3 to sRGB as the known profile does', async () => {
    const known = await swatch([200, 100, 50]).withIccProfile('p3').tiff().toBuffer();
    const { icc } = await sharp(known).metadata();
    const colour: [number, number, number] = [180, 120, 90];
    const [made, wanted] = [await toSrgb(colour, makeProfile(12, 13)!), await toSrgb(colour, icc!)];
    for (const [channel, level] of made.entries()) expect(Math.abs(level - wanted[channel]!)).toBeLessThanOrEqual(2);
  });

  test('brings white of HDR near white, and what is brighter no further', async () => {
    // 203 cd/m² is a PQ signal of 58 % (ITU-R BT.2408, table 1); HLG has it at 75 %.
    for (const [transfer, signal] of [
      [16, 0.58],
      [18, 0.75],
    ] as const) {
      const level = Math.round(signal * 255);
      const white = await toSrgb([level, level, level], makeProfile(9, transfer)!);
      for (const value of white) expect(value).toBeGreaterThan(225);
      const [brightest = 0] = await toSrgb([255, 255, 255], makeProfile(9, transfer)!);
      expect(brightest).toBeGreaterThanOrEqual(white[0]!);
      expect(await toSrgb([0, 0, 0], makeProfile(9, transfer)!)).toEqual([0, 0, 0]);
    }
  });
});
