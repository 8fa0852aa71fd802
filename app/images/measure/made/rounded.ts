/**
 * Which of two files with the same frame was made from the other: a JPEG's coefficients were rounded to its steps. Seen
 * from the picture that it was made from, what it lost is spread evenly over half a step to either side; seen from the
 * one that was made of it, what that one lost is bunched, or spread far over the steps.
 */
import { blockCosine, blockStarts, lowFrequencies } from '../block-cosine.ts';
import { frameOf, inverse, type Frame, type FramePixels, type Lay, type Made } from './laid-frames.ts';
import { predictLight } from './predicted-light.ts';

/** Coefficients below this share of a step were nought, and say nothing. */
const leastStep = 0.6;
/** Coefficients that must be there, and how many of the blocks, the best explained, have a say. */
const enough = 120;
const used = 0.6;
/** The variance that rounding to whole steps leaves, in steps. */
const ofSteps = 1 / 12;
/**
 * What whole levels leave of a pixel's light beside what the steps do, as a variance: written once before it was coded
 * (1/12), and once after, in light (1/12) and in three colours (1/27). With steps of one or two that is as much as the steps leave.
 */
const leftByLevels = 1 / 12 + 1 / 12 + 1 / 27;
/** At most about so many are weighed, and of so many blocks, from all over the picture: more would say the same. */
const most = 4000;
const mostBlocks = 2000;
/**
 * Spread, as a multiple of what rounding leaves, up to which a file is explained by it where its losses are not bunched,
 * and above which it is not.
 */
const explained = 1.1;
const notBunched = -0.05;
const unexplained = 5;
/** Neither tells anything where both spread so much: more than coding lies between the two. */
const unexplainedBoth = 3;
/** What counts as evidence, as a logarithm of odds: a regression on photos and their edits, see docs/MEASURED.md. */
const evidence = {
  /** For a file that is explained where the other one is not, … */
  explained: 4,
  /** … or else for how much better rounding explains what a file lost than bunched losses do: a log-likelihood a coefficient, … */
  likelihood: 26,
  most: 0.05,
  /** … and how much better it does so in the one file than in the other; … */
  difference: 23,
  mostDifferent: 0.1,
  /** … and for the doublings by which losses spread more, or less, than what rounding leaves. */
  wider: -0.85,
  narrower: 0.75,
  widest: 2,
};
/** Of two copies, which nothing but coding tells apart: likelihood that tells, and spread above which rounding tells nothing. */
const clearInCopies = 0.04;
const unexplainedInCopies = 2.5;
/** Of two JPEGs with steps nearly the same the one with the finer ones, whose losses spread more, always seems the made one: it must spread so much more. */
const apartInCopies = 2.5;

/**
 * @param lay lays `a` on `b`. @param frame how it lies there.
 * @returns a logarithm of odds: above 0 where `b` was made from `a`, below 0 where `a` was made from `b`; 0 where the files
 * tell nothing.
 */
export function rounded(a: FramePixels, b: FramePixels, lay: Lay, frame: Frame): number {
  const [ofA, ofB] = bothRoundings(a, b, lay, frame, false);
  if (ofA === null || ofB === null) return 0;
  if (isRounded(ofB) && ofA.spread > unexplained) return evidence.explained;
  if (isRounded(ofA) && ofB.spread > unexplained) return -evidence.explained;
  if (Math.min(ofA.spread, ofB.spread) > unexplainedBoth) return 0;
  const difference = within(evidence.mostDifferent, ofB.likelihood - ofA.likelihood);
  return evidenceOf(ofB) - evidenceOf(ofA) + evidence.difference * difference;
}

/**
 * The same of two copies, of which one JPEG is enough to tell.
 * @returns the one that was made from the other; null where it cannot be told.
 */
export function roundedCopy(a: FramePixels, b: FramePixels, lay: Lay, frame: Frame): Made {
  const [ofA, ofB] = bothRoundings(a, b, lay, frame, true);
  if (b.steps === null) return ofOne(ofA, 'a', 'b');
  if (a.steps === null) return ofOne(ofB, 'b', 'a');
  if (ofA === null || ofB === null) return null;
  if (ofB.spread < explained && ofA.excess > unexplainedInCopies) return 'b';
  if (ofA.spread < explained && ofB.excess > unexplainedInCopies) return 'a';
  const difference = ofB.likelihood - ofA.likelihood;
  if (Math.abs(difference) < clearInCopies) return null;
  const [made, [rounded, other]] = difference > 0 ? ['b' as const, [ofB, ofA]] : ['a' as const, [ofA, ofB]];
  const isFiner = rounded.spread > other.spread;
  return isFiner && rounded.spread < apartInCopies * other.spread ? null : made;
}

/** @param areCopies then frequencies of which both files have the same steps are left out: both have lost the same there. */
function bothRoundings(
  a: FramePixels,
  b: FramePixels,
  lay: Lay,
  frame: Frame,
  areCopies: boolean,
): [Explained | null, Explained | null] {
  const shared = (own: Uint16Array | null, theirs: Uint16Array | null) =>
    areCopies && own !== null && theirs !== null
      ? own.map((step, at) => Number(theirs[laidAt(at, lay)] === step))
      : null;
  return [
    rounding(frameOf(b, inverse(lay), a), a.steps, shared(a.steps, b.steps)),
    rounding(frame, b.steps, shared(b.steps, a.steps)),
  ];
}

/** Where a frequency lies in the table of a picture that a quarter turn lays on another one. */
function laidAt(at: number, { quarters }: Lay): number {
  return quarters % 2 === 0 ? at : (at % 8) * 8 + (at >> 3);
}

function isRounded({ likelihood, spread }: Explained): boolean {
  return spread < explained && likelihood > notBunched;
}

