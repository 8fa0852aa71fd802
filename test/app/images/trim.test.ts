import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { lookAtPhoto, trimThumbnail } from '../../../app/images/photo-look.ts';
import { withinBars } from '../../../app/images/trim.ts';
import { blots } from '../../photos.ts';

const side = 128;

const busy = (width: number, height: number) => blots(3, { width, height });

/** A picture on a plain page, at a place. */
async function onPage(
  picture: Promise<Sharp>,
  page: { width: number; height: number; background: string },
  { left, top }: { left: number; top: number },
): Promise<Buffer> {
  const input = await (await picture).png().toBuffer();
  return sharp({ create: { ...page, channels: 3 } })
    .composite([{ input, left, top }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

const squeezed = async (photo: Buffer) => (await lookAtPhoto(photo, side)).pixels;
const partOf = async (photo: Buffer) => withinBars(await squeezed(photo), side);

describe('bars', () => {
  test('above and below a picture are found where they lie', async () => {
    const part = await partOf(
      await onPage(busy(640, 480), { width: 640, height: 960, background: '#ffffff' }, { left: 0, top: 120 }),
    );
    // 120 of 960 pixels are 16 of 128.
    expect(part).toMatchObject({ left: 0, right: side });
    expect(Math.abs(part!.top - 16)).toBeLessThanOrEqual(1);
    expect(Math.abs(part!.bottom - 80)).toBeLessThanOrEqual(1);
  });

  test('at the left and the right, and all around, are found as well', async () => {
    const beside = await partOf(
      await onPage(busy(480, 640), { width: 960, height: 640, background: '#101010' }, { left: 240, top: 0 }),
    );
    expect(beside).toMatchObject({ top: 0, bottom: side });
    expect(Math.abs(beside!.left - 32)).toBeLessThanOrEqual(1);
    expect(Math.abs(beside!.right - 96)).toBeLessThanOrEqual(1);
    const around = await partOf(
      await onPage(busy(480, 480), { width: 640, height: 640, background: '#2060a0' }, { left: 80, top: 80 }),
    );
    for (const [edge, at] of Object.entries({ left: 16, top: 16, right: 112, bottom: 112 }))
      expect(Math.abs(around![edge as 'left'] - at)).toBeLessThanOrEqual(1);
  });

  test('may have a line of text in them', async () => {
    const page = await onPage(
      busy(640, 480),
      { width: 640, height: 960, background: '#ffffff' },
      { left: 0, top: 240 },
    );
    const line = Buffer.from('<svg width="640" height="60"><text x="20" y="44" font-size="40">9:41</text></svg>');
    const written = await sharp(page)
      .composite([{ input: line, left: 0, top: 60 }])
      .jpeg()
      .toBuffer();
    expect((await partOf(written))!.top).toBeGreaterThanOrEqual(31);
  });

  test('that are a tenth of a side together count, and narrower ones do not', async () => {
    const letterboxed = (bar: number) =>
      onPage(busy(640, 640 - 2 * bar), { width: 640, height: 640, background: '#000000' }, { left: 0, top: bar });
    expect(await partOf(await letterboxed(40))).not.toBeNull();
    expect(await partOf(await letterboxed(20))).toBeNull();
  });

  test('are no bars where there is nothing else', async () => {
    const create = { width: 640, height: 480, channels: 3, background: '#8090a0' } as const;
    expect(await partOf(await sharp({ create }).jpeg().toBuffer())).toBeNull();
    const dot = busy(20, 20);
    expect(
      await partOf(await onPage(dot, { width: 640, height: 480, background: '#ffffff' }, { left: 300, top: 200 })),
    ).toBeNull();
  });
});

describe('a look at a photo', () => {
  const asJpeg = async (picture: Promise<Sharp>) => (await picture).jpeg({ quality: 92 }).toBuffer();

  test('has what lies within the bars, as the photo itself looks', async () => {
    const page = { width: 640, height: 1200, background: '#fafafa' };
    const shown = await lookAtPhoto(await onPage(busy(640, 480), page, { left: 0, top: 360 }), side);
    const plain = await squeezed(await asJpeg(busy(640, 480)));
    expect(meanDifference(shown.trimmed!, plain)).toBeLessThan(8);
    expect(meanDifference(shown.pixels, plain)).toBeGreaterThan(30);
    // From what the library keeps it is nearly the same.
    expect(meanDifference((await trimThumbnail(shown.thumbnail, side))!, shown.trimmed!)).toBeLessThan(8);
  });

  test('has the same of a small JPEG, which is its own thumbnail', async () => {
    const page = { width: 300, height: 320, background: '#fafafa' };
    const small = await onPage(busy(300, 160), page, { left: 0, top: 80 });
    const { pixels, trimmed, thumbnail } = await lookAtPhoto(small, side);
    expect(thumbnail).toBe(small);
    // Of so few pixels the edges are found less exactly.
    const plain = await squeezed(await asJpeg(busy(300, 160)));
    expect(meanDifference(trimmed!, plain)).toBeLessThan(16);
    expect(meanDifference(pixels, plain)).toBeGreaterThan(30);
  });

  test('has nothing within bars where there are none', async () => {
    for (const seed of [3, 4, 5]) {
      const { trimmed, thumbnail } = await lookAtPhoto(await asJpeg(blots(seed)), side);
      expect(trimmed).toBeNull();
      expect(await trimThumbnail(thumbnail, side)).toBeNull();
    }
  });
});

/** In levels, 0 to 255. */
function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs(a[at]! - b[at]!);
  return sum / a.length;
}
