/** Which of two copies of one size kept all of the picture, where the other one was coded with loss in a way that leaves no steps to read. */
import { readMetadata } from '../../metadata.ts';
import type { Made } from './laid-frames.ts';
import { measurePicture } from '../measure-picture.ts';
import { webpQuality } from '../webp-quality.ts';

const lossless: ReadonlySet<string> = new Set(['png', 'tiff']);

/**
 * @param a, b two files of one picture, of one size, whose pixels are not the same: had the one without loss been made
 * from the other, it would have that one's very pixels. That no camera writes WebP or AVIF makes it sure of the two.
 * @returns the one that was made from the other; null where that cannot be told.
 */
export async function madeWithLoss(a: Uint8Array, b: Uint8Array): Promise<Made> {
  const [ofA, ofB] = [(await readMetadata(a)).format, (await readMetadata(b)).format];
  if (isLossy(b, ofB) && (await isUntouched(a, ofA))) return 'b';
  return isLossy(a, ofA) && (await isUntouched(b, ofB)) ? 'a' : null;
}

function isLossy(bytes: Uint8Array, format: string): boolean {
  return format === 'avif' || (format === 'webp' && webpQuality(bytes) !== null);
}

/** Whether it is coded without loss, and shows no trace of an earlier coding with loss. */
async function isUntouched(bytes: Uint8Array, format: string): Promise<boolean> {
  return lossless.has(format) && (await measurePicture(bytes)).worstQuality === null;
}
