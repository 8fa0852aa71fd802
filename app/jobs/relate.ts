/** How two photos relate, by what can be verified from their small pixels, and from all of them where that may prove equality. */
import { decodeSqueezed, resize, squeeze } from '../images/decode.ts';
import type { PhotoMetadata } from '../images/metadata.ts';
import { proofsOf, type Proofs } from './proofs.ts';
import { isResized, smallSide, viewsOf, type SmallPhoto, type View } from '../vision/verify.ts';

export interface Relatable extends SmallPhoto, Pick<PhotoMetadata, 'format' | 'pages' | 'alpha' | 'depth'> {
  views: View[];
  thumbnail: Uint8Array;
  isOwnThumbnail: boolean;
  proofs: Proofs;
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
  if (a.format === 'jpeg' && b.format === 'jpeg') {
    if (thumbnailsDiffer(a, b)) return false;
    const compressed = await a.proofs.compressed();
    if (compressed !== null && compressed === (await b.proofs.compressed())) return true;
  }
  const ofA = await a.proofs.pixels();
  const ofB = ofA === null ? null : await b.proofs.pixels();
  return ofB !== null && (ofA?.displayed === ofB.displayed || ofA?.stored === ofB.stored);
}

/**
 * Thumbnails of two JPEGs with equal pixels are equal to the byte, since they were made in the same way: most
 * re-encoded copies are told by them, and need no decoding.
 */
function thumbnailsDiffer(a: Relatable, b: Relatable): boolean {
  if (a.isOwnThumbnail || b.isOwnThumbnail || a.orientation !== b.orientation) return false;
  return Buffer.compare(a.thumbnail, b.thumbnail) !== 0;
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

/**
 * A photo as one that can be related to others.
 * @param facts its metadata, and its thumbnail.
 * @param size bytes of its file.
 * @param read gives the file's bytes, or null when it is out of reach.
 */
export async function relatable(
  facts: Omit<Relatable, 'pixels' | 'views' | 'isOwnThumbnail' | 'proofs'>,
  size: number,
  read: () => Promise<Uint8Array | null>,
): Promise<Relatable> {
  const { format, pages, alpha, depth, width, height, orientation, thumbnail } = facts;
  const pixels = await decodeSqueezed(thumbnail, smallSide, false);
  return {
    ...{ format, pages, alpha, depth, width, height, orientation, thumbnail, pixels },
    views: viewsOf({ pixels, width, height, orientation }),
    isOwnThumbnail: thumbnail.length === size,
    proofs: proofsOf(read, orientation),
  };
}
