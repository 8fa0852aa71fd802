/** Whether all pixels of two photos are equal: proven from their files, as cheaply as it can be. */
import type { PhotoMetadata } from '../images/metadata.ts';
import { isDecodedWhole } from '../images/readers/foreign.ts';
import type { Proofs } from './pixel-proofs.ts';

export interface Provable extends Pick<PhotoMetadata, 'format' | 'width' | 'height' | 'orientation' | 'depth'> {
  thumbnail: Uint8Array;
  /** Whether the file is so small that it is its own thumbnail. */
  isOwnThumbnail: boolean;
  proofs: Proofs;
}

/** Of two photos that were verified as copies of each other. False as well when one of them is out of reach. */
export async function haveSamePixels(a: Provable, b: Provable): Promise<boolean> {
  const sides = ({ width, height }: Provable) => [width, height].sort((x, y) => x - y).join('×');
  if (sides(a) !== sides(b) || a.depth !== b.depth || !isDecodedWhole(a) || !isDecodedWhole(b)) return false;
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
function thumbnailsDiffer(a: Provable, b: Provable): boolean {
  if (a.isOwnThumbnail || b.isOwnThumbnail || a.orientation !== b.orientation) return false;
  return Buffer.compare(a.thumbnail, b.thumbnail) !== 0;
}
