/** Something lies over the photo or around it. */
import type { Sharp } from 'sharp';
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { pixelEdit, type Edit } from './edit.ts';

const sayings = [
  'Good morning',
  'SALE −30 %',
  'Summer 2019',
  'when you see it',
  'Happy birthday!',
  '© my photos',
] as const;
const colours = ['#ffffff', '#ffe94a', '#ff4a4a', '#101010'] as const;
const frames = ['#ffffff', '#000000', '#e8e0d0', '#7a1f2b', '#2b5c8a'] as const;

export const overlays: Edit[] = [
  pixelEdit('text', 'edited', withText),
  pixelEdit('border 12 %', 'edited', (photo, chance) => {
    const wide = Math.round(Math.min(photo.width, photo.height) * 0.12);
    return fromPicture(photo).extend({
      top: wide,
      bottom: wide,
      left: wide,
      right: wide,
      background: chance.pick(frames),
    });
  }),
];

/** A line of large letters, bare with an outline or on a strip; at the top, in the middle or at the bottom. */
function withText(photo: Picture, chance: Chance): Sharp {
  const { width, height } = photo;
  const saying = chance.pick(sayings);
  const letters = Math.min(height * chance.between(0.09, 0.14), (width * 1.6) / saying.length);
  const middle = height * chance.pick([0.12, 0.5, 0.86]);
  const colour = chance.pick(colours);
  const outline = colour === '#101010' ? '#ffffff' : '#000000';
  const strip = chance.isLucky(0.4)
    ? `<rect y="${middle - letters}" width="${width}" height="${letters * 1.7}" fill="${outline}" fill-opacity="0.7"/>`
    : '';
  const text = `<text x="${width / 2}" y="${middle + letters * 0.2}" font-size="${letters}" font-family="sans-serif"
    font-weight="bold" text-anchor="middle" fill="${colour}" stroke="${outline}" stroke-width="${letters / 12}"
    paint-order="stroke">${saying}</text>`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${strip}${text}</svg>`;
  return fromPicture(photo).composite([{ input: Buffer.from(drawing) }]);
}
