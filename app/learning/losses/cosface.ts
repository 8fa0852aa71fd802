import type { Loss } from './loss.ts';
import { marginSoftmax } from './margin-softmax.ts';

/**
 * CosFace: Wang et al. 2018, "CosFace: large margin cosine loss for deep face recognition", eq. 4:
 *     ψ(θ) = cos θ − m
 * @param margin m, in cosine, 0 to 1.
 */
export const cosface: Loss = (comparisons, margin) =>
  marginSoftmax(comparisons, { value: (cosine) => cosine - margin, slope: () => 1 });
