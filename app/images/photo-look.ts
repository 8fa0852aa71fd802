/** One decoding of a photo, from which all comes that the library keeps of its picture. */
import { decode, decodeSqueezed, squeeze } from './decode.ts';
import { readMetadata, type PhotoMetadata } from './metadata.ts';
import { encodeThumbnail, isOwnThumbnail, thumbnailSide } from './thumbnail.ts';

export interface PhotoLook {
  metadata: PhotoMetadata;
  /** `side · side · 3` bytes, sRGB, row by row: the whole picture squeezed to a square. */
  pixels: Uint8Array;
  /** JPEG. */
  thumbnail: Uint8Array;
}

/**
 * @param side of the squeezed picture, in pixels.
 * @throws PersonError whose message completes "The file … ".
 */
export async function lookAtPhoto(bytes: Uint8Array, side: number): Promise<PhotoLook> {
  const metadata = await readMetadata(bytes);
  if (isOwnThumbnail(bytes, metadata))
    return { metadata, pixels: await decodeSqueezed(bytes, side, false), thumbnail: bytes };
  const picture = await decode(bytes, thumbnailSide, metadata.alpha);
  const [pixels, thumbnail] = await Promise.all([squeeze(picture, side), encodeThumbnail(picture)]);
  return { metadata, pixels, thumbnail };
}
