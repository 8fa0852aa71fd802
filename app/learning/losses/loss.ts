/** The interface that all losses share, so that they can be compared on the same labels. */
import { mul, sub, sum, tensor2d, tidy, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import '../head/gradients.ts';

/**
 * Cosines of anchors with what they are compared with, [anchors, 1 + k]: the first of a line is of its positive (another
 * photo of the same thing, or the centre of the anchor's class), the others are of its negatives. Lines shorter than
 * the longest are filled up.
 */
export interface Comparisons {
  cosines: Tensor2D;
  /** [anchors, 1 + k]: 1 where a line has a negative, 0 at its positive and where it is filled up. */
  negatives: Tensor2D;
}

/**
 * @param margin in the unit that the loss documents.
 * @returns one number to lower: a mean over the anchors, so that its size does not depend on how many there are.
 */
export type Loss = (comparisons: Comparisons, margin: number) => Scalar;

/** d² = 2 − 2·cos of unit vectors, 0 to 4. */
export function squaredDistances(cosines: Tensor2D): Tensor2D {
  return sub(2, mul(cosines, 2));
}

/** A line whose first entry is 1 and whose others are 0: what is multiplied by it leaves the positives only. */
export function firstColumn(columns: number): Tensor2D {
  return tensor2d(
    Float32Array.from({ length: columns }, (_, column) => (column === 0 ? 1 : 0)),
    [1, columns],
  );
}

/** The sum of all entries, divided by a number. */
export function mean(values: Tensor, count: number): Scalar {
  return tidy(() => mul<Scalar>(sum(values), 1 / count));
}
