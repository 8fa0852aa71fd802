import { framingSide } from '../../../../app/vision/verify/framing.ts';
import type { Features } from '../../../../app/vision/verify/features.ts';
import { toSight } from '../../../../app/vision/verify/sight.ts';
import { paintedPixels, type Pixels } from '../../../photos.ts';

export function featuresOf(pixels: Pixels): Features {
  return toSight(pixels, pixels, new Float32Array(framingSide ** 2)).features();
}

/** Local features of a painted picture. */
export async function paintedFeatures(seed: number): Promise<Features> {
  return featuresOf(await paintedPixels(seed, { width: 640, height: 480 }));
}
