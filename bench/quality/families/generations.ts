/** Handed on again and again: smaller, compressed, a little cropped or sharpened each time, in one format or another. */
import sharp from 'sharp';
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { cropped, pixelsOf, scaled } from '../edits/edit.ts';
import type { Family } from './family.ts';

export const generations: Family = {
  name: 'generations',
  change: async (photo, chance) => {
    let passed = photo;
    for (let generation = 1 + chance.below(4); generation >= 0; generation--) passed = await passOn(passed, chance);
    return passed;
  },
};

async function passOn(photo: Picture, chance: Chance): Promise<Picture> {
  let next = fromPicture(photo);
  if (chance.isLucky()) next = next.resize({ ...scaled(photo, chance.between(0.55, 0.95)), fit: 'fill' });
  if (chance.isLucky(0.3)) next = next.sharpen({ sigma: chance.between(0.5, 1.5) });
  if (chance.isLucky(0.3)) next = cropped(await pixelsOf(next), chance.between(0.93, 0.99), chance);
  if (chance.isLucky(0.3))
    next = fromPicture(await pixelsOf(next)).linear(chance.between(0.9, 1.12), chance.between(-10, 10));
  const quality = Math.round(chance.between(15, 80));
  const bytes = await (chance.isLucky(0.8) ? next.jpeg({ quality }) : next.webp({ quality })).toBuffer();
  return pixelsOf(sharp(bytes));
}
