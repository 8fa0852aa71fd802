/** A picture as a codec makes it from itself once more, as coarsely as a file of it was coded: what that coding costs. */
import sharp from 'sharp';
import { decodeWhole, type WholePicture } from './whole-picture.ts';

const formats = new Set(['webp', 'avif']);

/**
 * @param format of the file. @param size bytes of the file, whose pictures are as many pixels as this one.
 * @returns null where the format loses nothing, or is none that is known here.
 */
export async function recoded(picture: WholePicture, format: string, size: number): Promise<WholePicture | null> {
  if (!formats.has(format)) return null;
  let [low, high] = [1, 99];
  while (high - low > 4) {
    const middle = (low + high) >> 1;
    if ((await encode(picture, format, middle)).length > size) high = middle;
    else low = middle;
  }
  const whole = await decodeWhole(await encode(picture, format, low), false);
  return { ...whole, opacity: picture.opacity };
}

function encode({ colours, width, height }: WholePicture, format: string, quality: number): Promise<Buffer> {
  const image = sharp(colours, { raw: { width, height, channels: 3 } });
  return (format === 'webp' ? image.webp({ quality, effort: 1 }) : image.avif({ quality, effort: 1 })).toBuffer();
}
