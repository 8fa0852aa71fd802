/**
 * Whether two photos show the same picture, edited or cropped: a map from one to the other is guessed, by the same
 * framing or by local features, refined, and believed only if the two then agree densely.
 */
import { measureAgreement, type Agreement } from './agreement.ts';
import { findConsensus, type Consensus } from './consensus.ts';
import { bestFraming } from './framing.ts';
import { match } from './match-features.ts';
import { boxOf, coverage, hasPlainBorder, turnOf } from './overlap.ts';
import { agreeInParticulars, shareParticulars } from './particulars.ts';
import { refine } from './refine.ts';
import type { Relation } from './relation.ts';
import type { Pyramid } from './sample.ts';
import { isFramed } from './seam.ts';
import type { Sight } from './sight.ts';
import { affineAt, determinant, invert, type Transform } from './transform.ts';

/** Changes when the verifier comes to see other things: pairs are looked at anew then. */
export const verifierVersion = 'verifier-7';

export interface Verified extends Omit<Relation, 'kind' | 'saturation'> {
  /** Both show the same frame; one is the other within a plain border; or a frame was cut, turned or mirrored. */
  framing: 'same' | 'border' | 'other';
}

/** Measured on held-out photos, see docs/MEASURED.md. */
const limits = {
  /** Correlation of the squeezed pictures from which the same framing is worth a dense look. */
  framing: 0.15,
  /** Features from which a map is worth a dense look. */
  inliers: 4,
  /** Features from which it is believed for what is particular alone, where light or a pattern changes over the picture. */
  manyInliers: 20,
  /** Features, and the share of those that both have, from which nearly all lie on one map. */
  nearlyAll: { inliers: 60, share: 0.93 },
  /** Agreement from which it is believed. */
  agreement: 0.86,
  /** … where something lies on all of one of them, and that one lies in the other all but whole. */
  beneath: { agreement: 0.76, overlay: 0.4, covered: 0.99 },
  /** Share of the overlap that may differ: a caption covers less, a photo between the bars of a screenshot more. */
  overlay: 0.34,
  /** Share from which it must be little of what is particular. */
  muchOverlay: 0.27,
  /** Blocks with something in them: a clear sky agrees with any other. */
  blocks: 6,
  /** The smaller frame must lie in the larger one nearly whole, and must not be a speck of it. */
  inner: 0.6,
  outer: 0.05,
};
/** Agreement below which two of one framing are not brought to agree by refining: features are asked then. */
const hopeless = 0.3;
/** Frames that cover each other to this share are the same; a turn below these degrees is none. */
const sameFrame = 0.955;
const upright = 1.5;

/** A map from one photo to the other, and the features that speak for it. */
type Guess = Pick<Consensus, 'transform' | 'inliers' | 'share'>;

/** @returns null when nothing is verified. */
export function verify(a: Sight, b: Sight): Verified | null {
  const framing = bestFraming(a.detail, b.detail, a.pyramid, b.pyramid);
  if (framing.correlation < limits.framing) return verifyByFeatures(a, b);
  return lookClosely(a, b, { transform: framing.transform, inliers: 0, share: 0 }) ?? verifyByFeatures(a, b);
}

function verifyByFeatures(a: Sight, b: Sight): Verified | null {
  const [featuresA, featuresB] = [a.features(), b.features()];
  for (const mirrored of [false, true]) {
    const matches = match(featuresA, featuresB, mirrored);
    const consensus = findConsensus(featuresA, featuresB, matches, mirrored, b.pyramid.width);
    if (consensus === null || consensus.inliers < limits.inliers) continue;
    const verified = lookClosely(a, b, consensus) ?? lookFromTheSide(a, b, consensus);
    if (verified !== null) return verified;
  }
  return null;
}

/** Two pictures, one of which a map lays on the other. */
interface Laid {
  /** Whether the one that is laid is the second one. */
  isReversed: boolean;
  inner: Pyramid;
  outer: Pyramid;
  map: Transform;
  /** Share of the outer one that the inner one covers. */
  outerCovered: number;
}

/** Lays the frame of which more is covered on the other one: then all of it can be compared. */
function orient(a: Sight, b: Sight, map: Transform): Laid {
  const [coveredA, coveredB] = [coverage(a.pyramid, b.pyramid, map), coverage(b.pyramid, a.pyramid, invert(map))];
  const isReversed = coveredB > coveredA;
  return isReversed
    ? { isReversed, inner: b.pyramid, outer: a.pyramid, map: invert(map), outerCovered: coveredA }
    : { isReversed, inner: a.pyramid, outer: b.pyramid, map, outerCovered: coveredB };
}

