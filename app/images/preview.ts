import { decodeFailure, openPhoto } from './open.ts';
import { readable } from './readers/foreign.ts';

/** Longest side of a preview, in pixels. */
export const previewSide = 2048;
/** The same where all pixels are wanted: those of a phone's 48 megapixels are all there, and what has more is still shown. */
export const fullSide = 8192;

/** A JPEG of the photo, upright and in sRGB, to look at on a screen. @param side of the longest side, in pixels, at most. */
export async function encodePreview(bytes: Uint8Array, side = previewSide): Promise<Uint8Array> {
  return openPhoto(await readable(bytes, side))
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .jpeg({ quality: 88 })
    .toBuffer()
    .catch(decodeFailure);
}
