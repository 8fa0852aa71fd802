import type { Loss } from './loss.ts';
import { marginSoftmax } from './margin-softmax.ts';

/** Sine below which the slope, sin(θ + m) / sin θ, is held: it has a pole at θ = 0. */
const smallestSine = 1e-3;

/**
 * ArcFace: Deng, Guo, Xue and Zafeiriou 2019, "ArcFace: additive angular margin loss for deep face recognition", eq. 3:
 *     ψ(θ) = cos(θ + m)
 * Past θ + m = π, where the cosine would rise again, ψ goes on as cos θ − m·sin m, as in the authors' code.
 * @param margin m, radians, 0 to below π.
 */
export const arcface: Loss = (comparisons, margin) => {
  const isBeyond = (cosine: number) => cosine <= -Math.cos(margin);
  const sine = (cosine: number) => Math.sqrt(1 - cosine * cosine);
  return marginSoftmax(comparisons, {
    value: (cosine) =>
      isBeyond(cosine)
        ? cosine - margin * Math.sin(margin)
        : cosine * Math.cos(margin) - sine(cosine) * Math.sin(margin),
    slope: (cosine) =>
      isBeyond(cosine) ? 1 : Math.cos(margin) + (Math.sin(margin) * cosine) / Math.max(smallestSine, sine(cosine)),
  });
};
