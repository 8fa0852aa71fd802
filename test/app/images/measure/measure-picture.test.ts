import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { measurePicture } from '../../../../app/images/measure/measure-picture.ts';
import { captioned } from '../../../../app/images/measure/made/captioned.ts';
import { cutLight } from '../../../../app/images/measure/made/cut-light.ts';
import { frameOf, middleOf, type FramePixels } from '../../../../app/images/measure/made/laid-frames.ts';
import { madeFrom } from '../../../../app/images/measure/made/made-from.ts';
import { luminanceSteps } from '../../../../app/images/jpeg-coding.ts';
import { isSurround, isTurnedOnGround } from '../../../../app/images/measure/surround.ts';
import { webpQuality } from '../../../../app/images/measure/webp-quality.ts';
import { decode, decodeStored } from '../../../../app/images/decode.ts';
import { hasRealPhotos, heldOutPhotos, jpeg, paint } from '../../../photos.ts';

describe.skipIf(!hasRealPhotos)('of a real photo (skipped without the shared photos)', () => {
  let photo: Buffer;

  beforeAll(async () => {
    photo = await sharp(heldOutPhotos(3)[2]).resize(600, 448, { fit: 'cover', kernel: 'cubic' }).png().toBuffer();
  });

  const saved = (quality: number) => sharp(photo).jpeg({ quality }).toBuffer();

  test.each([15, 25, 40, 60])('a compression as JPEG %i is found after it was saved without loss', async (quality) => {
    const png = await sharp(await saved(quality))
      .png()
      .toBuffer();
    expect(Math.abs((await measurePicture(png)).worstQuality! - quality)).toBeLessThanOrEqual(4);
  });

  test('so it is after it was saved again as a better JPEG, or as WebP', async () => {
    const again = await sharp(await saved(20))
      .jpeg({ quality: 100 })
      .toBuffer();
    expect((await measurePicture(again)).worstQuality).toBeLessThan(30);
    const webp = await sharp(await saved(30))
      .webp({ quality: 98 })
      .toBuffer();
    expect((await measurePicture(webp)).worstQuality).toBeLessThan(40);
  });

  test('nothing is found that was not there', async () => {
    expect((await measurePicture(photo)).worstQuality).toBeNull();
    for (const quality of [50, 75, 92])
      expect(Math.abs((await measurePicture(await saved(quality))).worstQuality! - quality)).toBeLessThanOrEqual(2);
  });

  test('a palette is told from the photo, and a drawing from a palette', async () => {
    const thinned = await sharp(photo).png({ palette: true, colours: 64 }).toBuffer();
    expect((await measurePicture(thinned)).isThinned).toBe(true);
    expect((await measurePicture(await sharp(thinned).png({ palette: false }).toBuffer())).isThinned).toBe(true);
    expect((await measurePicture(photo)).isThinned).toBe(false);
    const drawing =
      '<svg width="300" height="200"><rect width="300" height="200" fill="#fed"/><circle r="90" fill="#27c"/></svg>';
    expect((await measurePicture(await sharp(Buffer.from(drawing)).png({ palette: true }).toBuffer())).isThinned).toBe(
      false,
    );
  });

  test('lost colour and cut off light are told', async () => {
    const grey = await measurePicture(await sharp(photo).greyscale().jpeg().toBuffer());
    expect(grey.isColoured).toBe(false);
    const bright = await measurePicture(await sharp(photo).linear(2, 0).jpeg().toBuffer());
    expect(bright.cutOff).toBeGreaterThan((await measurePicture(photo)).cutOff + 0.02);
  });

  describe('which was made from the other', () => {
    const pixelsOf = async (bytes: Buffer) => middleOf(await decodeStored(bytes, false), luminanceSteps(bytes));
    const upright = { mirrored: false, quarters: 0 };
    const frame = (a: FramePixels, b: FramePixels) => frameOf(a, upright, b)!;

    test.each([
      ['brighter', (image: Sharp) => image.linear(1.2, 0), upright],
      ['darker', (image: Sharp) => image.linear(0.6, 0), upright],
      ['mirrored', (image: Sharp) => image.flop(), { mirrored: true, quarters: 0 }],
      ['turned', (image: Sharp) => image.rotate(90), { mirrored: false, quarters: 1 }],
      ['turned the other way', (image: Sharp) => image.rotate(270), { mirrored: false, quarters: 3 }],
    ])('is told of a %s copy, better compressed or worse, from either side', async (_, edit, lay) => {
      const original = await saved(82);
      for (const quality of [60, 90]) {
        const made = await edit(sharp(original)).jpeg({ quality }).toBuffer();
        const [a, b] = [await pixelsOf(original), await pixelsOf(made)];
        expect(madeFrom(a, b, lay)).toBeGreaterThan(1);
        const back = lay.mirrored ? lay : { ...lay, quarters: (4 - lay.quarters) % 4 };
        expect(madeFrom(b, a, back)).toBeLessThan(-1);
      }
    });

    test('is told of what was made brighter, harder or more colourful than it can hold, by what is cut off', async () => {
      const before = await sharp(photo).linear(0.8, 20).png().toBuffer();
      for (const [slope, offset] of [
        [1.6, 0],
        [1.8, -80],
      ] as const) {
        const after = await sharp(before).linear(slope, offset).png().toBuffer();
        const [a, b] = [await pixelsOf(before), await pixelsOf(after)];
        expect([cutLight(frame(a, b)), cutLight(frame(b, a))]).toEqual(['b', 'a']);
      }
      // What was cut off stays so in a darker copy; and blur takes the brightest points, which is no cut.
      const cut = await sharp(photo).linear(1.6, 0).png().toBuffer();
      const darker = await sharp(cut).linear(0.6, 0).png().toBuffer();
      expect(cutLight(frame(await pixelsOf(cut), await pixelsOf(darker)))).toBeNull();
      const blurred = await sharp(cut).blur(3).png().toBuffer();
      expect(cutLight(frame(await pixelsOf(cut), await pixelsOf(blurred)))).toBeNull();
    });

    test('is told of a caption, and not of blur or other light', async () => {
      const caption = Buffer.from(
        '<svg width="600" height="448"><text x="40" y="405" font-size="52" font-weight="bold" fill="#fff" stroke="#000">Sunday at the harbour</text></svg>',
      );
      const written = await sharp(photo)
        .composite([{ input: caption }])
        .jpeg({ quality: 98 })
        .toBuffer();
      const [a, b] = [await pixelsOf(photo), await pixelsOf(written)];
      expect([captioned(frame(a, b)), captioned(frame(b, a))]).toEqual(['b', 'a']);
      for (const edit of [(image: Sharp) => image.blur(4), (image: Sharp) => image.linear(0.6, 0)])
        expect(captioned(frame(a, await pixelsOf(await edit(sharp(photo)).png().toBuffer())))).toBeNull();
    });

    test('of a picture without loss and its JPEG with fine steps it is never the picture, though whole levels lose as much', async () => {
      for (const depth of ['uchar', 'ushort'] as const) {
        const grain = sharp(photo).toColourspace(depth === 'ushort' ? 'rgb16' : 'srgb');
        const png = await grain.png().toBuffer();
        for (const quality of [92, 95, 97, 98, 100]) {
          const made = await sharp(png).toColourspace('srgb').jpeg({ quality }).toBuffer();
          const [a, b] = [await pixelsOf(png), await pixelsOf(made)];
          expect(madeFrom(a, b, upright, true)).toBeGreaterThanOrEqual(0);
          expect(madeFrom(b, a, upright, true)).toBeLessThanOrEqual(0);
        }
      }
    });

    test('of two JPEGs with nearly the same steps it is not the better one', async () => {
      for (const [quality, again] of [
        [92, 90],
        [91, 90],
        [88, 87],
      ] as const) {
        const first = await saved(quality);
        const second = await sharp(first).jpeg({ quality: again }).toBuffer();
        expect(madeFrom(await pixelsOf(first), await pixelsOf(second), upright, true)).toBeGreaterThanOrEqual(0);
      }
    });

    test('of two copies it is the one that was saved again with finer steps, turned or not', async () => {
      const coarse = await saved(60);
      const lay = { mirrored: false, quarters: 1 };
      const fine = await sharp(coarse).jpeg({ quality: 92 }).toBuffer();
      const turned = await sharp(coarse).rotate(90).jpeg({ quality: 92 }).toBuffer();
      expect(madeFrom(await pixelsOf(coarse), await pixelsOf(fine), upright, true)).toBeGreaterThan(1);
      expect(madeFrom(await pixelsOf(coarse), await pixelsOf(turned), lay, true)).toBeGreaterThan(1);
    });

    test('is not told of files without steps, nor of two different pictures', async () => {
      const png = await pixelsOf(photo);
      expect(madeFrom(png, png, upright)).toBe(0);
      const other = await paint(5, { width: 600, height: 448 }).jpeg().toBuffer();
      expect(Math.abs(madeFrom(await pixelsOf(await saved(80)), await pixelsOf(other), upright))).toBeLessThan(0.5);
    });
  });

  test('what is around a picture and is none', async () => {
    const border = await sharp(photo)
      .extend({ top: 50, bottom: 50, left: 60, right: 60, background: '#203060' })
      .png()
      .toBuffer();
    const part = { left: 60 / 720, top: 50 / 548, width: 600 / 720, height: 448 / 548 };
    expect(isSurround(await decode(border, 320, false), part)).toBe(true);
    // A crop of a picture has real things around it, and a plain wall goes on inside.
    expect(isSurround(await decode(photo, 320, false), { left: 0.1, top: 0.1, width: 0.8, height: 0.8 })).toBe(false);
    const wall = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#eee' } })
      .png()
      .toBuffer();
    expect(isSurround(await decode(wall, 320, false), { left: 0.2, top: 0.2, width: 0.6, height: 0.6 })).toBe(false);
    const turned = await sharp(photo).rotate(10, { background: '#000' }).png().toBuffer();
    const [whole, inner] = [
      { left: 0, top: 0, width: 1, height: 1 },
      { left: 0.1, top: 0.1, width: 0.8, height: 0.8 },
    ];
    expect(isTurnedOnGround(await decode(turned, 320, false), whole, 10, 600 / 448)).toBe(true);
    expect(isTurnedOnGround(await decode(readFileSync(heldOutPhotos(3)[2]!), 320, false), inner, 10, 1.3)).toBe(false);
    // A thing on white paper, of which the other photo is a part, turned: paper is around it too, and goes on inside.
    const thing = await sharp(await paint(2, { width: 200, height: 150 }).png().toBuffer())
      .extend({ top: 150, bottom: 148, left: 200, right: 200, background: '#fff' })
      .png()
      .toBuffer();
    expect(isTurnedOnGround(await decode(thing, 320, false), inner, 10, 600 / 448)).toBe(false);
  });
});

test('the quality of a WebP is in its frame', async () => {
  const qualities = [10, 40, 60, 80, 95];
  const found = await Promise.all(
    qualities.map(async (quality) =>
      webpQuality(await paint(1, { width: 320, height: 240 }).webp({ quality }).toBuffer()),
    ),
  );
  expect(found).toEqual(found.toSorted((a, b) => a! - b!));
  expect(found[0]).toBeLessThan(50);
  expect(found.at(-1)).toBeGreaterThan(85);
  expect(webpQuality(await paint(1, { width: 32, height: 24 }).webp({ lossless: true }).toBuffer())).toBeNull();
  expect(webpQuality(await jpeg(1))).toBeNull();
  expect(webpQuality(Buffer.alloc(0))).toBeNull();
});
