/** Saving pictures as people's programs save them. */
import type { Sharp } from 'sharp';
import type { Chance } from '../random.ts';
import type { PairFile } from './pair.ts';

/** The same way for both files of a pair: a good JPEG, PNG or WebP. */
export function anyFormat(chance: Chance): (image: Sharp) => Promise<PairFile> {
  const quality = Math.round(chance.between(80, 95));
  const way = chance.pick(['jpg', 'jpg', 'png', 'webp'] as const);
  if (way === 'png') return async (image) => ({ bytes: await image.png().toBuffer(), extension: 'png' });
  if (way === 'webp') return async (image) => ({ bytes: await image.webp({ quality }).toBuffer(), extension: 'webp' });
  return (image) => asJpeg(image, quality);
}

export async function asJpeg(image: Sharp, quality: number): Promise<PairFile> {
  return { bytes: await image.jpeg({ quality }).toBuffer(), extension: 'jpg' };
}
