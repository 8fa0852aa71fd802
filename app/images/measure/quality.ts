/** The quality at which a JPEG was saved, from its quantisation table. */
import { luminanceSteps } from '../jpeg-coding.ts';

/** The sum of the luminance table of ITU-T T.81, annex K, which libjpeg scales: quality 50. */
const standardSum = 3688;

/** The standard luminance table itself, row by row. */
// prettier-ignore
export const standardSteps: readonly number[] = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
  14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
  49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

/**
 * @returns 1 to 100 on libjpeg's scale, for other encoders' tables that of a table which is as coarse on average; null
 * where the bytes hold no luminance table.
 */
export function jpegQuality(bytes: Uint8Array): number | null {
  const steps = luminanceSteps(bytes);
  if (steps === null) return null;
  const scale = (steps.reduce((sum, step) => sum + step, 0) / standardSum) * 100;
  const quality = scale <= 100 ? (200 - scale) / 2 : 5000 / scale;
  return Math.min(100, Math.max(1, Math.round(quality)));
}

/** What the standard table is multiplied with for a quality from 1 to 100. */
export function qualityScale(quality: number): number {
  return quality < 50 ? 50 / quality : (200 - 2 * quality) / 100;
}
