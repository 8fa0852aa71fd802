import { add, div, maximum, mul, relu, sqrt, square, sub, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { operation } from '../head/gradients.ts';
import { firstColumn, mean, squaredDistances, type Loss } from './loss.ts';

/** Keeps the slope of the root finite where two vectors are one. */
const smallestSquare = 1e-8;

/**
 * Contrastive loss: Hadsell, Chopra and LeCun 2006, "Dimensionality reduction by learning an invariant mapping", eq. 4,
 * with Y = 0 for similar pairs, D the L2 distance and m the margin:
 *     L = (1 − Y)·½·D² + Y·½·max(0, m − D)²
 * summed over an anchor's pairs.
 * @param margin distance, above 0 to 2, beyond which different photos are left alone.
 */
export const contrastive: Loss = ({ cosines, negatives }, margin) =>
  tidy(() => {
    const [anchors, columns] = cosines.shape;
    const squares = squaredDistances(cosines);
    const similar = mul(firstColumn(columns), squares);
    const dissimilar = mul(negatives, square(relu(sub(margin, root(squares)))));
    return mean(add(similar, dissimilar), 2 * anchors);
  });

/** The root, whose slope is held where the square is below `smallestSquare`: it has a pole at 0. */
function root(squares: Tensor2D): Tensor2D {
  return operation(squares, (tensor) => ({
    value: sqrt(relu(tensor)),
    saved: [sqrt(maximum(tensor, smallestSquare))],
    backward: (slope, [length]) => div(slope, mul(length as Tensor2D, 2)),
  }));
}
