import { fromPicture } from './decode.ts';
import { readMetadata } from './metadata.ts';
import { DamagedPhoto, decodeFailure, openPhoto } from './open.ts';
import { readable } from './readers/foreign.ts';
import { decodeSeenPart } from './seen-part.ts';

const quality = 88;

/** A JPEG of the photo, or of what can be seen of it, upright and in sRGB, to look at on a screen. @param side of the longest side, in pixels, at most. */
export async function encodePreview(bytes: Uint8Array, side: number): Promise<Uint8Array> {
  try {
    return await openPhoto(await readable(bytes, side))
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .jpeg({ quality })
      .toBuffer()
      .catch(decodeFailure);
  } catch (error) {
    if (!(error instanceof DamagedPhoto)) throw error;
    const { picture } = await decodeSeenPart(bytes, side, await readMetadata(bytes), error);
    return fromPicture(picture).jpeg({ quality }).toBuffer();
  }
}
