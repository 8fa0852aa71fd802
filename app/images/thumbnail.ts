import { fromPicture, type Picture } from './decode.ts';

/** Longest side of a thumbnail, in pixels. */
export const thumbnailSide = 320;

const small = 48 * 1024;

/**
 * A JPEG that is small, upright and opaque already is its own thumbnail: encoding it again would cost time and
 * quality for nothing.
 */
export function isOwnThumbnail(
  bytes: Uint8Array,
  { format, width, height, orientation }: { format: string; width: number; height: number; orientation: number },
): boolean {
  return format === 'jpeg' && orientation === 1 && bytes.length <= small && Math.max(width, height) <= thumbnailSide;
}

/** A JPEG of a picture that fits the thumbnail's side. */
export async function encodeThumbnail(picture: Picture): Promise<Uint8Array> {
  return fromPicture(picture).jpeg({ quality: 82 }).toBuffer();
}
