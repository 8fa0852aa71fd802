/**
 * What speaks for and against two photos being "the same", as numbers: what a judge weighs. Each says one thing that
 * people differ about, so that a few answers suffice to weigh it anew.
 */

/** What the verifier measured of a pair; the same from either side but for the signs, which do not count. */
export interface Measurements {
  /** Degrees by which one is turned to lie on the other. */
  turn: number;
  mirrored: boolean;
  /** Of both frames laid on each other, the part that both cover, 0 to 1. */
  share: number;
  /** Contrast and saturation of one as multiples of the other's, above 0; and the difference of their brightness, in levels. */
  gain: number;
  saturation: number;
  offset: number;
  /** How well the light agrees, −1 to 1; and the share of it that does not. */
  agreement: number;
  overlay: number;
  /** Local features that fall on each other; 0 when none were needed. */
  inliers: number;
}

/** All that is known of a pair. */
export interface Observation {
  /** L2 between the photos' unit vectors under the active head, 0 to 2. */
  distance: number;
  /** What was verified; null when nothing was. */
  kind: 'same-pixels' | 'resized' | 'edited' | 'cropped' | null;
  /** Null where nothing was verified, and for copies of which nothing more is known than that. */
  measured: Measurements | null;
  /** Between the two shots; null where one of them does not say. */
  secondsApart: number | null;
  /** Null where one of them does not say. */
  sameCamera: boolean | null;
  /** Pixels of the larger photo a pixel of the smaller, from 1 on. */
  sizeRatio: number;
}

/** One number of the evidence. */
export interface Feature {
  name: string;
  /** 0 where there is nothing to say; about 1 where it is plain to see. Distances go below and beyond. */
  of: (pair: Observation) => number;
}

/** From 0 for none to 1 for much: half way up (63 %) at `scale`. Twice as much of what is plain to see says little more. */
function plain(amount: number, scale: number): number {
  return 1 - Math.exp(-Math.abs(amount) / scale);
}

/**
 * Distances that matter lie between those of copies and those of strangers: 0 half way, 1 a step further that a person
 * might notice.
 */
function far(distance: number): number {
  return 5 * (distance - 0.7);
}

/** Only what was verified could be measured. */
function measured(value: (seen: Measurements) => number): Feature['of'] {
  return ({ measured: seen }) => (seen === null ? 0 : value(seen));
}

/** How near in time, 1 for the same second, by the time in which it falls to a third. */
function near(seconds: number): Feature['of'] {
  return ({ secondsApart }) => (secondsApart === null ? 0 : Math.exp(-secondsApart / seconds));
}

const isCopy = ({ kind }: Observation) => kind === 'same-pixels' || kind === 'resized';

export const features: readonly Feature[] = [
  { name: 'any pair', of: () => 1 },
  { name: 'a copy', of: (pair) => Number(isCopy(pair)) },
  { name: 'edited', of: ({ kind }) => Number(kind === 'edited') },
  { name: 'cropped', of: ({ kind }) => Number(kind === 'cropped') },
  { name: 'distance, verified', of: ({ kind, distance }) => (kind === null ? 0 : far(distance)) },
  { name: 'distance, not verified', of: ({ kind, distance }) => (kind === null ? far(distance) : 0) },
  { name: 'other contrast', of: measured(({ gain }) => plain(Math.log(gain), 0.15)) },
  { name: 'other brightness', of: measured(({ offset }) => plain(offset, 20)) },
  { name: 'other colours', of: measured(({ saturation }) => plain(Math.log(saturation), 0.25)) },
  { name: 'covered', of: measured(({ overlay }) => plain(overlay, 0.1)) },
  { name: 'light that disagrees', of: measured(({ agreement }) => plain(1 - agreement, 0.05)) },
  { name: 'cut off', of: measured(({ share }) => plain(1 - share, 0.1)) },
  { name: 'mirrored', of: measured(({ mirrored }) => Number(mirrored)) },
  { name: 'turned', of: measured(({ turn }) => plain(turn, 3)) },
  { name: 'by local features', of: measured(({ inliers }) => Number(inliers > 0)) },
  { name: 'other size', of: ({ sizeRatio }) => plain(Math.log(sizeRatio), 1) },
  { name: 'same moment', of: near(10) },
  { name: 'same hour', of: near(3600) },
  { name: 'same camera', of: ({ sameCamera }) => Number(sameCamera === true) },
  { name: 'other camera', of: ({ sameCamera }) => Number(sameCamera === false) },
];

/** @returns one number a feature, in the order of `features`. */
export function evidenceOf(pair: Observation): Float64Array {
  return Float64Array.from(features, ({ of }) => of(pair));
}

/** Rows of evidence side by side: `pairs.length × features.length`. */
export function evidenceRows(pairs: readonly Observation[]): Float64Array {
  const rows = new Float64Array(pairs.length * features.length);
  pairs.forEach((pair, row) => rows.set(evidenceOf(pair), row * features.length));
  return rows;
}

const verifiedFeatures = ['a copy', 'edited', 'cropped'].map((name) =>
  features.findIndex((feature) => feature.name === name),
);

/** Whether the verifier saw one picture in the pair of a row of evidence. */
export function isVerified(rows: Float64Array, row: number): boolean {
  return verifiedFeatures.some((at) => rows[row * features.length + at] === 1);
}
