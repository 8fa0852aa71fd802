import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { compareParts, furtherParts } from '../../../../app/images/behind/further-parts.ts';
import { paint, paintedPixels, fromPixels } from '../../../photos.ts';

/** Frames of one size on top of each other, as sharp takes an animation. */
async function frames(seeds: readonly number[], format: 'gif' | 'webp' | 'tiff'): Promise<Buffer> {
  const all = await Promise.all(seeds.map((seed) => paintedPixels(seed, { width: 80, height: 60 })));
  const data = Buffer.concat(all.map((one) => one.data));
  const image = sharp(data, { raw: { width: 80, height: 60 * seeds.length, channels: 3, pageHeight: 60 } });
  return format === 'gif'
    ? image.gif({ delay: seeds.map(() => 100) }).toBuffer()
    : format === 'webp'
      ? image.webp({ lossless: true, delay: seeds.map(() => 100) }).toBuffer()
      : image.tiff({ compression: 'lzw' }).toBuffer();
}

describe.each(['gif', 'webp'] as const)('a %s', (format) => {
  test('of one frame is its first picture', async () => {
    expect(
      furtherParts(
        await fromPixels(await paintedPixels(1))
          .toFormat(format)
          .toBuffer(),
      ),
    ).toEqual([]);
  });

  test('of several is told by its later frames', async () => {
    const [one, same, other] = [
      furtherParts(await frames([1, 2, 3], format)),
      furtherParts(await frames([1, 2, 3], format)),
      furtherParts(await frames([1, 2, 4], format)),
    ];
    expect(one).toHaveLength(1);
    expect(same).toEqual(one);
    expect(compareParts(one, other)).toBe('other');
  });
});

describe('an animated PNG', () => {
  /** A chunk without a valid checksum: nobody looks at it here. */
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const animated = async (later: string) => {
    const still = await paint(1, { width: 40, height: 30 }).png().toBuffer();
    const end = still.length - 12;
    const frame = chunk('fdAT', Buffer.concat([Buffer.alloc(4), Buffer.from(later)]));
    return Buffer.concat([still.subarray(0, end), chunk('fcTL', Buffer.alloc(26)), frame, still.subarray(end)]);
  };

  test('is told by its later frames', async () => {
    const [one, other] = [furtherParts(await animated('ball left')), furtherParts(await animated('ball right'))];
    expect(one).toHaveLength(1);
    expect(compareParts(one, other)).toBe('other');
    expect(furtherParts(await paint(1, { width: 40, height: 30 }).png().toBuffer())).toEqual([]);
  });
});

describe('a TIFF', () => {
  test('of one page, and a pyramid of one, have nothing behind it', async () => {
    const image = fromPixels(await paintedPixels(1, { width: 600, height: 400 }));
    expect(furtherParts(await image.clone().tiff().toBuffer())).toEqual([]);
    expect(furtherParts(await image.clone().tiff({ pyramid: true, tile: true }).toBuffer())).toEqual([]);
  });
});

test('of two files the one with more parts has more, and each its own makes them others', () => {
  expect(compareParts([], [])).toBe('same');
  expect(compareParts(['x'], [])).toBe('a');
  expect(compareParts(['x'], ['y', 'x'])).toBe('b');
  expect(compareParts(['x', 'x'], ['x'])).toBe('a');
  expect(compareParts(['x'], ['y'])).toBe('other');
});
