/**
 * Another light here than there, as filters of photo apps make it: a colour matrix, lifted blacks, then vignettes,
 * gradients, light leaks and bright or dark patches.
 */
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { pixelsOf } from '../edits/edit.ts';
import { anyColour, drawing, type Family } from './family.ts';

const lights: readonly [Light, ...Light[]] = [vignette, gradient, leak, patches];

type Light = (photo: Picture, chance: Chance) => string[];

export const localTone: Family = {
  name: 'local tone',
  change: async (photo, chance) => {
    const filtered = await filter(photo, chance);
    const parts = chance.pick(lights)(filtered, chance);
    if (chance.isLucky(0.4)) parts.push(...chance.pick(lights)(filtered, chance));
    const blend = chance.pick(['over', 'over', 'multiply', 'screen', 'soft-light'] as const);
    return pixelsOf(fromPicture(filtered).composite([{ input: drawing(photo, parts), blend }]));
  },
};

/** A colour matrix near the identity, and blacks lifted or whites lowered. */
function filter(photo: Picture, chance: Chance): Promise<Picture> {
  const cell = (row: number, column: number) =>
    row === column ? chance.between(0.6, 1.15) : chance.between(-0.1, 0.25);
  const row = (at: number): [number, number, number] => [cell(at, 0), cell(at, 1), cell(at, 2)];
  const [darkest, brightest] = [chance.between(0, 60), chance.between(195, 255)];
  return pixelsOf(
    fromPicture(photo)
      .recomb([row(0), row(1), row(2)])
      .linear((brightest - darkest) / 255, darkest),
  );
}

function vignette(_photo: Picture, chance: Chance): string[] {
  const [inner, strength] = [chance.between(0.2, 0.7), chance.between(0.4, 0.9)];
  const colour = chance.isLucky(0.8) ? '#000' : '#fff';
  return [
    `<defs><radialGradient id="v" r="${chance.between(0.6, 0.8)}"><stop offset="${inner}" stop-color="${colour}" stop-opacity="0"/>
      <stop offset="1" stop-color="${colour}" stop-opacity="${strength}"/></radialGradient></defs>`,
    '<rect width="100%" height="100%" fill="url(#v)"/>',
  ];
}

function gradient(_photo: Picture, chance: Chance): string[] {
  const angle = chance.below(360);
  return [
    `<defs><linearGradient id="g" gradientTransform="rotate(${angle} 0.5 0.5)">
      <stop offset="0" stop-color="${anyColour(chance)}" stop-opacity="${chance.between(0.3, 0.75)}"/>
      <stop offset="1" stop-color="${anyColour(chance)}" stop-opacity="${chance.between(0, 0.4)}"/></linearGradient></defs>`,
    '<rect width="100%" height="100%" fill="url(#g)"/>',
  ];
}

function leak({ width, height }: Picture, chance: Chance): string[] {
  const [x, y] = [chance.pick([0, width]), height * chance.between(0, 1)];
  const radius = Math.max(width, height) * chance.between(0.4, 0.9);
  return [
    `<defs><radialGradient id="l"><stop offset="0" stop-color="hsl(${chance.below(60)} 100% 60%)" stop-opacity="${chance.between(0.5, 0.9)}"/>
      <stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>`,
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="url(#l)"/>`,
  ];
}

function patches({ width, height }: Picture, chance: Chance): string[] {
  return Array.from({ length: 2 + chance.below(4) }, (_, at) => {
    const radius = Math.max(width, height) * chance.between(0.15, 0.4);
    const colour = chance.isLucky() ? '#fff' : '#000';
    return `<defs><radialGradient id="p${at}"><stop offset="0" stop-color="${colour}" stop-opacity="${chance.between(0.3, 0.65)}"/>
      <stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient></defs>
      <circle cx="${width * chance.between(0, 1)}" cy="${height * chance.between(0, 1)}" r="${radius}" fill="url(#p${at})"/>`;
  });
}
