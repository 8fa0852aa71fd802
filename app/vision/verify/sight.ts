/** A photo as the verifier sees it. What takes long to see is seen when it is first asked for. */
import { findFeatures, type Features } from './features.ts';
import { framingSide, toDetail } from './framing.ts';
import { resample, toGrey } from './picture.ts';
import { toPyramid, type Pyramid } from './sample.ts';

/** Longest side of the pictures that are looked at, in pixels; a smaller photo is enlarged to it. */
export const sightSide = 320;

export interface Sight {
  pyramid: Pyramid;
  /** The squeezed picture, less its surroundings' means. */
  detail: Float32Array;
  features: () => Features;
}

/**
 * @param pixels three bytes each, sRGB, upright: a thumbnail.
 * @param photo the size of the photo itself, whose proportions are the true ones.
 * @param luma the photo squeezed to `framingSide` × `framingSide`, in levels.
 */
export function toSight(
  { data, width, height }: { data: Uint8Array; width: number; height: number },
  photo: { width: number; height: number },
  luma: Float32Array,
): Sight {
  if (luma.length !== framingSide ** 2) throw new RangeError(`A squeezed picture has ${framingSide}² values.`);
  // Not by sharp: where it enlarges, it moves the picture by half a pixel, a mirrored one to the other side.
  const picture = resample(toGrey(data, width, height), sightSize(photo));
  let features: Features | undefined;
  return {
    pyramid: toPyramid(picture),
    detail: toDetail(luma),
    features: () => (features ??= findFeatures(picture)),
  };
}

/** The size at which a photo is looked at. */
function sightSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = sightSide / Math.max(width, height);
  // A thin strip is seen a little too wide: below this nothing could be told in it.
  const fit = (side: number) => Math.max(16, Math.round(side * scale));
  return { width: fit(width), height: fit(height) };
}
