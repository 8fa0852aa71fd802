/**
 * The pairs whose answers would teach the judge most. An answer is worth what it takes from the uncertainty of all the pairs
 * of the library that are still near the boundary, each weighing by how near (transductive experimental design: Yu, Bi and
 * Tresp 2006; for logistic models Schein and Ungar 2007, "A-optimality"). That asks about what is uncertain and common,
 * about what people differ in, and about nothing that the questions before it answer as well.
 */
import { logitOf } from '../judge/judge-fit.ts';
import type { Judge } from '../judge/judge.ts';
import { logistic } from '../statistics.ts';

/** Pairs that may be asked about; all arrays have one entry a pair. */
export interface Askable {
  /** The photos, by number. */
  a: ArrayLike<number>;
  b: ArrayLike<number>;
  /** `pairs × features`. */
  rows: Float64Array;
  /** What else has an opinion of the pairs, the verifier (1 for verified, 0 for not) or other heads: probabilities of "same". */
  opinions: readonly ArrayLike<number>[];
  /** Whether it was answered or skipped already. */
  asked: (pair: number) => boolean;
}

/** Of a large library, questions are picked among so many pairs that seem best at first sight. */
const shortlisted = 2000;
/** A photo that is shown again in one round is worth this much of a new one. */
const again = 0.25;

/**
 * @returns up to `count` places in the list of pairs, the most useful first; fewer when there are no more.
 */
export function suggest(judge: Pick<Judge, 'weights' | 'covariance'>, askable: Askable, count: number): number[] {
  const { weights } = judge;
  const size = weights.length;
  const { rows, asked } = askable;
  const pairs = rows.length / size;
  const boundary = boundaryMoments(weights, rows);
  let covariance = judge.covariance;
  let towards = product(product(covariance, boundary, size), covariance, size);
  const worthOf = (pair: number) => {
    const { curvature, variance } = uncertainty(weights, covariance, rows, pair);
    const row = rows.subarray(pair * size, (pair + 1) * size);
    return (
      ((curvature * quadratic(towards, row)) / (1 + curvature * variance)) * (1 + disagreement(judge, askable, pair))
    );
  };

  let open = Array.from({ length: pairs }, (_, pair) => pair).filter((pair) => !asked(pair));
  if (open.length > shortlisted) {
    const worth = Float64Array.from({ length: pairs }, (_, pair) => (asked(pair) ? 0 : worthOf(pair)));
    open = open.sort((x, y) => worth[y] - worth[x] || x - y).slice(0, shortlisted);
  }
  const shown = new Set<number>();
  const isShown = (pair: number) => shown.has(askable.a[pair]) || shown.has(askable.b[pair]);
  const picked: number[] = [];
  while (picked.length < count && open.length > 0) {
    let best = { pair: -1, worth: -1 };
    for (const pair of open) {
      const worth = worthOf(pair) * (isShown(pair) ? again : 1);
      if (worth > best.worth) best = { pair, worth };
    }
    picked.push(best.pair);
    shown.add(askable.a[best.pair]).add(askable.b[best.pair]);
    open = open.filter((pair) => pair !== best.pair);
    covariance = afterAnswer(weights, covariance, rows, best.pair);
    towards = product(product(covariance, boundary, size), covariance, size);
  }
  return picked;
}

/** Mean of p·(1 − p)·x·xᵀ over all pairs: where in the space of evidence the boundary's pairs lie. */
function boundaryMoments(weights: Float64Array, rows: Float64Array): Float64Array {
  const size = weights.length;
  const moments = new Float64Array(size * size);
  const pairs = rows.length / size;
  for (let pair = 0; pair < pairs; pair++) {
    const p = logistic(logitOf(weights, rows, pair));
    const weight = (p * (1 - p)) / pairs;
    for (let i = 0; i < size; i++) {
      const scaled = weight * rows[pair * size + i];
      if (scaled === 0) continue;
      for (let j = 0; j < size; j++) moments[i * size + j] += scaled * rows[pair * size + j];
    }
  }
  return moments;
}

/**
 * What an answer is expected to teach: p·(1 − p), where p allows for the weights being uncertain (MacKay 1992, "The evidence
 * framework applied to classification networks", eq. 9); and the variance of the pair's logit.
 */
function uncertainty(weights: Float64Array, covariance: Float64Array, rows: Float64Array, pair: number) {
  const size = weights.length;
  const variance = quadratic(covariance, rows.subarray(pair * size, (pair + 1) * size));
  const p = logistic(logitOf(weights, rows, pair) / Math.sqrt(1 + (Math.PI * variance) / 8));
  return { curvature: p * (1 - p), variance };
}

/** The covariance once a pair will be answered, whatever the answer (Sherman and Morrison 1950). */
function afterAnswer(weights: Float64Array, covariance: Float64Array, rows: Float64Array, pair: number): Float64Array {
  const size = weights.length;
  const { curvature, variance } = uncertainty(weights, covariance, rows, pair);
  const moved = new Float64Array(size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) moved[i] += covariance[i * size + j] * rows[pair * size + j];
  const share = curvature / (1 + curvature * variance);
  return covariance.map((value, at) => value - share * moved[Math.floor(at / size)] * moved[at % size]);
}

/** How far the opinions of a pair lie from the judge's, on the average, 0 to 1. */
function disagreement({ weights }: Pick<Judge, 'weights'>, { opinions, rows }: Askable, pair: number): number {
  if (opinions.length === 0) return 0;
  const own = logistic(logitOf(weights, rows, pair));
  return opinions.reduce((sum, opinion) => sum + Math.abs(opinion[pair] - own), 0) / opinions.length;
}

/** xᵀ·A·x. */
function quadratic(matrix: Float64Array, row: Float64Array): number {
  const size = row.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const x = row[i];
    if (x === 0) continue;
    let inner = 0;
    for (let j = 0; j < size; j++) inner += matrix[i * size + j] * row[j];
    sum += x * inner;
  }
  return sum;
}

/** A·B of square matrices. */
function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const value = a[i * size + k];
      if (value === 0) continue;
      for (let j = 0; j < size; j++) result[i * size + j] += value * b[k * size + j];
    }
  return result;
}
