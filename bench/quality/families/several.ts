/** Several pictures in one: before and after, a row, a grid, one large and some small. The photo is one of them. */
import sharp from 'sharp';
import { fromPicture } from '../../../app/images/decode.ts';
import { pixelsOf } from '../edits/edit.ts';
import { anyColour, drawing, type Family } from './family.ts';

/** Columns and rows of equal tiles. */
const grids: readonly [[number, number], ...[number, number][]] = [
  [2, 1],
  [1, 2],
  [2, 2],
  [3, 1],
  [3, 2],
];

export const several: Family = {
  name: 'several in one',
  change: async (photo, chance, others) => {
    const [columns, rows] = chance.pick(grids);
    const gap = Math.round(photo.width * chance.between(0, 0.05));
    const tile = { width: photo.width, height: photo.height };
    const own = chance.below(columns * rows);
    const tiles = await Promise.all(
      Array.from({ length: columns * rows }, async (_, at) => ({
        input: await fromPicture(at === own ? photo : chance.pick(others))
          .resize({ ...tile, fit: 'cover' })
          .png()
          .toBuffer(),
        left: gap + (at % columns) * (tile.width + gap),
        top: gap + Math.floor(at / columns) * (tile.height + gap),
      })),
    );
    const canvas = { width: gap + columns * (tile.width + gap), height: gap + rows * (tile.height + gap) };
    const ground = `<rect width="100%" height="100%" fill="${anyColour(chance)}"/>`;
    const made = await pixelsOf(sharp(drawing(canvas, [ground])).composite(tiles));
    return pixelsOf(fromPicture(made).resize({ width: 1280, height: 1280, fit: 'inside', withoutEnlargement: true }));
  },
};
