/**
 * The map from one photo to another on which most feature matches agree. A match alone fixes a move, a turn and a
 * scale, so every match is tried, none by chance: the same matches always give the same map. The map is then fitted,
 * affine, to those that agree.
 */
import type { Features } from './features.ts';
import { agrees, featureMap, fewest, type FeatureMap } from './feature-map.ts';
import type { Matches } from './match-features.ts';
import {
  affineAt,
  apply,
  compose,
  determinant,
  fitAffine,
  fitProjective,
  type Point,
  type Transform,
} from './transform.ts';

export interface Consensus {
  /** From pixels of `a` to pixels of `b`. */
  transform: Transform;
  /** Matches that agree with it. */
  inliers: number;
  /** The share of all matches that they are. */
  share: number;
  /** The same for a map that may show the picture from the side; null where too few agree for its eight numbers. */
  perspective: () => Omit<Consensus, 'perspective'> | null;
}

/** Pixels of its own scale that a match may lie off the fitted map. */
const tolerance = 2.2;
const fits = 4;
/** How far they may lie off before the last fit, in the same pixels. */
const roughly = 1.5;
/** An affine map leaves out more of a picture that is seen from the side. */
const fromTheSide = 6;
const fewestForPerspective = 16;
/** Photos are rarely stretched by more than half again, and features do not match over more than five sizes. */
const mostStretch = 1.8;
const mostScale = 5.5;

interface Match extends FeatureMap {
  tolerance: number;
}

/** @param mirrored whether the matches were made with `b` mirrored; @param widthB pixels of `b`. */
export function findConsensus(
  a: Features,
  b: Features,
  matches: Matches,
  mirrored: boolean,
  widthB: number,
): Consensus | null {
  const list = toMatches(a, b, matches, mirrored, widthB);
  let best: Match[] = [];
  let most = fewest - 1;
  for (const guess of list) {
    const count = countAgreeing(guess, list);
    if (count <= most) continue;
    most = count;
    best = list.filter((other) => agrees(guess, other));
  }
  const affine = fitMap(list, best, fitAffine, roughly);
  if (affine === null) return null;
  const mirror = { xx: -1, xy: 0, x0: widthB, yx: 0, yy: 1, y0: 0, px: 0, py: 0 };
  const shown = ({ transform, agreeing }: Fit) => ({
    transform: mirrored ? compose(mirror, transform) : transform,
    inliers: agreeing.length,
    share: agreeing.length / list.length,
  });
  return {
    ...shown(affine),
    perspective: () => {
      const near = withinReach(list, affine.transform, fromTheSide);
      const projective = near.length < fewestForPerspective ? null : fitMap(list, near, fitProjective, roughly * 2);
      if (projective === null || projective.agreeing.length < fewestForPerspective) return null;
      return shown(projective);
    },
  };
}

interface Fit {
  transform: Transform;
  agreeing: Match[];
}

/** Fits a map to matches, and takes for the next fit what agrees with it. @param first those of the first fit. */
function fitMap(
  list: readonly Match[],
  first: Match[],
  fit: (matches: readonly Match[]) => Transform,
  slack: number,
): Fit | null {
  let agreeing = first;
  let transform: Transform | null = null;
  for (let round = 0; round < fits; round++) {
    if (agreeing.length < fewest) return null;
    transform = fit(agreeing);
    if (!isPlausible(affineAt(transform, centreOf(agreeing)))) return null;
    agreeing = withinReach(list, transform, round === fits - 1 ? 1 : slack);
  }
  return transform === null ? null : { transform, agreeing };
}

function withinReach(list: readonly Match[], map: Transform, slack: number): Match[] {
  return list.filter((one) => {
    const to = apply(map, one.from);
    return Math.hypot(to.x - one.to.x, to.y - one.to.y) <= one.tolerance * slack;
  });
}

function centreOf(matches: readonly Match[]): Point {
  const sum = { x: 0, y: 0 };
  for (const { from } of matches) {
    sum.x += from.x;
    sum.y += from.y;
  }
  return { x: sum.x / matches.length, y: sum.y / matches.length };
}

function toMatches(a: Features, b: Features, matches: Matches, mirrored: boolean, widthB: number): Match[] {
  return Array.from(matches.a, (i, at) => {
    const j = matches.b[at];
    const [x, angle] = [b.x[j], b.angle[j]];
    const turn = (mirrored ? Math.PI - angle : angle) - a.angle[i];
    const to = { x: mirrored ? widthB - x : x, y: b.y[j] };
    const map = featureMap({ x: a.x[i], y: a.y[i] }, to, turn, b.scale[j] / a.scale[i]);
    return { ...map, tolerance: tolerance * b.scale[j] };
  });
}

function countAgreeing(guess: Match, list: readonly Match[]): number {
  let count = 0;
  for (const other of list) if (agrees(guess, other)) count++;
  return count;
}

/** Whether a map turns, scales and stretches a little, but neither mirrors nor flattens. */
function isPlausible(transform: Transform): boolean {
  const area = determinant(transform);
  if (area <= 0) return false;
  const { xx, xy, yx, yy } = transform;
  // Sum of the squares of both singular values; their product is the determinant.
  const squares = xx ** 2 + xy ** 2 + yx ** 2 + yy ** 2;
  const ratio = (squares + Math.sqrt(Math.max(0, squares ** 2 - 4 * area ** 2))) / (2 * area);
  const scale = Math.sqrt(area);
  return ratio <= mostStretch && scale <= mostScale && scale >= 1 / mostScale;
}
