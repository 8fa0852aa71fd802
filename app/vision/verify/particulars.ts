/**
 * Whether two pictures agree in what tells pictures apart. Lines of print, stripes, horizons and gradients run through a
 * block from edge to edge, and the rules of a table cross in it: pictures that have nothing else in common share them.
 * Of each block the plane nearest to its light is taken away, then the means of its rows and of its columns, then the
 * strongest crossing, and what is left after each step is compared.
 */
import { sampleAt, samplingLevel, type Pyramid } from './sample.ts';
import { takeCrossingAway, takeLinesAway, takePlaneAway } from './strip-block.ts';
import { apply, determinant, type Transform } from './transform.ts';

export interface Particulars {
  /** Correlation of what is left, on the average over the best blocks by weight, −1 to 1; 0 where there is nothing. */
  agreement: number;
  /** Blocks that have something left, as a share of all that both pictures show. */
  share: number;
  /** Those of them that do not agree, as a share of those that have something left. */
  differing: number;
}

interface AllParticulars {
  planes: Particulars;
  lines: Particulars;
  crossings: Particulars;
}

/** Blocks along a side. */
const fineBlocksAlong = 20;
const coarseBlocksAlong = 10;
const cellsAlong = 8;
/** Something is left when it deviates this much, in levels; and beyond this it weighs no more. */
const contrast = 2;
const fullContrast = 8;
/** The worst blocks, by weight, may be covered by a caption. */
const counted = 0.68;
/** Correlation from which a block agrees. */
const agreeing = 0.5;
/** From which two pictures have something particular in common, see docs/MEASURED.md. */
const withoutLines = { agreement: 0.55, share: 0.01 };
/**
 * Where much of one picture lies over the other, what differs must be little of what is particular: a caption is, another
 * photo on the same page is not.
 */
const coveredDiffering = 0.27;
/** The same once crossings are gone, where that leaves something. */
const withoutCrossings = { agreement: 0.35, share: 0.02 };
/**
 * From which what is particular is enough, though the light changes over the picture or a pattern lies on all of it: it
 * agrees well, and nearly everywhere; finely, or better still coarsely, where compression, the pattern or a slip of the
 * map hides what is fine. Frames, pages, faces and machines of one make that different pictures share leave more that
 * differs.
 */
const allOver = {
  planes: { agreement: 0.87, differing: 0.18 },
  lines: { agreement: 0.9, differing: 0.15 },
  crossings: { agreement: 0.82, differing: 0.22 },
};
const coarselyAllOver = {
  planes: { agreement: 0.94, differing: 0.08 },
  lines: { agreement: 0.94, differing: 0.08 },
  crossings: { agreement: 0.9, differing: 0.12 },
};
/**
 * The same, less of it, where nearly every feature that both have lies on one map: then as much of the picture may be covered, or lie
 * under a pattern, as leaves the features alone. Another photo on the same page has features of its own.
 */
const byFeatures = {
  planes: { agreement: 0.85, differing: 1 },
  lines: { agreement: 0.85, differing: 1 },
  crossings: { agreement: 0.8, differing: 1 },
};
/**
 * From which what is coarse is enough: grain, hard compression or a pattern that lies on all of one picture hides what is fine, but
 * not what a few large blocks show. There must be something nearly everywhere: before a plain wall two things of one make differ
 * in less.
 */
const beneath = { share: 0.8, blocksAlong: 6, lines: 0.88, crossings: 0.86 };
/** Agreement without planes, coarsely, below which none of these was ever met: looking finely costs four times as much. */
const hopeless = 0.8;
/** What is left of lines, as a share of the blocks: less says too little of all of the picture. */
const leastShare = 0.1;

/**
 * Whether two pictures have more in common than many others would.
 * @param map from pixels of `a` to pixels of `b`. @param isCovered whether something lies over much of either.
 */
export function shareParticulars(a: Pyramid, b: Pyramid, map: Transform, isCovered = false): boolean {
  const { lines, crossings } = measureParticulars(a, b, map, fineBlocksAlong);
  if (isCovered && lines.differing > coveredDiffering) return false;
  if (lines.share < withoutLines.share || lines.agreement < withoutLines.agreement) return false;
  return crossings.share < withoutCrossings.share || crossings.agreement >= withoutCrossings.agreement;
}

/**
 * Whether two pictures have all that is particular in common, whatever their light is.
 * @param map from pixels of `a` to pixels of `b`. `isNearlyAll`: whether nearly all features lie on it; `mayLieBeneath`: whether
 * something may lie on all of one of them.
 * @returns how well that agrees, 0 to 1; null where it does not.
 */
