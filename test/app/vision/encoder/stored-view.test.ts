import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { toStored } from '../../../../app/vision/encoder/stored-view.ts';
import { fromPixels, orientations, paintedPixels, turnByHand } from '../../../photos.ts';

const size = 32;

describe('an orientation that is undone', () => {
  test.each(orientations)('%i gives the pixels that sharp had turned', async (orientation) => {
    const stored = await paintedPixels(8, { width: size, height: size });
    const photo = await fromPixels(stored).withMetadata({ orientation }).png().toBuffer();
    const upright = await sharp(photo).autoOrient().raw().toBuffer();
    expect(Buffer.compare(toStored(upright, size, 3, orientation), stored.data)).toBe(0);
  });

  test.each(orientations)('%i gives what was turned by hand', async (orientation) => {
    const stored = await paintedPixels(8, { width: size, height: size });
    const { data } = turnByHand(stored, orientation);
    expect(Buffer.compare(toStored(data, size, 3, orientation), stored.data)).toBe(0);
  });

  test('works on pixels of one channel, and leaves what it was given alone', () => {
    const pixels = Uint8Array.of(1, 2, 3, 4);
    expect([...toStored(pixels, 2, 1, 6)]).toEqual([2, 4, 1, 3]);
    expect([...pixels]).toEqual([1, 2, 3, 4]);
  });
});