/** Checks a map from `a` to `b`, first as it is: refining may be misled, by a caption or a tone that saturates. */
function lookClosely(a: Sight, b: Sight, guess: Guess): Verified | null {
  const exact = check(a, b, guess);
  if (exact.verified !== null) return exact.verified;
  if (guess.inliers === 0 && exact.seen.agreement < hopeless) return null;
  const { isReversed, inner, outer, map } = exact.laid;
  const refined = refine(inner, outer, map);
  if (refined === null || !isUsable(refined)) return null;
  return check(a, b, { ...guess, transform: isReversed ? invert(refined) : refined }).verified;
}

/** A print or a screen that was photographed is seen from the side. */
function lookFromTheSide(a: Sight, b: Sight, { perspective }: Consensus): Verified | null {
  const seen = perspective();
  return seen === null || !isUsable(seen.transform) ? null : check(a, b, seen).verified;
}

/** Checks densely whether `b` shows what `a` does where a map lays it. */
function check(a: Sight, b: Sight, guess: Guess): { laid: Laid; seen: Agreement; verified: Verified | null } {
  const laid = orient(a, b, guess.transform);
  const seen = measureAgreement(laid.inner, laid.outer, laid.map);
  const certainty = isLargeEnough(seen, laid.outerCovered) ? certaintyOf(seen, laid, guess) : null;
  return { laid, seen, verified: certainty === null ? null : describe(laid, seen, certainty, guess) };
}

function describe(
  { isReversed, inner, outer, map, outerCovered }: Laid,
  seen: Agreement,
  certainty: number,
  guess: Guess,
): Verified {
  const isWhole = seen.covered >= sameFrame && outerCovered >= sameFrame;
  const middle = affineAt(map, { x: inner.width / 2, y: inner.height / 2 });
  const turn = turnOf(middle);
  const mirrored = determinant(middle) < 0;
  const isUpright = !mirrored && Math.abs(turn) < upright;
  const scale = Math.sqrt(Math.abs(determinant(middle)));
  return {
    framing: !isUpright
      ? 'other'
      : isWhole
        ? 'same'
        : seen.covered >= sameFrame && hasPlainBorder(inner, outer, map)
          ? 'border'
          : 'other',
    score: toScore(certainty),
    box: boxOf(inner, outer, map),
    inside: isReversed ? 'b' : 'a',
    turn: isReversed && !mirrored ? -turn : turn,
    mirrored,
    scale: isReversed ? 1 / scale : scale,
    share: 1 / (1 / seen.covered + 1 / outerCovered - 1),
    gain: isReversed ? 1 / Math.max(0.01, seen.gain) : seen.gain,
    offset: isReversed ? -seen.offset : seen.offset,
    agreement: seen.agreement,
    overlay: seen.overlay,
    inliers: guess.inliers,
    framed: !isWhole && isFramed(inner, outer, map),
  };
}

function isUsable(map: Transform): boolean {
  const area = Math.abs(determinant(map));
  return Number.isFinite(area + map.x0 + map.y0) && area > 1e-3 && area < 1e3;
}

function isLargeEnough({ blocks, covered }: Agreement, outerCovered: number): boolean {
  return (
    blocks >= limits.blocks &&
    Math.max(covered, outerCovered) >= limits.inner &&
    Math.min(covered, outerCovered) >= limits.outer
  );
}

/** How well the two agree, 0 to 1; null where that is not enough. */
function certaintyOf(seen: Agreement, { inner, outer, map }: Laid, { inliers, share }: Guess): number | null {
  if (isBelievable(seen) && shareParticulars(inner, outer, map, seen.overlay > limits.muchOverlay))
    return seen.agreement;
  if (inliers < limits.manyInliers) return null;
  const { nearlyAll } = limits;
  const { agreement, overlay, covered } = limits.beneath;
  return agreeInParticulars(inner, outer, map, {
    isNearlyAll: inliers >= nearlyAll.inliers && share >= nearlyAll.share,
    mayLieBeneath: seen.agreement >= agreement && seen.overlay <= overlay && seen.covered >= covered,
  });
}

function isBelievable({ agreement, overlay }: Agreement): boolean {
  return agreement >= limits.agreement && overlay <= limits.overlay;
}

/**
 * How sure an agreement is, 0 to 1: a curve between the highest that different photos reached and what edits usually
 * reach. It is no fitted chance.
 */
function toScore(agreement: number): number {
  return 1 / (1 + Math.exp(-30 * (agreement - 0.8)));
}
