/** From one photo to everything that the library keeps of its content: one decoding serves them all. */
import type { PhotoMetadata } from '../images/metadata.ts';
import { lookAtPhoto, type PhotoLook } from '../images/photo-look.ts';
import type { View } from '../store/vectors.ts';
import type { Embedding, Encoder } from '../vision/encoder/encoder.ts';
import type { Model } from '../vision/encoder/model.ts';
import { sketch, sketchSide } from '../vision/copies/sketch.ts';
import { toStored } from '../vision/encoder/stored-view.ts';

export interface Analysis extends PhotoMetadata {
  /** JPEG. */
  thumbnail: Uint8Array;
  sketch: Uint8Array;
  /**
   * Of a video that cannot be seen, none. Else as displayed; as stored, where an orientation tag makes that another view; and what lies within flat bars, where it
   * has some.
   */
  vectors: ({ view: View } & Embedding)[];
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
  { metadata, pixels, trimmed, thumbnail }: PhotoLook,
  starting: Promise<Encoder> | Encoder,
  model: Model,
): Promise<Analysis> {
  const { size } = model.input;
  if (pixels === null) return { ...metadata, thumbnail, sketch: new Uint8Array(sketchSide ** 2), vectors: [] };
  const encoder = await starting;
  const views: { view: View; pixels: Uint8Array }[] = [{ view: 'displayed', pixels }];
  if (metadata.orientation !== 1)
    views.push({ view: 'stored', pixels: toStored(pixels, size, 3, metadata.orientation) });
  if (trimmed !== null) views.push({ view: 'trimmed', pixels: trimmed });
  const vectors = await Promise.all(
    views.map(async ({ view, pixels }) => ({ view, ...(await encoder.embed(pixels)) })),
  );
  return { ...metadata, thumbnail, sketch: sketch(pixels, size), vectors };
}

/** A photo's background: the highest of its views. */
export function backgroundOf(vectors: readonly Pick<Embedding, 'background'>[]): number {
  return Math.max(...vectors.map(({ background }) => background));
}