export function agreeInParticulars(
  a: Pyramid,
  b: Pyramid,
  map: Transform,
  { isNearlyAll, mayLieBeneath }: { isNearlyAll: boolean; mayLieBeneath: boolean },
): number | null {
  const coarse = measureParticulars(a, b, map, coarseBlocksAlong);
  if (coarse.planes.agreement < hopeless) return null;
  const fine = measureParticulars(a, b, map, fineBlocksAlong);
  if (isEnough(fine, allOver)) return fine.lines.agreement;
  if (isEnough(coarse, isNearlyAll ? byFeatures : coarselyAllOver)) return coarse.lines.agreement;
  if (!mayLieBeneath || coarse.planes.share < beneath.share) return null;
  const { lines, crossings } = measureParticulars(a, b, map, beneath.blocksAlong);
  const isBeneath = lines.agreement >= beneath.lines && crossings.agreement >= beneath.crossings;
  return isBeneath ? crossings.agreement : null;
}

function isEnough({ planes, lines, crossings }: AllParticulars, least: typeof allOver): boolean {
  if (lines.share < leastShare || !isAllOver(planes, least.planes) || !isAllOver(lines, least.lines)) return false;
  return crossings.share < withoutCrossings.share || isAllOver(crossings, least.crossings);
}

function isAllOver(found: Particulars, least: { agreement: number; differing: number }): boolean {
  return found.agreement >= least.agreement && found.differing <= least.differing;
}

/**
 * @param map from pixels of `a` to pixels of `b`. @param blocksAlong a side of `a`.
 * @returns how the two agree without the light that grows over a block, without their lines, and without crossings as well.
 */
export function measureParticulars(a: Pyramid, b: Pyramid, map: Transform, blocksAlong: number): AllParticulars {
  const planes: Compared[] = [];
  const lines: Compared[] = [];
  const crossings: Compared[] = [];
  let shown = 0;
  const [ofA, ofB] = [new Float32Array(cellsAlong ** 2), new Float32Array(cellsAlong ** 2)];
  const sample = sampler(a, b, map, blocksAlong * cellsAlong);
  for (let blockY = 0; blockY < blocksAlong; blockY++)
    for (let blockX = 0; blockX < blocksAlong; blockX++) {
      if (!sample(blockX * cellsAlong, blockY * cellsAlong, ofA, ofB)) continue;
      shown++;
      for (const [strip, found] of [
        [takePlaneAway, planes],
        [takeLinesAway, lines],
        [takeCrossingAway, crossings],
      ] as const) {
        strip(ofA, cellsAlong);
        strip(ofB, cellsAlong);
        const compared = compare(ofA, ofB);
        if (compared !== null) found.push(compared);
      }
    }
  return { planes: summarise(planes, shown), lines: summarise(lines, shown), crossings: summarise(crossings, shown) };
}

/** Brings the light of a block of cells of `a`, and that of the same places in `b`; false where `b` does not show them all. */
function sampler(a: Pyramid, b: Pyramid, map: Transform, side: number) {
  const [stepX, stepY] = [a.width / side, a.height / side];
  const scale = Math.sqrt(Math.abs(determinant(map)));
  const levelA = samplingLevel(a, Math.max(stepX, stepY));
  const levelB = samplingLevel(b, Math.max(stepX, stepY) * scale);
  return (left: number, top: number, ofA: Float32Array, ofB: Float32Array): boolean => {
    for (let y = 0, at = 0; y < cellsAlong; y++)
      for (let x = 0; x < cellsAlong; x++, at++) {
        const from = { x: (left + x + 0.5) * stepX, y: (top + y + 0.5) * stepY };
        const to = apply(map, from);
        if (to.x < 0 || to.y < 0 || to.x > b.width || to.y > b.height) return false;
        ofA[at] = sampleAt(levelA, from.x, from.y);
        ofB[at] = sampleAt(levelB, to.x, to.y);
      }
    return true;
  };
}

interface Compared {
  score: number;
  weight: number;
}

/** @returns null where nothing is left in either. */
function compare(a: Float32Array, b: Float32Array): Compared | null {
  let [aa, bb, ab] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    aa += a[at] * a[at];
    bb += b[at] * b[at];
    ab += a[at] * b[at];
  }
  const deviation = Math.sqrt(Math.max(aa, bb) / a.length);
  if (deviation < contrast) return null;
  return { score: ab / Math.max(1, Math.sqrt(aa * bb)), weight: Math.min(deviation, fullContrast) };
}

function summarise(found: readonly Compared[], shown: number): Particulars {
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { agreement: 0, share: 0, differing: 1 };
  let left = counted * total;
  let agreement = 0;
  let differing = 0;
  for (const { score, weight } of found.toSorted((one, other) => other.score - one.score)) {
    if (score < agreeing) differing++;
    const used = Math.min(weight, left);
    agreement += used * score;
    left -= used;
  }
  return { agreement: agreement / (counted * total), share: found.length / shown, differing: differing / found.length };
}
