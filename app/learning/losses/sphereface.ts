import type { Loss } from './loss.ts';
import { marginSoftmax } from './margin-softmax.ts';

/** Angle to 0 and to π within which the slope, m·sin(m·θ) / sin θ, is held: for most m it has a pole at π. */
const edge = 1e-3;

/**
 * SphereFace: Liu et al. 2017, "SphereFace: deep hypersphere embedding for face recognition", eq. 7:
 *     ψ(θ) = (−1)^k·cos(m·θ) − 2k for θ in [kπ/m, (k + 1)π/m], k from 0
 * which falls all the way. The paper takes whole m; the formula holds as it stands for every m of 1 or more, and it is
 * used so here, because the paper's smallest margin, 2, is large for a head. As in its successors, and unlike in the
 * paper, the embeddings' length counts for nothing: all three margin losses differ in ψ alone.
 * @param margin m, a factor, 1 (none) to 4.
 */
export const sphereface: Loss = (comparisons, margin) => {
  const turns = (angle: number) => Math.floor((margin * angle) / Math.PI);
  const sign = (angle: number) => (turns(angle) % 2 === 0 ? 1 : -1);
  return marginSoftmax(comparisons, {
    value: (cosine) => {
      const angle = Math.acos(cosine);
      return sign(angle) * Math.cos(margin * angle) - 2 * turns(angle);
    },
    slope: (cosine) => {
      const angle = Math.min(Math.PI - edge, Math.max(edge, Math.acos(cosine)));
      return (sign(angle) * margin * Math.sin(margin * angle)) / Math.sin(angle);
    },
  });
};
