/** How every photo is opened: one set of limits, one set of reasons. */
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { errorMessage, PersonError } from '../errors.ts';
import { withEndOfImage } from './jpeg-end.ts';

/** 0x3FFF², sharp's own default: above any camera, below what fills the memory. */
export const largestPicture = 268_402_689;

const openOptions: SharpOptions = {
  limitInputPixels: largestPicture,
  // Damaged and truncated pixels are refused; harmless warnings (odd EXIF, stray bytes between markers) are not.
  failOn: 'error',
  sequentialRead: true,
};

// Photos are decoded side by side, one thread each: faster than several threads on one photo. Nothing is opened twice.
sharp.concurrency(1);
sharp.cache(false);

/** A photo of which not all can be decoded: something of it may be seen all the same (`seen-part`). */
export class DamagedPhoto extends PersonError {
  override name = 'DamagedPhoto';
}

/**
 * Opens a photo. One that only lacks its end marker is whole if it decodes without the least complaint once it has one.
 * @param isTolerant whether what is missing is filled with one colour, instead of failing.
 */
export function openPhoto(bytes: Uint8Array, isTolerant = false): Sharp {
  if (isTolerant) return sharp(bytes, { ...openOptions, failOn: 'none' });
  const ended = withEndOfImage(bytes);
  return ended === null ? sharp(bytes, openOptions) : sharp(ended, { ...openOptions, failOn: 'warning' });
}

/**
 * Turns a failed decoding into a reason that completes "The file … ".
 * @param isPhoto whether the file is known to be in a format that is read, at least at its start.
 */
export function decodeFailure(error: unknown, isPhoto = false): never {
  // Sharp's own words are sure; what libvips adds to them may be about another photo that was decoded at the same time.
  const words = errorMessage(error);
  if (/unsupported image format/i.test(words) && !isPhoto)
    throw new PersonError('is not a photo: its content is in no format that Twinlens reads');
  if (/exceeds pixel limit/i.test(words))
    throw new PersonError(`has more pixels than the limit of ${Math.round(largestPicture / 1e6)} megapixels`);
  throw new DamagedPhoto('is damaged or cut short');
}
