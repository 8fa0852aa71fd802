import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../app/images/decode.ts';
import { readMetadata } from '../../../app/images/metadata.ts';
import { previewSide } from '../../../app/contract/image-sizes.ts';
import { encodePreview } from '../../../app/images/preview.ts';
import { encodeThumbnail, isOwnThumbnail } from '../../../app/images/thumbnail.ts';
import { jpeg, paint } from '../../photos.ts';

describe('a thumbnail', () => {
  test('is a JPEG that fits 320 × 320, upright', async () => {
    const photo = await paint(7, { width: 1000, height: 500 }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const thumbnail = await encodeThumbnail(await decode(photo, 320, false));
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 160, height: 320 });
    expect((await sharp(thumbnail).metadata()).orientation).toBeUndefined();
  });
});

describe('a photo is its own thumbnail', () => {
  const isOwn = async (photo: Buffer) => isOwnThumbnail(photo, await readMetadata(photo));

  test('when it is a small, upright JPEG', async () => {
    expect(await isOwn(await jpeg(7))).toBe(true);
  });

  test('and not when it is turned, larger, heavier or of another format', async () => {
    expect(
      await isOwn(
        await sharp(await jpeg(7))
          .withMetadata({ orientation: 3 })
          .jpeg()
          .toBuffer(),
      ),
    ).toBe(false);
    expect(await isOwn(await jpeg(7, { width: 321, height: 100 }))).toBe(false);
    expect(await isOwn(await jpeg(7, { width: 100, height: 321 }))).toBe(false);
    expect(await isOwn(Buffer.concat([await jpeg(7), Buffer.alloc(49 * 1024)]))).toBe(false);
    expect(await isOwn(await paint(7, { width: 100, height: 100 }).png().toBuffer())).toBe(false);
  });
});

describe('a preview', () => {
  test('is a JPEG that fits 2048 × 2048, upright and on white', async () => {
    const large = await sharp({ create: { width: 3000, height: 1000, channels: 3, background: 'teal' } })
      .withMetadata({ orientation: 8 })
      .jpeg()
      .toBuffer();
    expect(await sharp(await encodePreview(large, previewSide)).metadata()).toMatchObject({
      format: 'jpeg',
      width: 683,
      height: 2048,
    });
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const image = sharp({ create: { width: 16, height: 16, channels: 4, background: clear } });
    const preview = await encodePreview(await image.png().toBuffer(), previewSide);
    expect(await sharp(preview).metadata()).toMatchObject({ width: 16, height: 16 });
    expect([...(await sharp(preview).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
  });
});
