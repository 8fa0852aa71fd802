/**
 * Cosines of pairs of vectors under a head I + Dᵀ·Mᵀ·D that is being trained. It changes a vector's coordinates in the
 * directions D only; what the rest of the vectors adds to a product stays as it is and is computed once. So a step
 * costs rank² a vector, not dimensions².
 */
import {
  add,
  div,
  matMul,
  mul,
  reshape,
  sqrt,
  square,
  sub,
  sum,
  tensor1d,
  tensor2d,
  transpose,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { operation } from './gradients.ts';

/** Pairs of vectors: line i of the one side with line i of the other. */
export interface VectorPairs {
  /** Coordinates in the directions, pairs × rank, row by row. */
  coordinates: { one: Float32Array; other: Float32Array };
  /** Products of what the directions leave out: of the two with each other, and of each with itself. */
  rest: { product: Float32Array; one: Float32Array; other: Float32Array };
}

/** Where the pairs' cosines are wanted: a pair may be wanted at several places, and is computed once. */
export interface Layout {
  /** Lines and columns of the result. */
  shape: [number, number];
  /** For each entry, line by line, the place of its pair; −1 for a 0. */
  pairAt: Int32Array;
}

interface Side {
  coordinates: Tensor2D;
  transposed: Tensor2D;
  rest: Tensor1D;
}

export class HeadCosines {
  readonly #one: Side;
  readonly #other: Side;
  readonly #product: Tensor1D;
  readonly #layout: Layout;

  constructor({ coordinates, rest }: VectorPairs, rank: number, layout: Layout) {
    const side = (values: Float32Array, own: Float32Array): Side => {
      const matrix = tensor2d(values, [own.length, rank]);
      // Transposed once: the backend multiplies a matrix that is to be transposed on the way ten times as slowly.
      return { coordinates: matrix, transposed: transpose(matrix), rest: tensor1d(own) };
    };
    this.#one = side(coordinates.one, rest.one);
    this.#other = side(coordinates.other, rest.other);
    this.#product = tensor1d(rest.product);
    this.#layout = layout;
  }

  /** @param change M, rank × rank. @returns cosines of the pairs as they are laid out; differentiable in M. */
  under(change: Tensor2D): Tensor2D {
    const [one, other] = [this.#one, this.#other];
    return operation(change, (m) => {
      const mapped = (side: Side): Tensor2D => add(side.coordinates, matMul(side.coordinates, m));
      const squaredLength = (side: Side, values: Tensor2D): Tensor1D => add(sum(square(values), 1), side.rest);
      const [p, q] = [mapped(one), mapped(other)];
      const [pp, qq] = [squaredLength(one, p), squaredLength(other, q)];
      const lengths = sqrt(mul(pp, qq));
      const cosine: Tensor1D = div(add(sum(mul(p, q), 1), this.#product), lengths);
      return {
        value: this.#laidOut(cosine),
        saved: [p, q, pp, qq, lengths, cosine],
        backward: (slope, saved) => this.#slope(this.#gathered(slope), saved),
      };
    });
  }

  #laidOut(cosine: Tensor1D): Tensor2D {
    const { shape, pairAt } = this.#layout;
    const values = cosine.dataSync();
    const result = new Float32Array(pairAt.length);
    for (let at = 0; at < pairAt.length; at++) result[at] = pairAt[at] < 0 ? 0 : values[pairAt[at]];
    return tensor2d(result, shape);
  }

  /** The slopes of all places at which a pair is wanted, added up. */
  #gathered(slope: Tensor2D): Tensor1D {
    const { pairAt } = this.#layout;
    const slopes = slope.dataSync();
    const sums = new Float32Array(this.#product.size);
    for (let at = 0; at < pairAt.length; at++) {
      const pair = pairAt[at];
      if (pair >= 0) sums[pair] += slopes[at];
    }
    return tensor1d(sums);
  }

  /** ∂cos/∂p = q / (‖p‖·‖q‖) − cos·p / ‖p‖², the same with p and q exchanged, and ∂p/∂M from the coordinates. */
  #slope(slope: Tensor1D, saved: Tensor[]): Tensor2D {
    const [p, q, pp, qq, lengths, cosine] = saved as [Tensor2D, Tensor2D, Tensor1D, Tensor1D, Tensor1D, Tensor1D];
    const column = (values: Tensor): Tensor2D => reshape(values, [-1, 1]);
    const across = column(div(slope, lengths));
    const along = mul(slope, cosine);
    const slopeP: Tensor2D = sub(mul(q, across), mul(p, column(div(along, pp))));
    const slopeQ: Tensor2D = sub(mul(p, across), mul(q, column(div(along, qq))));
    return add(matMul(this.#one.transposed, slopeP), matMul(this.#other.transposed, slopeQ));
  }

  dispose(): void {
    for (const side of [this.#one, this.#other]) {
      side.coordinates.dispose();
      side.transposed.dispose();
      side.rest.dispose();
    }
    this.#product.dispose();
  }
}
