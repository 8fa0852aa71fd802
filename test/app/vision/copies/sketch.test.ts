import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeSqueezed } from '../../../../app/images/decode.ts';
import { readMetadata } from '../../../../app/images/metadata.ts';
import { mayBeCopies, sameShape, sketch, sketchSide, type Sketched } from '../../../../app/vision/copies/sketch.ts';
import { jpeg, orientations } from '../../../photos.ts';

async function sketched(photo: Uint8Array): Promise<Sketched> {
  const { width, height, orientation } = await readMetadata(photo);
  return { sketch: sketch(await decodeSqueezed(photo, 128, false), 128), width, height, orientation };
}

describe('a sketch', () => {
  test('holds the mean luminance of each of its cells', () => {
    const pixels = new Uint8Array(32 * 32 * 3).fill(255, 0, 32 * 16 * 3);
    const cells = sketch(pixels, 32);
    expect(cells).toHaveLength(sketchSide ** 2);
    expect(cells[0]).toBe(255);
    expect(cells.at(-1)).toBe(0);
    expect([
      ...sketch(
        Uint8Array.from({ length: 16 * 16 * 3 }, (_, at) => [255, 0, 0][at % 3]!),
        16,
      ),
    ]).toEqual(Array.from({ length: 256 }, () => 76));
  });
});

describe('a glance at two sketches', () => {
  test('passes every copy: saved badly, shrunk, or turned by its tag alone', async () => {
    const original = await jpeg(1);
    const copies = [
      await sharp(original).jpeg({ quality: 10 }).toBuffer(),
      await sharp(original).resize(80).jpeg({ quality: 30 }).toBuffer(),
      ...(await Promise.all(
        orientations.map((orientation) => sharp(original).withMetadata({ orientation }).jpeg().toBuffer()),
      )),
    ];
    for (const copy of copies) {
      expect(mayBeCopies(await sketched(original), await sketched(copy))).toBe(true);
      expect(mayBeCopies(await sketched(copy), await sketched(original))).toBe(true);
    }
  });

  test('stops strangers, other shapes and mirror images', async () => {
    const original = await sketched(await jpeg(1));
    expect(mayBeCopies(original, await sketched(await jpeg(2)))).toBe(false);
    expect(mayBeCopies(original, { ...original, width: 300 })).toBe(false);
    expect(
      mayBeCopies(
        original,
        await sketched(
          await sharp(await jpeg(1))
            .flop()
            .toBuffer(),
        ),
      ),
    ).toBe(false);
  });
});

test('shapes are the same but for the rounding of the smaller photo', () => {
  expect(sameShape({ width: 4000, height: 3000 }, { width: 133, height: 100 })).toBe(true);
  expect(sameShape({ width: 4000, height: 3000 }, { width: 3000, height: 4000 })).toBe(false);
  expect(sameShape({ width: 4000, height: 3000 }, { width: 4000, height: 2990 })).toBe(false);
});
