/** From one photo to everything that the library keeps of its content: one decoding serves them all. */
import type { PhotoMetadata } from '../images/metadata.ts';
import { lookAtPhoto, type PhotoLook } from '../images/photo-look.ts';
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
 * Decodes in this process: for photos that are known to be harmless.
 * @throws PersonError whose message completes "The file … ".
 */
export async function analyse(
  bytes: Uint8Array,
  starting: Promise<Encoder> | Encoder,
  model: Model,
): Promise<Analysis> {
  return embedLook(await lookAtPhoto(bytes, model.input.size), starting, model);
}

/** @param starting the encoder; while it starts, the first photos are decoded. */
export async function embedLook(
  { metadata, pixels, thumbnail }: PhotoLook,
  starting: Promise<Encoder> | Encoder,
  model: Model,
): Promise<Analysis> {
  const { size } = model.input;
  const encoder = await starting;
  const displayed = encoder.embed(pixels);
  const stored = metadata.orientation === 1 ? null : encoder.embed(toStored(pixels, size, 3, metadata.orientation));
  const vectors: Analysis['vectors'] = [{ view: 'displayed', vector: await displayed }];
  if (stored !== null) vectors.push({ view: 'stored', vector: await stored });
  return { ...metadata, thumbnail, sketch: sketch(pixels, size), vectors };
}
