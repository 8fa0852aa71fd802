/** A photo as the verifier sees it, from its thumbnail. */
import { decode, squeeze } from '../../images/decode.ts';
import type { PhotoMetadata } from '../../images/metadata.ts';
import { thumbnailSide } from '../../images/thumbnail.ts';
import { framingSide } from '../../vision/verify/framing.ts';
import { smallSide, viewsOf, type SmallPhoto, type View } from '../../vision/copies/resized.ts';
import type { Features } from '../../vision/verify/features.ts';
import { toSight, type Sight } from '../../vision/verify/sight.ts';
import { intoSharedMemory } from './shared-memory.ts';

export interface PhotoFacts extends Pick<
  PhotoMetadata,
  'format' | 'width' | 'height' | 'orientation' | 'pages' | 'alpha' | 'duration'
> {
  thumbnail: Uint8Array;
}

/** What the verifier must know of a photo, and nothing else that is known of it. */
export function toFacts({ format, width, height, orientation, pages, alpha, duration }: Omit<PhotoFacts, 'thumbnail'>) {
  return { format, width, height, orientation, pages, alpha, duration };
}

export interface Visible extends SmallPhoto, PhotoFacts {
  views: View[];
  /** What finding edits and crops takes; made when it is first asked for. */
  sight: () => Sight;
}

/** The same as a value that threads share. */
export interface SeenPhoto extends Omit<Visible, 'sight'> {
  /** Null where it was only seen as far as telling copies takes. */
  sight: (Omit<Sight, 'features'> & { features: Features }) | null;
}

export async function toVisible(facts: PhotoFacts): Promise<Visible> {
  const { width, height, orientation } = facts;
  const picture = await decode(facts.thumbnail, thumbnailSide, false);
  const pixels = await squeeze(picture, smallSide);
  let sight: Sight | undefined;
  return {
    format: facts.format,
    width,
    height,
    orientation,
    pages: facts.pages,
    alpha: facts.alpha,
    duration: facts.duration,
    thumbnail: facts.thumbnail,
    pixels,
    views: viewsOf({ pixels, width, height, orientation }),
    sight: () => (sight ??= toSight(picture, { width, height }, squeezedLuma(pixels))),
  };
}

/**
 * @param closely whether also to see what finding edits and crops takes.
 * @param block memory that the photo may be put into; all of a photo lies in one block.
 */
export async function seePhoto(facts: PhotoFacts, closely: boolean, block?: SharedArrayBuffer): Promise<SeenPhoto> {
  const { sight, ...photo } = await toVisible(facts);
  if (!closely) return intoSharedMemory({ ...photo, sight: null }, block);
  const { pyramid, detail, features } = sight();
  return intoSharedMemory({ ...photo, sight: { pyramid, detail, features: features() } }, block);
}

export function fromSeen({ sight, ...photo }: SeenPhoto): Visible {
  return {
    ...photo,
    sight: () => {
      if (sight === null) throw new Error('This photo was not seen closely.');
      return { ...sight, features: () => sight.features };
    },
  };
}

/** Luminance of the small picture, as means over its cells. */
function squeezedLuma(pixels: Uint8Array): Float32Array {
  const luma = new Float32Array(framingSide ** 2);
  const cell = smallSide / framingSide;
  for (let y = 0, at = 0; y < smallSide; y++)
    for (let x = 0; x < smallSide; x++, at += 3) {
      const into = Math.floor(y / cell) * framingSide + Math.floor(x / cell);
      const light = 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
      luma[into] = (luma[into] ?? 0) + light / cell ** 2;
    }
  return luma;
}
