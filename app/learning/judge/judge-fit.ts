/**
 * Logistic regression with a Gaussian prior on its weights, by Newton's method (Bishop 2006, "Pattern Recognition and
 * Machine Learning", 4.3.3 and 4.4): the weights that the answers and the prior together make most likely, and how sure
 * they are (Laplace's approximation).
 */
import { logistic } from '../statistics.ts';

/** Rows of evidence with their answers. */
export interface Answers {
  /** `count × dimensions`. */
  rows: Float64Array;
  /** Probability of "same" that was answered, by row: 0 or 1, or between them for one that may be wrong. */
  targets: Float64Array;
}

/** Independent normal distributions, one a weight. */
export interface Prior {
  means: Float64Array;
  /** Above 0. */
  deviations: Float64Array;
}

export interface Posterior {
  means: Float64Array;
  /** `dimensions × dimensions`, row by row. */
  covariance: Float64Array;
  /** Logarithm of how likely this prior makes the answers as a whole (Laplace's approximation; Bishop 4.4.1, eq. 4.137). */
  evidence: number;
}

const mostSteps = 50;
/** A step that moves no weight by more than this is the last. */
const still = 1e-8;

/**
 * Minimises Σ −[t·ln p + (1 − t)·ln(1 − p)] + Σ (w − m)² / 2s², p = 1 / (1 + e^−(w·x)): convex, one minimum.
 * @throws RangeError when rows and targets do not fit the prior.
 */
export function fitPosterior({ rows, targets }: Answers, { means, deviations }: Prior): Posterior {
  const size = means.length;
  if (rows.length !== targets.length * size || deviations.length !== size)
    throw new RangeError('Give as many numbers a row as the prior has weights, and a target for each row.');
  let weights = means.slice();
  let loss = lossOf(rows, targets, weights, means, deviations);
  let factor = cholesky(hessianOf(rows, weights, deviations), size);
  for (let step = 0; step < mostSteps; step++) {
    const move = solve(factor, gradientOf(rows, targets, weights, means, deviations), size);
    // Newton's step may be too long where the curve is flat: halve it until it leads down.
    let share = 1;
    let next = weights;
    let nextLoss = loss;
    for (; share > 1e-6; share /= 2) {
      next = weights.map((weight, at) => weight - share * move[at]);
      nextLoss = lossOf(rows, targets, next, means, deviations);
      if (nextLoss <= loss) break;
    }
    const moved = Math.max(...weights.map((weight, at) => Math.abs(weight - next[at])));
    [weights, loss] = [next, nextLoss];
    factor = cholesky(hessianOf(rows, weights, deviations), size);
    if (moved < still) break;
  }
  // The loss leaves out what normalises the prior.
  let evidence = -loss;
  deviations.forEach((deviation, at) => (evidence -= Math.log(deviation) + Math.log(factor[at * size + at])));
  return { means: weights, covariance: inverse(factor, size), evidence };
}

/** w · x of one row. */
export function logitOf(weights: Float64Array, rows: Float64Array, row: number): number {
  let sum = 0;
  const start = row * weights.length;
  for (let at = 0; at < weights.length; at++) sum += weights[at] * rows[start + at];
  return sum;
}

function lossOf(
  rows: Float64Array,
  targets: Float64Array,
  weights: Float64Array,
  means: Float64Array,
  deviations: Float64Array,
): number {
  let loss = 0;
  targets.forEach((target, row) => {
    const logit = logitOf(weights, rows, row);
    // ln(1 + e^z) − t·z, without overflow.
    loss += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - target * logit;
  });
  weights.forEach((weight, at) => (loss += ((weight - means[at]) / deviations[at]) ** 2 / 2));
  return loss;
}

function gradientOf(
  rows: Float64Array,
  targets: Float64Array,
  weights: Float64Array,
  means: Float64Array,
  deviations: Float64Array,
): Float64Array {
  const gradient = weights.map((weight, at) => (weight - means[at]) / deviations[at] ** 2);
  targets.forEach((target, row) => {
    const error = logistic(logitOf(weights, rows, row)) - target;
    for (let at = 0; at < weights.length; at++) gradient[at] += error * rows[row * weights.length + at];
  });
  return gradient;
}

function hessianOf(rows: Float64Array, weights: Float64Array, deviations: Float64Array): Float64Array {
  const size = weights.length;
  const hessian = new Float64Array(size * size);
  deviations.forEach((deviation, at) => (hessian[at * size + at] = 1 / deviation ** 2));
  for (let start = 0, row = 0; start < rows.length; start += size, row++) {
    const p = logistic(logitOf(weights, rows, row));
    const curvature = p * (1 - p);
    for (let i = 0; i < size; i++) {
      const scaled = curvature * rows[start + i];
      if (scaled === 0) continue;
      for (let j = 0; j <= i; j++) hessian[i * size + j] += scaled * rows[start + j];
    }
  }
  return hessian;
}

/** L with L·Lᵀ = A; of A only the lower half is read. */
function cholesky(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / factor[j * size + j];
    }
  return factor;
}

/** x with L·Lᵀ·x = b. */
function solve(factor: Float64Array, right: Float64Array, size: number): Float64Array {
  const x = right.slice();
  for (let i = 0; i < size; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * x[k];
    x[i] = sum / factor[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i] * x[k];
    x[i] = sum / factor[i * size + i];
  }
  return x;
}

function inverse(factor: Float64Array, size: number): Float64Array {
  const inverted = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    solve(factor, unit, size).forEach((value, row) => (inverted[row * size + column] = value));
  }
  return inverted;
}
