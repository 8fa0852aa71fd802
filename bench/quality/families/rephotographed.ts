/** Photographed again, from a print or a screen: seen from the side, out of focus, in another light, with its pattern. */
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { pixelsOf } from '../edits/edit.ts';
import { drawing, type Family } from './family.ts';
import { fromTheSide } from './geometry.ts';

export const rephotographed: Family = {
  name: 'photographed again',
  change: async (photo, chance) => {
    const size = { width: photo.width, height: photo.height };
    const screen = chance.isLucky()
      ? await pixelsOf(fromPicture(photo).composite([{ input: drawing(size, screenLines(photo, chance)) }]))
      : photo;
    const seen = fromTheSide(screen, chance.between(0.02, 0.1), chance);
    const lit = await pixelsOf(
      fromPicture(seen)
        .linear(
          [chance.between(0.75, 1.1), chance.between(0.75, 1.1), chance.between(0.75, 1.1)],
          [0, 0, 0].map(() => chance.between(0, 30)),
        )
        .composite([{ input: drawing(size, glare(photo, chance)) }]),
    );
    const blurred = await pixelsOf(
      fromPicture(lit).blur(Math.max(0.4, Math.max(size.width, size.height) * chance.between(0.0008, 0.004))),
    );
    return noisy(blurred, chance.between(1, 7), chance);
  },
};

function screenLines({ width, height }: Picture, chance: Chance): string[] {
  const step = Math.max(2, Math.max(width, height) * chance.between(0.004, 0.02));
  return [
    `<defs><pattern id="s" width="${step}" height="${step}" patternUnits="userSpaceOnUse" patternTransform="rotate(${chance.between(-8, 8)})">
      <rect width="${step}" height="${step / 2}" fill="#000" fill-opacity="${chance.between(0.1, 0.3)}"/></pattern></defs>`,
    '<rect width="100%" height="100%" fill="url(#s)"/>',
  ];
}

function glare({ width, height }: Picture, chance: Chance): string[] {
  if (chance.isLucky(0.4)) return [];
  const radius = Math.max(width, height) * chance.between(0.15, 0.4);
  return [
    `<defs><radialGradient id="h"><stop offset="0" stop-color="#fff" stop-opacity="${chance.between(0.4, 0.95)}"/>
      <stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>`,
    `<circle cx="${width * chance.between(0, 1)}" cy="${height * chance.between(0, 1)}" r="${radius}" fill="url(#h)"/>`,
  ];
}

function noisy({ data, width, height }: Picture, deviation: number, chance: Chance): Picture {
  return {
    data: data.map((level) => Math.min(255, Math.max(0, Math.round(level + chance.normal() * deviation)))),
    width,
    height,
  };
}
