/** Photos at the sizes that people have, with detail down to the pixel: small ones are laid side by side, never enlarged. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { decode, type Picture } from '../../app/images/decode.ts';
import type { Chance } from '../random.ts';

/** Tiles of a picture, across and down. */
export const layouts = [
  { across: 1, down: 1 },
  { across: 4, down: 4 },
  { across: 8, down: 6 },
] as const satisfies Layout[];

export interface Layout {
  across: number;
  down: number;
}

const tile = { width: 256, height: 192 };

/** @param paths of photos, from which the tiles are drawn; the first one is there in any case. */
export async function photoOfSize(
  paths: readonly string[],
  { across, down }: Layout,
  chance: Chance,
): Promise<Picture> {
  const [first = '', ...others] = paths;
  const drawn = [first, ...chance.shuffle(others)].slice(0, across * down);
  if (across * down === 1) return decode(await readFile(first), 320, false);
  const tiles = await Promise.all(
    drawn.map(async (path, at) => ({
      input: await sharp(path)
        .resize(tile.width, tile.height, { fit: 'cover' })
        .removeAlpha()
        .toColourspace('srgb')
        .png()
        .toBuffer(),
      left: (at % across) * tile.width,
      top: Math.floor(at / across) * tile.height,
    })),
  );
  const { data, info } = await sharp({
    create: { width: across * tile.width, height: down * tile.height, channels: 3, background: '#808080' },
  })
    .composite(tiles)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
