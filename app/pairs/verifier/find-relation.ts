/** How two photos relate: copies first, which are told in a fraction of a millisecond; then edits and crops. */
import { resize, squeeze } from '../../images/decode.ts';
import { reverse, wholeBox, type Relation } from '../../vision/verify/relation.ts';
import { compareLight, isReencoded, isResized, smallSide, viewsOf, type View } from '../../vision/copies/resized.ts';
import { saturationInside } from '../../vision/verify/saturation.ts';
import { verify } from '../../vision/verify/verify.ts';
import { mayBeOne } from '../../videos/duration.ts';
import { areSameFrames } from '../../videos/same-video.ts';
import type { Visible } from './visible-photo.ts';

/** Verified copies that were no copies: none in 34,000 pairs of different photos; this claims no more than that shows. */
const resizedScore = 0.999;

/**
 * @param isClose whether to look for edits and crops as well as for copies.
 * @returns null when nothing is verified: the two are similar at most. The same from either side.
 */
export async function findRelation(a: Visible, b: Visible, isClose = true): Promise<Relation | null> {
  // One fixed order, so that rounding cannot make the answer depend on who is asked first.
  if (Buffer.compare(a.thumbnail, b.thumbnail) > 0) {
    const relation = await findRelation(b, a, isClose);
    return relation === null ? null : reverse(relation);
  }
  // Frames are all that is seen of a video, which nobody takes for a copy because of them.
  if (a.duration !== null || b.duration !== null)
    return mayBeOne(a, b) && areSameFrames(a.pixels, b.pixels, smallSide)
      ? { ...copies(a, b, a.views[0], b.views[0]), kind: 'edited' }
      : null;
  const [viewsA, viewsB] = [await viewsBeside(a, b), await viewsBeside(b, a)];
  // Whether they are, the proof tells, which looks at all of both files. Of a raw file only its preview is seen: what was
  // developed from it, or its neighbour of a series, is no copy of it.
  const mayBeCopies = a.format !== 'raw' && b.format !== 'raw';
  if (isResized(viewsA, viewsB)) {
    const relation = copies(a, b, viewsA[0], viewsB[0]);
    return mayBeCopies ? relation : { ...relation, kind: 'edited' };
  }
  // Of an animation or a many-paged file only the first frame was seen.
  if (!isClose || a.pages > 1 || b.pages > 1) return null;
  const verified = verify(a.sight(), b.sight());
  if (verified === null) return null;
  const { framing, ...evidence } = verified;
  const light = viewsA[0] && viewsB[0] ? compareLight(viewsA[0], viewsB[0]) : null;
  const saturation = framing === 'same' && light !== null ? light.saturation : partSaturation(evidence, viewsA, viewsB);
  const scale = (evidence.scale * widthShare(b)) / widthShare(a);
  const kind =
    framing === 'other'
      ? 'cropped'
      : framing === 'same' && mayBeCopies && light !== null && isReencoded(light)
        ? 'resized'
        : 'edited';
  return { ...evidence, kind, saturation, scale };
}

/** Saturation of `b` as a multiple of that of `a` where the two lie on each other. */
function partSaturation(
  { box, inside, turn }: Pick<Relation, 'box' | 'inside' | 'turn'>,
  [a]: View[],
  [b]: View[],
): number {
  if (a === undefined || b === undefined) return 1;
  return inside === 'b' ? saturationInside(b, a, box, turn) : 1 / saturationInside(a, b, box, turn);
}

/** Pixels of the photo a pixel of what was looked at. */
function widthShare({ width, height }: Visible): number {
  return Math.max(width, height);
}

function copies(a: Visible, b: Visible, viewA: View | undefined, viewB: View | undefined): Relation {
  const light = viewA && viewB ? compareLight(viewA, viewB) : { gain: 0, offset: 0 };
  return {
    kind: 'resized',
    score: resizedScore,
    box: wholeBox,
    inside: 'a',
    turn: 0,
    mirrored: false,
    scale: Math.sqrt((b.width * b.height) / (a.width * a.height)),
    share: 1,
    gain: 1 + light.gain,
    offset: light.offset,
    saturation: 1,
    agreement: 1,
    overlay: 0,
    inliers: 0,
    framed: false,
  };
}

/** Whether a photo has fewer pixels along a side than small pictures have: enlarged to them, it is blurred. */
function isTiny({ width, height }: { width: number; height: number }): boolean {
  return Math.min(width, height) < smallSide;
}

/**
 * A photo's views, for comparison with another: beside a tiny photo its small picture is taken through the other's
 * size first, so that both are blurred alike.
 */
async function viewsBeside(photo: Visible, other: Visible): Promise<View[]> {
  if (!isTiny(other) || photo.width * photo.height <= other.width * other.height) return photo.views;
  const isTurned = photo.width > photo.height !== other.width > other.height;
  const [width, height] = isTurned ? [other.height, other.width] : [other.width, other.height];
  const small = { data: photo.pixels, width: smallSide, height: smallSide };
  const coarse = await resize(small, Math.min(width, smallSide), Math.min(height, smallSide));
  return viewsOf({ ...photo, pixels: await squeeze(coarse, smallSide) });
}
