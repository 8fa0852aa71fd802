/** What an edit is: one thing that happens to a photo on its way from the camera to a second folder. */
import type { Sharp } from 'sharp';
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';

export interface EditedFile {
  bytes: Buffer;
  extension: 'jpg' | 'webp';
}

/** The kinds of match that the verifier may rightly give an edit and its original. */
export type ExpectedKind = 'resized' | 'edited' | 'cropped';

export interface Edit {
  name: string;
  expected: ExpectedKind;
  /** Nothing is ever enlarged: what an edit shows of its original has as many pixels as there, or fewer. */
  make: (photo: Picture, chance: Chance) => Promise<EditedFile>;
}

/** An edit of the pixels, saved as most programs save: a good JPEG. */
export function pixelEdit(
  name: string,
  expected: ExpectedKind,
  change: (photo: Picture, chance: Chance) => Sharp | Promise<Sharp>,
): Edit {
  return {
    name,
    expected,
    make: async (photo, chance) => asJpeg(await change(photo, chance), Math.round(chance.between(80, 95))),
  };
}

export async function asJpeg(photo: Sharp, quality: number): Promise<EditedFile> {
  return { bytes: await photo.jpeg({ quality }).toBuffer(), extension: 'jpg' };
}

/** The pixels after some steps: sharp has an order of its own within one pipeline, so that steps are taken one by one. */
export async function pixelsOf(photo: Sharp): Promise<Picture> {
  const { data, info } = await photo.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export function scaled({ width, height }: Picture, factor: number): { width: number; height: number } {
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** A window of this share of each side, anywhere in the photo. */
export function cropped(photo: Picture, share: number, chance: Chance): Sharp {
  const { width, height } = scaled(photo, share);
  const left = chance.below(photo.width - width + 1);
  const top = chance.below(photo.height - height + 1);
  return fromPicture(photo).extract({ left, top, width, height });
}
