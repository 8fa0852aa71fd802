/** A picture as a codec makes it from itself once more, as coarsely as a file of it was coded: what that coding costs. */
import sharp, { type Sharp } from 'sharp';
import { jpegCoding } from './jpeg-coding.ts';
import { webpQuality } from './measure/webp-quality.ts';
import { decodeWhole, type WholePicture } from './whole-picture.ts';

interface Coding {
  /** @param quality 1 to 99. @param isDraft whether a quick result will do. */
  encode: (picture: WholePicture, quality: number, isDraft: boolean) => Promise<Buffer>;
  /** Whether what was made is coded more finely than the file. */
  isFiner: (made: Buffer) => boolean;
}

/**
 * @param file whose pictures are as many pixels as this one: the quality is sought at which this one is as coarse.
 * @returns null where the format loses nothing, where its tables tell what it loses, or where it is none that is known here.
 */
export async function recoded(
  picture: WholePicture,
  file: { format: string; bytes: Uint8Array },
): Promise<WholePicture | null> {
  const coding = codingOf(file);
  if (coding === null) return null;
  let [low, high] = [1, 99];
  while (high - low > 4) {
    const middle = (low + high) >> 1;
    if (coding.isFiner(await coding.encode(picture, middle, true))) high = middle;
    else low = middle;
  }
  const whole = await decodeWhole(await coding.encode(picture, low, false), false);
  return { ...whole, opacity: picture.opacity };
}

function codingOf({ format, bytes }: { format: string; bytes: Uint8Array }): Coding | null {
  const isLarger = (made: Buffer) => made.length > bytes.length;
  if (format === 'webp') {
    const quality = webpQuality(bytes);
    if (quality === null) return null;
    // The quantiser in its header does not depend on how hard the encoder tried; what it loses does.
    return {
      encode: (picture, asked, isDraft) =>
        imageOf(picture)
          .webp({ quality: asked, effort: isDraft ? 0 : 4 })
          .toBuffer(),
      isFiner: (made) => (webpQuality(made) ?? 100) > quality,
    };
  }
  if (format === 'avif')
    return {
      encode: (picture, quality) => imageOf(picture).avif({ quality, effort: 1 }).toBuffer(),
      isFiner: isLarger,
    };
  const coding = format === 'jpeg' ? jpegCoding(bytes) : null;
  if (coding === null || coding.isStandard) return null;
  // In another colour space the tables tell about the light only: where colours are thinned out there, some of it goes
  // into the light of sRGB. Display P3 stands for all that are wider.
  const chromaSubsampling = coding.thinX * coding.thinY > 1 ? '4:2:0' : '4:4:4';
  return {
    encode: (picture, quality) => imageOf(picture).withIccProfile('p3').jpeg({ quality, chromaSubsampling }).toBuffer(),
    isFiner: isLarger,
  };
}

function imageOf({ colours, width, height }: WholePicture): Sharp {
  return sharp(colours, { raw: { width, height, channels: 3 } });
}
