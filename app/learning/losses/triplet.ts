import { add, mul, relu, sub, sum, tidy } from '@tensorflow/tfjs-core';
import { firstColumn, mean, squaredDistances, type Loss } from './loss.ts';

/**
 * Triplet loss: Schroff, Kalenichenko and Philbin 2015, "FaceNet", eq. 1 to 3, summed over an anchor's negatives:
 *     L = Σ max(0, ‖a − p‖² − ‖a − n‖² + α)
 * @param margin α, in squared distance, 0 to 4.
 */
export const triplet: Loss = ({ cosines, negatives }, margin) =>
  tidy(() => {
    const [anchors, columns] = cosines.shape;
    const squares = squaredDistances(cosines);
    const positive = sum(mul(firstColumn(columns), squares), 1, true);
    return mean(mul(negatives, relu(add(sub(positive, squares), margin))), anchors);
  });
