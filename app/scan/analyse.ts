/** From one photo's bytes to everything that the library keeps of its content: one decoding serves them all. */
import { decode, decodeSqueezed, squeeze } from '../images/decode.ts';
import { readMetadata, type PhotoMetadata } from '../images/metadata.ts';
import { encodeThumbnail, isOwnThumbnail, thumbnailSide } from '../images/thumbnail.ts';
import type { Encoder } from '../vision/encoder/encoder.ts';
import type { Model } from '../vision/encoder/model.ts';
import { sketch } from '../vision/copies/sketch.ts';
import { toStored } from '../vision/encoder/stored-view.ts';

export interface Analysis extends PhotoMetadata {
  /** JPEG. */
  thumbnail: Uint8Array;
  sketch: Uint8Array;
  /** As displayed; and as stored, where an orientation tag makes that another view. */
  vectors: { view: 'displayed' | 'stored'; vector: Float16Array }[];
}

/**
 * @param starting the encoder; while it starts, the first photos are decoded.
 * @throws PersonError whose message completes "The file … ".
 */
export async function analyse(
  bytes: Uint8Array,
  starting: Promise<Encoder> | Encoder,
  model: Model,
): Promise<Analysis> {
  const { size } = model.input;
  const metadata = await readMetadata(bytes);
  const { pixels, thumbnail } = await smallPictures(bytes, metadata, size);
  const encoder = await starting;
  const displayed = encoder.embed(pixels);
  const stored = metadata.orientation === 1 ? null : encoder.embed(toStored(pixels, size, 3, metadata.orientation));
  const vectors: Analysis['vectors'] = [{ view: 'displayed', vector: await displayed }];
  if (stored !== null) vectors.push({ view: 'stored', vector: await stored });
  return { ...metadata, thumbnail, sketch: sketch(pixels, size), vectors };
}

async function smallPictures(bytes: Uint8Array, metadata: PhotoMetadata, size: number) {
  if (isOwnThumbnail(bytes, metadata)) return { pixels: await decodeSqueezed(bytes, size, false), thumbnail: bytes };
  const picture = await decode(bytes, thumbnailSide, metadata.alpha);
  const [pixels, thumbnail] = await Promise.all([squeeze(picture, size), encodeThumbnail(picture)]);
  return { pixels, thumbnail };
}
