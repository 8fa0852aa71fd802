import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { toGrey } from '../../../../app/vision/verify/picture.ts';
import { toPyramid, type Pyramid } from '../../../../app/vision/verify/sample.ts';
import { isFramed } from '../../../../app/vision/verify/seam.ts';
import { blots } from '../../../photos.ts';

async function seen(picture: Sharp): Promise<Pyramid> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return toPyramid(toGrey(data, info.width, info.height));
}

/** From the pixels of a picture to the place where it lies, at its own size. */
const at = (x: number, y: number) => ({ xx: 1, xy: 0, x0: x, yx: 0, yy: 1, y0: y, px: 0, py: 0 });

test('a picture on a page, or beside another one, ends at an edge; what was cut out of a photo goes on', async () => {
  const box = { left: 200, top: 150, width: 160, height: 120 };
  const photo = await (await blots(1)).extract(box).png().toBuffer();
  const beside = await (await blots(2)).extract(box).png().toBuffer();
  const page = sharp({ create: { width: 320, height: 240, channels: 3, background: '#fff' } });
  const onPage = await page
    .clone()
    .composite([{ input: photo, left: 70, top: 60 }])
    .png()
    .toBuffer();
  const collage = await sharp({ create: { width: 320, height: 120, channels: 3, background: '#fff' } })
    .composite([
      { input: photo, left: 0, top: 0 },
      { input: beside, left: 160, top: 0 },
    ])
    .png()
    .toBuffer();
  const whole = await (await blots(3, { width: 320, height: 240 })).png().toBuffer();
  const cut = sharp(whole).extract({ left: 70, top: 60, width: 160, height: 120 });

  expect(isFramed(await seen(sharp(photo)), await seen(sharp(onPage)), at(70, 60))).toBe(true);
  expect(isFramed(await seen(sharp(photo)), await seen(sharp(collage)), at(0, 0))).toBe(true);
  expect(isFramed(await seen(cut), await seen(sharp(whole)), at(70, 60))).toBe(false);
  // Nothing of it lies within.
  expect(isFramed(await seen(sharp(photo)), await seen(sharp(photo)), at(0, 0))).toBe(false);
});