function evidenceOf({ likelihood, spread }: Explained): number {
  const doublings = within(evidence.widest, Math.log2(spread));
  return (
    evidence.likelihood * within(evidence.most, likelihood) +
    (doublings > 0 ? evidence.wider : evidence.narrower) * doublings
  );
}

function within(most: number, value: number): number {
  return Math.max(-most, Math.min(most, value));
}

/** Of a copy with steps and one without: its rounding explains what tells it from the other one, or does not. */
function ofOne(own: Explained | null, itself: 'a' | 'b', other: 'a' | 'b'): Made {
  if (own === null) return null;
  if (own.excess > unexplainedInCopies) return other;
  return Math.abs(own.likelihood) < clearInCopies ? null : own.likelihood > 0 ? itself : other;
}

/**
 * How well the rounding of a file to its steps explains what tells it from the picture that lies on it.
 * @param shared 1 for frequencies that are left out.
 */
function rounding(frame: Frame | null, steps: Uint16Array | null, shared: Uint16Array | null): Explained | null {
  if (steps === null || frame === null) return null;
  const { own, shown, light } = blocksOf(frame);
  const { predicted, isUsable } = predictLight(shown, own, light);
  const lost = light.map((value, at) => value - (predicted[at] ?? 0));
  return explain(lossesOf(lost, light, isUsable, steps, shared));
}

/** Blocks from all over a frame, one after the other: of each the 64 pixels, row by row. */
function blocksOf({ own, shown, light, width, height }: Frame): Pick<Frame, 'own' | 'shown' | 'light'> {
  const all = Math.floor(width / 8) * Math.floor(height / 8);
  const starts = blockStarts(width, height, Math.max(1, Math.ceil(all / mostBlocks)));
  const blocks = {
    own: new Uint8Array(starts.length * 64 * 3),
    shown: new Uint8Array(starts.length * 64 * 3),
    light: new Float32Array(starts.length * 64),
  };
  for (const [block, start] of starts.entries()) {
    for (let row = 0; row < 8; row++) {
      const [from, to] = [start + row * width, block * 64 + row * 8];
      blocks.own.set(own.subarray(from * 3, (from + 8) * 3), to * 3);
      blocks.shown.set(shown.subarray(from * 3, (from + 8) * 3), to * 3);
      blocks.light.set(light.subarray(from, from + 8), to);
    }
  }
  return blocks;
}

interface Loss {
  /** Of one coefficient, in steps. */
  steps: number;
  /** The variance that rounding to whole steps leaves of it, and writing whole levels. */
  expected: number;
}

/** Of each block what its coefficients lost. */
function lossesOf(
  lost: Float32Array,
  light: Float32Array,
  isUsable: Uint8Array,
  steps: Uint16Array,
  shared: Uint16Array | null,
): Loss[][] {
  const blocks = [];
  for (let start = 0; start < light.length; start += 64) {
    if (isUsable.subarray(start, start + 64).reduce((sum, one) => sum + one, 0) < 60) continue;
    const losses: Loss[] = [];
    for (const { across, down } of lowFrequencies) {
      if (shared?.[down * 8 + across] === 1) continue;
      const step = steps[down * 8 + across] ?? 1;
      if (Math.abs(blockCosine(light, start, 8, across, down)) < leastStep * step) continue;
      losses.push({
        steps: blockCosine(lost, start, 8, across, down) / step,
        expected: ofSteps + leftByLevels / step ** 2,
      });
    }
    if (losses.length > 1) blocks.push(losses);
  }
  return blocks;
}

/** Spreads of the noise that comes on top of rounding, and of noise alone; in steps. */
const noises = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.9, 1.4];
const alone = [0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.29, 0.35, 0.45, 0.6, 0.9, 1.4];
/** Coefficients that nothing explains, and how widely they lie. */
const stray = 0.02;
const strayWidth = 6;

interface Explained {
  /** How far the losses spread, as a multiple of what rounding to whole steps leaves, … */
  spread: number;
  /** … and of what that and whole levels leave: with fine steps only this tells that something else was done. */
  excess: number;
  /** How much better rounding explains them than bunched losses do: a log-likelihood a coefficient. */
  likelihood: number;
}

function explain(blocks: readonly Loss[][]): Explained | null {
  const ordered = blocks.toSorted((a, b) => meanSquare(a) - meanSquare(b));
  const all = ordered.slice(0, Math.ceil(ordered.length * used)).flat();
  if (all.length < enough) return null;
  const every = Math.ceil(all.length / most);
  const losses = all.filter((_, at) => at % every === 0);
  const best = (spreads: readonly number[], density: (loss: number, spread: number) => number) =>
    Math.max(
      ...spreads.map((spread) =>
        losses.reduce((sum, { steps }) => sum + Math.log((1 - stray) * density(steps, spread) + stray / strayWidth), 0),
      ),
    );
  const rounded = best(noises, (loss, spread) => normal((loss + 0.5) / spread) - normal((loss - 0.5) / spread));
  const bunched = best(
    alone,
    (loss, spread) => Math.exp(-0.5 * (loss / spread) ** 2) / (spread * Math.sqrt(2 * Math.PI)),
  );
  const beyond = (expected: (loss: Loss) => number) => meanSquare(losses) / mean(losses.map(expected));
  return {
    spread: beyond(() => ofSteps),
    excess: beyond(({ expected }) => expected),
    likelihood: (rounded - bunched) / losses.length,
  };
}

function meanSquare(losses: readonly Loss[]): number {
  return mean(losses.map(({ steps }) => steps ** 2));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The normal distribution function (Abramowitz and Stegun 7.1.26). */
function normal(value: number): number {
  const x = Math.abs(value) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const tail = series * Math.exp(-x * x);
  return value >= 0 ? 1 - tail / 2 : tail / 2;
}
