import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { pixelDigests } from '../../../app/images/digest.ts';
import { fromPixels, jpeg, orientations, paintedPixels, turnByHand, undoing, type Pixels } from '../../photos.ts';

let painted: Pixels;

beforeAll(async () => {
  painted = await paintedPixels(6, { width: 60, height: 40 });
});

describe('digests are equal', () => {
  test('for one picture in different lossless files', async () => {
    const image = fromPixels(painted);
    const files = [
      image.png({ compressionLevel: 1 }),
      image.png({ compressionLevel: 9 }),
      image.webp({ lossless: true }),
    ];
    files.push(image.tiff({ compression: 'lzw' }));
    const digests = await Promise.all(files.map(async (file) => pixelDigests(await file.toBuffer(), 1)));
    expect(new Set(digests.map(({ displayed }) => displayed)).size).toBe(1);
    expect(digests[0]!.displayed).toMatch(/^[0-9a-f]{64}$/);
  });

  test('for a JPEG whose metadata alone was changed', async () => {
    const plain = await jpeg(6);
    // A comment segment behind the start of the image.
    const comment = Buffer.from([0xff, 0xfe, 0, 7, ...Buffer.from('hello')]);
    const commented = Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)]);
    expect(await pixelDigests(commented, 1)).toEqual(await pixelDigests(plain, 1));
  });

  test.each(orientations)(
    'as displayed, for pixels turned without loss under a tag that undoes it: %i',
    async (tag) => {
      const upright = await pixelDigests(await fromPixels(painted).png().toBuffer(), 1);
      const turned = fromPixels(turnByHand(painted, undoing(tag)));
      const digests = await pixelDigests(await turned.withMetadata({ orientation: tag }).png().toBuffer(), tag);
      expect(digests.displayed).toBe(upright.displayed);
      expect(digests.stored === upright.stored).toBe(tag === 1);
    },
  );

  test.each(orientations)('as stored, where the tag alone was changed: %i', async (tag) => {
    const upright = await pixelDigests(await fromPixels(painted).png().toBuffer(), 1);
    const tagged = await fromPixels(painted).withMetadata({ orientation: tag }).png().toBuffer();
    const digests = await pixelDigests(tagged, tag);
    expect(digests.stored).toBe(upright.stored);
    expect(digests.displayed === upright.displayed).toBe(tag === 1);
  });
});

describe('digests differ', () => {
  const digestOf = async (image: ReturnType<typeof sharp>) =>
    (await pixelDigests(await image.png().toBuffer(), 1)).displayed;

  test('for one level in one pixel', async () => {
    const changed = { ...painted, data: Uint8Array.from(painted.data) };
    changed.data[100]! ^= 1;
    expect(await digestOf(fromPixels(changed))).not.toBe(await digestOf(fromPixels(painted)));
  });

  test('for the same bytes in another shape', async () => {
    expect(await digestOf(fromPixels({ ...painted, width: 40, height: 60 }))).not.toBe(
      await digestOf(fromPixels(painted)),
    );
  });

  test('for another transparency, and for levels that only 16 bits hold', async () => {
    const clear = await digestOf(fromPixels(painted).ensureAlpha(0.5));
    expect(clear).not.toBe(await digestOf(fromPixels(painted).ensureAlpha(0.6)));
    expect(clear).not.toBe(await digestOf(fromPixels(painted)));
    const deep = Uint16Array.from({ length: 300 }, (_, at) => at * 200);
    const deeper = deep.map((level) => level + 1);
    const encode = (levels: Uint16Array) =>
      sharp(levels, { raw: { width: 10, height: 10, channels: 3 } }).toColourspace('rgb16');
    expect(await digestOf(encode(deep))).not.toBe(await digestOf(encode(deeper)));
  });

  test('for a picture that was encoded again', async () => {
    const first = await jpeg(6);
    const again = await sharp(first).jpeg({ quality: 60 }).toBuffer();
    expect((await pixelDigests(again, 1)).displayed).not.toBe((await pixelDigests(first, 1)).displayed);
  });
});
