import { appendFile, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const width = 4032;
const height = 3024;

/** Drawn photos; the rest are these again with a few bytes at their end, which makes them new content. */
const drawn = 20;

/**
 * Makes 12-megapixel JPEGs of 2 to 3 MB, as phones take them: noise at several scales, from a seed each, so that every
 * run has the same files.
 */
export async function makeLargePhotos(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let at = 0; at < count; at++) {
    const path = join(folder, `${at}.jpg`);
    if (at < drawn) await drawPhoto(path, at);
    else {
      await copyFile(join(folder, `${at % drawn}.jpg`), path);
      await appendFile(path, String(at));
    }
  }
}

async function drawPhoto(path: string, seed: number): Promise<void> {
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
  await sharp(coarse)
    .composite([
      { input: middle ?? Buffer.alloc(0), blend: 'soft-light' },
      { input: fine ?? Buffer.alloc(0), blend: 'soft-light' },
    ])
    .jpeg({ quality: 90 })
    .toFile(path);
}
