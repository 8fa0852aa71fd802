/** Which of two files with the same frame was made from the other, by all that tells it. */
import { captioned } from './captioned.ts';
import { cutLight } from './cut-light.ts';
import { frameOf, type FramePixels, type Lay, type Made } from './laid-frames.ts';
import { rounded, roundedCopy } from './rounded.ts';

/** Evidence, as a logarithm of odds: of what nothing speaks against, and of light that is cut off and of captions. */
export const certain = 20;
const telling = 6;

/**
 * @param lay lays `a` on `b`.
 * @param areCopies whether the two are one picture: then nothing but its coding tells.
 * @returns a logarithm of odds: above 0 where `b` was made from `a`, below 0 where `a` was made from `b`; 0 where it cannot
 * be told.
 */
export function madeFrom(a: FramePixels, b: FramePixels, lay: Lay, areCopies = false): number {
  const frame = frameOf(a, lay, b);
  if (frame === null) return 0;
  if (areCopies) return asEvidence(roundedCopy(a, b, lay, frame), certain);
  return asEvidence(cutLight(frame) ?? captioned(frame), telling) + rounded(a, b, lay, frame);
}

/** @param weight of what tells which was made. */
export function asEvidence(made: Made, weight: number): number {
  return made === null ? 0 : made === 'b' ? weight : -weight;
}
