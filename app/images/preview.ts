import { decodeFailure, openPhoto } from './open.ts';
import { readable } from './readers/foreign.ts';

/** Longest side of a preview, in pixels. */
const previewSide = 2048;

/** A JPEG of the photo, upright and in sRGB, to look at on a screen. */
export async function encodePreview(bytes: Uint8Array): Promise<Uint8Array> {
  return openPhoto(await readable(bytes, previewSide))
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize(previewSide, previewSide, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .jpeg({ quality: 88 })
    .toBuffer()
    .catch(decodeFailure);
}
