/** A pattern over all of the picture: a watermark in tiles, a grid, lines, grain, dots of print, rain. */
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { pixelsOf } from '../edits/edit.ts';
import { anyColour, anyWords, drawing, type Family } from './family.ts';

const patterns: readonly [Pattern, ...Pattern[]] = [watermark, watermark, grid, lines, dots, strokes];

type Pattern = (photo: Picture, chance: Chance) => string[];

export const texture: Family = {
  name: 'texture',
  change: async (photo, chance) =>
    chance.isLucky(0.15)
      ? grain(photo, chance.between(8, 35), chance)
      : pixelsOf(fromPicture(photo).composite([{ input: drawing(photo, chance.pick(patterns)(photo, chance)) }])),
};

/** Words again and again, aslant. */
function watermark({ width, height }: Picture, chance: Chance): string[] {
  const size = Math.max(width, height) * chance.between(0.025, 0.07);
  const words = anyWords(1 + chance.below(2), chance);
  const [stepX, stepY] = [size * (words.length * 0.6 + chance.between(0.8, 3)), size * chance.between(1.6, 4)];
  const colour = chance.pick(['#fff', '#fff', '#000', anyColour(chance)]);
  return tiled(
    `<text y="${size}" font-size="${size}" font-family="sans-serif" font-weight="${chance.pick(['normal', 'bold'])}"
      fill="${colour}" fill-opacity="${chance.between(0.2, 0.65)}">${words}</text>`,
    { stepX, stepY, angle: chance.between(-50, 50) },
  );
}

function tiled(tile: string, { stepX, stepY, angle }: { stepX: number; stepY: number; angle: number }): string[] {
  return [
    `<defs><pattern id="t" width="${stepX}" height="${stepY}" patternUnits="userSpaceOnUse"
      patternTransform="rotate(${angle})">${tile}</pattern></defs>`,
    '<rect width="100%" height="100%" fill="url(#t)"/>',
  ];
}

function grid({ width, height }: Picture, chance: Chance): string[] {
  const step = Math.max(width, height) * chance.between(0.03, 0.15);
  const wide = Math.max(1, step * chance.between(0.01, 0.06));
  return tiled(
    `<path d="M0 0H${step}M0 0V${step}" stroke="${anyColour(chance)}" stroke-width="${wide}" stroke-opacity="${chance.between(0.3, 0.9)}"/>`,
    { stepX: step, stepY: step, angle: chance.pick([0, 45, chance.below(90)]) },
  );
}

function lines({ width, height }: Picture, chance: Chance): string[] {
  const step = Math.max(3, Math.max(width, height) * chance.between(0.006, 0.03));
  return tiled(
    `<rect width="${step}" height="${step * chance.between(0.2, 0.5)}" fill="${anyColour(chance)}" fill-opacity="${chance.between(0.15, 0.5)}"/>`,
    { stepX: step, stepY: step, angle: chance.pick([0, 90, chance.below(180)]) },
  );
}

function dots({ width, height }: Picture, chance: Chance): string[] {
  const step = Math.max(4, Math.max(width, height) * chance.between(0.008, 0.04));
  return tiled(
    `<circle cx="${step / 2}" cy="${step / 2}" r="${step * chance.between(0.15, 0.35)}" fill="${anyColour(chance)}" fill-opacity="${chance.between(0.2, 0.6)}"/>`,
    { stepX: step, stepY: step, angle: chance.below(90) },
  );
}

/** Rain, snow, scratches, confetti. */
function strokes({ width, height }: Picture, chance: Chance): string[] {
  const long = Math.max(width, height) * chance.between(0.005, 0.08);
  const colour = anyColour(chance);
  return Array.from({ length: 60 + chance.below(240) }, () => {
    const [x, y] = [width * chance.between(0, 1), height * chance.between(0, 1)];
    return `<path d="M${x} ${y}l${long * chance.between(0.1, 0.5)} ${long}" stroke="${colour}" stroke-linecap="round"
      stroke-width="${Math.max(1, width * chance.between(0.001, 0.006))}" stroke-opacity="0.7"/>`;
  });
}

function grain({ data, width, height }: Picture, deviation: number, chance: Chance): Picture {
  const noisy = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 3) {
    const grey = chance.normal() * deviation;
    for (let channel = at; channel < at + 3; channel++)
      noisy[channel] = Math.min(255, Math.max(0, (data[channel] ?? 0) + grey));
  }
  return { data: noisy, width, height };
}
