/** Statistics of answered pairs. */
import type { Random } from './random.ts';
import type { Calibration, Interval } from './types.ts';

/** 1 / (1 + e^−x). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** ln(p / (1 − p)); of what is certain, as far as such numbers go. @param probability 0 to 1. */
export function logit(probability: number): number {
  const certain = 1e-12;
  const p = Math.min(1 - certain, Math.max(certain, probability));
  return Math.log(p / (1 - p));
}

/** Probability of "same" at a distance. */
export function probabilityAt({ intercept, slope }: Calibration, distance: number): number {
  return logistic(intercept + slope * distance);
}

/**
 * Logistic calibration of distances: Platt 1999, "Probabilistic outputs for support vector machines", with his targets,
 * which keep the fit finite where the two kinds of pairs do not overlap.
 */
export function fitCalibration(distances: ArrayLike<number>, same: readonly boolean[]): Calibration {
  const positives = same.filter(Boolean).length;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (same.length - positives + 2);
  let [intercept, slope] = [0, 0];
  // Newton's method: the loss is convex in its two unknowns. The ridge keeps the slope finite where distances are equal.
  for (let step = 0; step < 30; step++) {
    let [gradient0, gradient1, h00, h01, h11] = [0, 1e-6 * slope, 1e-9, 0, 1e-6];
    same.forEach((isSame, at) => {
      const distance = distances[at];
      const p = logistic(intercept + slope * distance);
      const error = p - (isSame ? high : low);
      const curvature = p * (1 - p);
      gradient0 += error;
      gradient1 += error * distance;
      h00 += curvature;
      h01 += curvature * distance;
      h11 += curvature * distance * distance;
    });
    const determinant = h00 * h11 - h01 * h01;
    intercept -= (h11 * gradient0 - h01 * gradient1) / determinant;
    slope -= (h00 * gradient1 - h01 * gradient0) / determinant;
  }
  return { intercept, slope };
}

/** Mean of −ln of the probability given to what was answered. */
export function logLoss(calibration: Calibration, distances: ArrayLike<number>, same: readonly boolean[]): number {
  const sum = same.reduce((total, isSame, at) => {
    const p = probabilityAt(calibration, distances[at]);
    return total - Math.log(Math.max(1e-12, isSame ? p : 1 - p));
  }, 0);
  return sum / same.length;
}

/** Pairs of one score. */
export interface Level {
  same: number;
  different: number;
}

/** Pairs by falling score, those of equal score together: nobody can tell which of them comes first. */
export function ranked(scores: readonly number[], same: readonly boolean[]): Level[] {
  const order = scores.map((_, at) => at).sort((x, y) => scores[y] - scores[x]);
  const levels: Level[] = [];
  let last: number | undefined;
  for (const at of order) {
    let level = levels.at(-1);
    if (level === undefined || scores[at] !== last) levels.push((level = { same: 0, different: 0 }));
    last = scores[at];
    if (same[at]) level.same++;
    else level.different++;
  }
  return levels;
}

/**
 * The chance that a "same" pair scores higher than a "different" one, ties counting half: area under the ROC curve
 * (Hanley and McNeil 1982). NaN where one of the kinds is missing.
 */
export function areaUnderCurve(levels: readonly Level[]): number {
  let [sum, higher, all] = [0, 0, 0];
  for (const { same, different } of levels) {
    sum += different * (higher + same / 2);
    higher += same;
    all += different;
  }
  return sum / (higher * all);
}

/** The largest share of the "same" pairs that one threshold finds at this precision or a better; 0 where none does. */
export function recallAtPrecision(levels: readonly Level[], precision: number): number {
  let [right, wrong, found] = [0, 0, 0];
  for (const { same, different } of levels) {
    right += same;
    wrong += different;
    if (right >= precision * (right + wrong)) found = right;
  }
  return found / right;
}

/** How many are wrong when a probability of one half or more is taken for "same". */
export function countErrors(probabilities: readonly number[], same: readonly boolean[]): number {
  return same.filter((isSame, at) => probabilities[at] >= 0.5 !== isSame).length;
}

/** Draws of a bootstrap: 25 of them lie beyond each end of a 95 % interval. */
const draws = 1000;

/**
 * Statistics with their 95 % percentile intervals by the cluster bootstrap (Efron and Tibshirani 1993, "An introduction to
 * the bootstrap", chapters 8 and 13): whole clusters are drawn with replacement, because what lies in one hangs together.
 * Draws on which a statistic is not defined (NaN) are left out of its interval.
 * @param statistics of the members of clusters, in any order; always as many.
 */
export function bootstrap<Member>(
  clusters: readonly (readonly Member[])[],
  statistics: (members: readonly Member[]) => number[],
  random: Random,
): Interval[] {
  const drawn = Array.from({ length: draws }, () =>
    statistics(clusters.flatMap(() => clusters[random.below(clusters.length)])),
  );
  return statistics(clusters.flat()).map((value, at) => {
    const values = drawn.map((draw) => draw[at]).filter((one) => !Number.isNaN(one));
    values.sort((x, y) => x - y);
    const tail = Math.floor(values.length * 0.025);
    return { value, low: values.at(tail) ?? NaN, high: values.at(-1 - tail) ?? NaN };
  });
}

/**
 * One-sided sign-flip test (Fisher 1935, "The design of experiments", section 21; Good 2005, "Permutation, parametric and
 * bootstrap tests of hypotheses", section 3.2): how often a sum as large as this one comes about when the sign of every
 * difference is up to chance.
 * @param differences of independent clusters; gains are positive.
 * @returns p, from 1 / (flips + 1) to 1. With few clusters it cannot be small, whatever the differences: 5 give 1/32.
 */
export function signFlipTest(differences: readonly number[], random: Random, flips = 9999): number {
  const observed = differences.reduce((sum, difference) => sum + difference, 0);
  // What rounding makes of the same sum in another order must not count as smaller.
  const reached = observed - 1e-9 * differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  let asLarge = 1;
  for (let flip = 0; flip < flips; flip++) {
    let sum = 0;
    for (const difference of differences) sum += random.next() < 0.5 ? difference : -difference;
    if (sum >= reached) asLarge++;
  }
  return asLarge / (flips + 1);
}
