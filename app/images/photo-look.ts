/** One decoding of a photo, from which all comes that the library keeps of its picture. */
import { decode, decodeSqueezed, squeeze, type Picture } from './decode.ts';
import { readMetadata, type PhotoMetadata } from './metadata.ts';
import { DamagedPhoto } from './open.ts';
import { decodeSeenPart } from './seen-part.ts';
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

type SeenLook = PhotoLook & { pixels: Uint8Array };

/**
 * @param side of the squeezed picture, in pixels.
 * @throws PersonError whose message completes "The file … ".
 */
export async function lookAtPhoto(bytes: Uint8Array, side: number): Promise<SeenLook> {
  const metadata = await readMetadata(bytes);
  try {
    return await lookAtWhole(bytes, metadata, side);
  } catch (error) {
    if (!(error instanceof DamagedPhoto)) throw error;
    return lookAtDamaged(bytes, metadata, side, error);
  }
}

/** What is there of a damaged photo is looked at as if it were all. */
async function lookAtDamaged(
  bytes: Uint8Array,
  metadata: PhotoMetadata,
  side: number,
  damage: DamagedPhoto,
): Promise<SeenLook> {
  const { picture, across, down } = await decodeSeenPart(bytes, thumbnailSide, metadata, damage);
  const [pixels, thumbnail] = await Promise.all([squeeze(picture, side), encodeThumbnail(picture)]);
  const width = Math.max(1, Math.round(metadata.width * across));
  const height = Math.max(1, Math.round(metadata.height * down));
  return { metadata: { ...metadata, width, height, isDamaged: true }, pixels, trimmed: null, thumbnail };
}

async function lookAtWhole(bytes: Uint8Array, metadata: PhotoMetadata, side: number): Promise<SeenLook> {
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
