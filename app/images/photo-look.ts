/** One decoding of a photo, from which all comes that the library keeps of its picture. */
import { decode, decodeSqueezed, squeeze, type Picture } from './decode.ts';
import { readMetadata, type PhotoMetadata } from './metadata.ts';
import { encodeThumbnail, isOwnThumbnail, thumbnailSide } from './thumbnail.ts';
import { squeezePart, withinBars } from './trim.ts';

export interface PhotoLook {
  metadata: PhotoMetadata;
  /** `side · side · 3` bytes, sRGB, row by row: the whole picture squeezed to a square. Null of a video that cannot be seen. */
  pixels: Uint8Array | null;
  /** The same of what lies within flat bars; null where there are none. */
  trimmed: Uint8Array | null;
  /** JPEG. */
  thumbnail: Uint8Array;
}

/**
 * @param side of the squeezed picture, in pixels.
 * @throws PersonError whose message completes "The file … ".
 */
export async function lookAtPhoto(bytes: Uint8Array, side: number): Promise<PhotoLook & { pixels: Uint8Array }> {
  const metadata = await readMetadata(bytes);
  if (isOwnThumbnail(bytes, metadata)) {
    const pixels = await decodeSqueezed(bytes, side, false);
    const picture = () => decode(bytes, thumbnailSide, false);
    return { metadata, pixels, trimmed: await trim(pixels, side, picture), thumbnail: bytes };
  }
  const picture = await decode(bytes, thumbnailSide, metadata.alpha);
  const [pixels, thumbnail] = await Promise.all([squeeze(picture, side), encodeThumbnail(picture)]);
  return { metadata, pixels, trimmed: await trim(pixels, side, () => Promise.resolve(picture)), thumbnail };
}

/**
 * What lies within the bars of a known photo, from its thumbnail: the picture as it was decoded, but for JPEG's losses.
 * @returns null where there are none.
 */
export async function trimThumbnail(thumbnail: Uint8Array, side: number): Promise<Uint8Array | null> {
  const picture = await decode(thumbnail, thumbnailSide, false);
  return trim(await squeeze(picture, side), side, () => Promise.resolve(picture));
}

async function trim(pixels: Uint8Array, side: number, decoded: () => Promise<Picture>): Promise<Uint8Array | null> {
  const part = withinBars(pixels, side);
  return part === null ? null : squeezePart(await decoded(), part, side);
}
