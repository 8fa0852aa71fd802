/** What the room takes and returns: photos are rows of one matrix, everything else numbers. */

/** Vectors of photos, row by row; `rows.length` is a multiple of `dimensions`. Photo i is row i. */
export interface Vectors {
  rows: Float32Array;
  dimensions: number;
}

/** One answer of a person about photos a ≠ b. */
export interface JudgedPair {
  a: number;
  b: number;
  same: boolean;
}

/**
 * What two models, the one in use and a new one, said of an answered pair that neither of them was trained on:
 * probabilities of "same", 0 to 1.
 */
export interface Prediction {
  before: number;
  after: number;
  same: boolean;
  /**
   * Number of the pair's group of linked photos (`clustersOf` in folds.ts): answers within one are not independent of each
   * other.
   */
  component: number;
}

/** A measured value with its 95 % confidence interval. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** How well probabilities tell "same" from "different". */
export interface Quality {
  /** Chance that a "same" pair gets a higher probability than a "different" one, 0 to 1. */
  areaUnderCurve: Interval;
  /** Share of the "same" pairs found at the most generous threshold at which 99 of 100 found pairs are right. */
  recall: Interval;
  /** Wrong answers in 1,000 pairs, when a probability of one half or more is taken for "same". */
  errorsPerThousand: Interval;
}

/** What the gate decides of a new head or judge, and why. */
export interface Decision {
  accepted: boolean;
  /** For the person: what was found, with its numbers. */
  sentence: string;
  answers: number;
  components: number;
  /** Wrong answers, of all `answers`. */
  errors: { before: number; after: number };
  before: Quality;
  after: Quality;
}

/** Probability of "same" at distance d (L2 between unit vectors, 0 to 2): 1 / (1 + e^−(intercept + slope·d)). */
export interface Calibration {
  intercept: number;
  slope: number;
}

export const objectives = ['triplet', 'contrastive', 'arcface', 'cosface', 'sphereface'] as const;
export type Objective = (typeof objectives)[number];
