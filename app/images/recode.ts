/** A picture as a codec makes it from itself once more, as coarsely as a file of it was coded: what that coding costs. */
import sharp, { type Sharp } from 'sharp';
import { jpegCoding } from './jpeg-coding.ts';
import { decodeWhole, type WholePicture } from './whole-picture.ts';

type Encoder = (picture: WholePicture, quality: number) => Promise<Buffer>;

/**
 * @param file whose pictures are as many pixels as this one: the quality is sought at which this one takes as many bytes.
 * @returns null where the format loses nothing, where its tables tell what it loses, or where it is none that is known here.
 */
export async function recoded(
  picture: WholePicture,
  file: { format: string; bytes: Uint8Array },
): Promise<WholePicture | null> {
  const encode = encoderOf(file);
  if (encode === null) return null;
  let [low, high] = [1, 99];
  while (high - low > 4) {
    const middle = (low + high) >> 1;
    if ((await encode(picture, middle)).length > file.bytes.length) high = middle;
    else low = middle;
  }
  const whole = await decodeWhole(await encode(picture, low), false);
  return { ...whole, opacity: picture.opacity };
}

function encoderOf({ format, bytes }: { format: string; bytes: Uint8Array }): Encoder | null {
  if (format === 'webp') return (picture, quality) => imageOf(picture).webp({ quality, effort: 1 }).toBuffer();
  if (format === 'avif') return (picture, quality) => imageOf(picture).avif({ quality, effort: 1 }).toBuffer();
  const coding = format === 'jpeg' ? jpegCoding(bytes) : null;
  if (coding === null || coding.isStandard) return null;
  // In another colour space the tables tell about the light only: where colours are thinned out there, some of it goes
  // into the light of sRGB. Display P3 stands for all that are wider.
  const chromaSubsampling = coding.thinX * coding.thinY > 1 ? '4:2:0' : '4:4:4';
  return (picture, quality) => imageOf(picture).withIccProfile('p3').jpeg({ quality, chromaSubsampling }).toBuffer();
}

function imageOf({ colours, width, height }: WholePicture): Sharp {
  return sharp(colours, { raw: { width, height, channels: 3 } });
}
