import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const width = 4032;
const height = 3024;

/**
 * Makes 12-megapixel JPEGs, as phones take them: noise at several scales, which compresses like a real photo
 * (about 4 MB), from a seed each, so that every run has the same files.
 */
export async function makeLargePhotos(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let at = 0; at < count; at++) {
    const layers = [8, 64, 512].map(async (cell, layer) => {
      const small = { width: Math.ceil(width / cell), height: Math.ceil(height / cell) };
      const pixels = Buffer.alloc(small.width * small.height * 3);
      let state = at * 7919 + layer * 104_729 + 1;
      for (let i = 0; i < pixels.length; i++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        pixels[i] = state >>> 24;
      }
      return sharp(pixels, { raw: { ...small, channels: 3 } })
        .resize(width, height, { fit: 'fill', kernel: 'cubic' })
        .png({ compressionLevel: 0 })
        .toBuffer();
    });
    const [fine, middle, coarse] = await Promise.all(layers);
    await sharp(coarse)
      .composite([
        { input: middle ?? Buffer.alloc(0), blend: 'soft-light' },
        { input: fine ?? Buffer.alloc(0), blend: 'soft-light' },
      ])
      .jpeg({ quality: 90 })
      .toFile(join(folder, `${at}.jpg`));
  }
}
