/** Softmax over classes on the hypersphere, with a margin that an anchor's own class must overcome. */
import { add, logSoftmax, mul, neg, sub, tensor2d, tidy, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { operation } from '../head/gradients.ts';
import { firstColumn, mean, type Comparisons } from './loss.ts';

/** s, the radius of the hypersphere: the one that the encoder was trained with. */
export const scale = 24;
/** Added to the logits of classes that are not there: e to this is 0 in single precision. */
const absent = -1e4;

/** ψ of an angle's cosine, −1 to 1, and its slope dψ / d cos, which must be finite everywhere. */
export interface MarginCosine {
  value: (cosine: number) => number;
  slope: (cosine: number) => number;
}

/**
 * With θ_y the angle to the anchor's own class and θ_j those to the others:
 *     L = −log( e^{s·ψ(θ_y)} / (e^{s·ψ(θ_y)} + Σ_{j≠y} e^{s·cos θ_j}) )
 * the mean over the anchors. With ψ = cos it is the normalised softmax.
 */
export function marginSoftmax({ cosines, negatives }: Comparisons, psi: MarginCosine): Scalar {
  return tidy(() => {
    const [anchors, columns] = cosines.shape;
    const own = firstColumn(columns);
    const withMargin = add(mul(cosines, sub(1, own)), mul(apply(cosines, psi), own));
    const filling = mul(sub(sub(1, own), negatives), absent);
    const logits = add(mul(withMargin, scale), filling);
    return mean(mul(logSoftmax(logits), neg(own)), anchors);
  });
}

/** ψ of the first column; the other columns are not looked at and stay 0. */
function apply(cosines: Tensor2D, { value, slope }: MarginCosine): Tensor2D {
  return operation(cosines, (tensor) => {
    const [rows, columns] = tensor.shape;
    const values = tensor.dataSync();
    const of = (psi: (cosine: number) => number) => {
      const result = new Float32Array(values.length);
      for (let at = 0; at < values.length; at += columns) result[at] = psi(Math.min(1, Math.max(-1, values[at])));
      return tensor2d(result, [rows, columns]);
    };
    return {
      value: of(value),
      saved: [of(slope)],
      backward: (above, [slopes]) => mul(above, slopes as Tensor2D),
    };
  });
}
