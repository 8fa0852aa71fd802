import { decodeFailure, openPhoto } from './open.ts';
import { readable } from './readers/foreign.ts';

/** A JPEG of the photo, upright and in sRGB, to look at on a screen. @param side of the longest side, in pixels, at most. */
export async function encodePreview(bytes: Uint8Array, side: number): Promise<Uint8Array> {
  return openPhoto(await readable(bytes, side))
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .jpeg({ quality: 88 })
    .toBuffer()
    .catch(decodeFailure);
}
