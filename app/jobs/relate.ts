/** How two photos relate, by what can be verified from their small pixels, and from all of them where that may prove equality. */
import type { PixelDigests } from '../images/digest.ts';
import { resize, squeeze } from '../images/decode.ts';
import type { PhotoMetadata } from '../images/metadata.ts';
import { isResized, smallSide, viewsOf, type SmallPhoto, type View } from '../vision/verify.ts';

export interface Relatable extends SmallPhoto, Pick<PhotoMetadata, 'pages' | 'alpha' | 'depth'> {
  views: View[];
  /** Of all its pixels: costs a whole decoding, so it is asked for late. Null when the photo is out of reach. */
  digests: () => Promise<PixelDigests | null>;
}

/** @returns null when nothing is verified: the two are similar at most. */
export async function relate(a: Relatable, b: Relatable): Promise<'same-pixels' | 'resized' | null> {
  // Of an animation or a many-paged file only the first frame was seen; and transparency is part of the picture.
  if (a.pages > 1 || b.pages > 1 || a.alpha !== b.alpha) return null;
  if (!isResized(await viewsBeside(a, b), await viewsBeside(b, a))) return null;
  return (await haveSamePixels(a, b)) ? 'same-pixels' : 'resized';
}

async function haveSamePixels(a: Relatable, b: Relatable): Promise<boolean> {
  const sides = ({ width, height }: Relatable) => [width, height].sort((x, y) => x - y).join('×');
  if (sides(a) !== sides(b) || a.depth !== b.depth) return false;
  const ofA = await a.digests();
  const ofB = ofA === null ? null : await b.digests();
  return ofB !== null && (ofA?.displayed === ofB.displayed || ofA?.stored === ofB.stored);
}

/** Whether a photo has fewer pixels along a side than small pictures have: enlarged to them, it is blurred. */
function isTiny({ width, height }: { width: number; height: number }): boolean {
  return Math.min(width, height) < smallSide;
}

/**
 * A photo's views, for comparison with another: beside a tiny photo its small picture is taken through the other's
 * size first, so that both are blurred alike.
 */
async function viewsBeside(photo: Relatable, other: Relatable): Promise<View[]> {
  if (!isTiny(other) || photo.width * photo.height <= other.width * other.height) return photo.views;
  const isTurned = photo.width > photo.height !== other.width > other.height;
  const [width, height] = isTurned ? [other.height, other.width] : [other.width, other.height];
  const small = { data: photo.pixels, width: smallSide, height: smallSide };
  const coarse = await resize(small, Math.min(width, smallSide), Math.min(height, smallSide));
  return viewsOf({ ...photo, pixels: await squeeze(coarse, smallSide) });
}
