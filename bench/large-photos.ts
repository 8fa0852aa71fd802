import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pMap from 'p-map';
import sharp, { type Sharp } from 'sharp';

const width = 4032;
const height = 3024;

/** Each drawn photo comes four times: as it is, mirrored, upside down, and both. */
const turns: ((photo: Sharp) => Sharp)[] = [
  (photo) => photo,
  (photo) => photo.flop(),
  (photo) => photo.flip(),
  (photo) => photo.rotate(180),
];

/**
 * Makes 12-megapixel JPEGs of 2 to 3 MB, as phones take them: noise at several scales, from a seed each, so that every
 * run has the same files.
 */
export async function makeLargePhotos(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const seeds = Array.from({ length: Math.ceil(count / turns.length) }, (_, seed) => seed);
  await pMap(seeds, (seed) => drawPhotos(folder, seed), { concurrency: 2 });
}

async function drawPhotos(folder: string, seed: number): Promise<void> {
  const layers = [8, 64, 512].map(async (cell, layer) => {
    const small = { width: Math.ceil(width / cell), height: Math.ceil(height / cell) };
    const pixels = Buffer.alloc(small.width * small.height * 3);
    let state = seed * 7919 + layer * 104_729 + 1;
    for (let i = 0; i < pixels.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      pixels[i] = state >>> 24;
    }
    const noise = sharp(pixels, { raw: { ...small, channels: 3 } });
    return noise.resize(width, height, { fit: 'fill', kernel: 'cubic' }).png({ compressionLevel: 0 }).toBuffer();
  });
  const [fine, middle, coarse] = await Promise.all(layers);
  const drawn = await sharp(coarse)
    .composite([
      { input: middle ?? Buffer.alloc(0), blend: 'soft-light' },
      { input: fine ?? Buffer.alloc(0), blend: 'soft-light' },
    ])
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { channels } = drawn.info;
  for (const [at, turn] of turns.entries()) {
    const photo = sharp(drawn.data, { raw: { width, height, channels } });
    await turn(photo)
      .jpeg({ quality: 90 })
      .toFile(join(folder, `${seed}-${at}.jpg`));
  }
}
