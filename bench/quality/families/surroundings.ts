/** The picture within something else: a page with words around it, a frame, a messenger's screen, its own blurred self. */
import sharp from 'sharp';
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { pixelsOf } from '../edits/edit.ts';
import { anyColour, anyWords, drawing, type Family } from './family.ts';

type Size = Pick<Picture, 'width' | 'height'>;

interface Setting {
  canvas: Size;
  left: number;
  top: number;
}

const settings: readonly [Surround, ...Surround[]] = [page, frame, messenger, blurredSelf];

type Surround = (photo: Picture, chance: Chance) => Promise<Picture>;

export const surroundings: Family = {
  name: 'within something',
  change: (photo, chance) => chance.pick(settings)(photo, chance),
};

/** Where the photo comes to lie on something that is larger by these shares of its sides. */
function place({ width, height }: Size, wider: number, taller: number, chance: Chance): Setting {
  const canvas = { width: Math.round(width * (1 + wider)), height: Math.round(height * (1 + taller)) };
  return {
    canvas,
    left: Math.round((canvas.width - width) * chance.between(0.1, 0.9)),
    top: Math.round((canvas.height - height) * chance.between(0.1, 0.9)),
  };
}

async function laid(photo: Picture, { canvas, left, top }: Setting, ground: readonly string[]): Promise<Picture> {
  const input = await fromPicture(photo).png().toBuffer();
  return pixelsOf(sharp(drawing(canvas, ground)).composite([{ input, left, top }]));
}

/** Lines of words on all of a page, in one column or two; the photo lies over them. */
function page(photo: Picture, chance: Chance): Promise<Picture> {
  const setting = place(photo, chance.between(0.2, 0.7), chance.between(0.5, 1.4), chance);
  const { width, height } = setting.canvas;
  const size = width * chance.between(0.014, 0.026);
  const columns = 1 + chance.below(2);
  const isDark = chance.isLucky(0.15);
  const lines = [];
  for (let y = size * 3; y < height - size * 2; y += size * 1.5)
    for (let column = 0; column < columns; column++)
      if (chance.isLucky(0.93))
        lines.push(
          `<text x="${width * (0.05 + (column * 0.92) / columns)}" y="${y}" font-size="${size}" font-family="serif"
            fill="${isDark ? '#ddd' : '#222'}">${anyWords(Math.ceil((width * 0.82) / columns / size / 2.4), chance)}</text>`,
        );
  return laid(photo, setting, [
    `<rect width="100%" height="100%" fill="${isDark ? '#181818' : '#fbfaf6'}"/>`,
    ...lines,
  ]);
}

/** A plain frame, wider at one side, with a line of words or none. */
function frame(photo: Picture, chance: Chance): Promise<Picture> {
  const setting = place(photo, chance.between(0.08, 0.4), chance.between(0.08, 0.6), chance);
  const { width, height } = setting.canvas;
  const words = `<text x="50%" y="${height * 0.97}" font-size="${height * 0.03}" font-family="cursive" text-anchor="middle">${anyWords(3, chance)}</text>`;
  const ground = `<rect width="${width}" height="${height}" fill="${anyColour(chance)}"/>`;
  return laid(photo, setting, chance.isLucky() ? [ground, words] : [ground]);
}

/** Bubbles with lines of words above and below. */
function messenger(photo: Picture, chance: Chance): Promise<Picture> {
  const setting = place(photo, chance.between(0.15, 0.5), chance.between(0.6, 1.6), chance);
  const { width, height } = setting.canvas;
  const size = width * 0.035;
  const bubbles = [];
  for (let y = size; y < height; y += size * chance.between(3, 5)) {
    const x = width * (chance.isLucky() ? 0.04 : 0.3);
    bubbles.push(
      `<rect x="${x}" y="${y}" rx="${size * 0.6}" width="${width * chance.between(0.3, 0.64)}" height="${size * 2.4}" fill="${anyColour(chance)}"/>`,
      `<text x="${x + size}" y="${y + size * 1.5}" font-size="${size}" font-family="sans-serif">${anyWords(3 + chance.below(3), chance)}</text>`,
    );
  }
  return laid(photo, setting, [`<rect width="100%" height="100%" fill="${anyColour(chance)}"/>`, ...bubbles]);
}

/** As players and stories fill what a photo leaves. */
async function blurredSelf(photo: Picture, chance: Chance): Promise<Picture> {
  const isTall = photo.width > photo.height;
  const more = chance.between(0.3, 1.2);
  const { canvas, left, top } = place(photo, isTall ? 0 : more, isTall ? more : 0, chance);
  const ground = await pixelsOf(
    fromPicture(photo)
      .resize({ ...canvas, fit: 'cover' })
      .blur(Math.max(1, canvas.width / 30)),
  );
  const input = await fromPicture(photo).png().toBuffer();
  return pixelsOf(fromPicture(ground).composite([{ input, left, top }]));
}
