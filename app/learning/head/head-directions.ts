/**
 * The directions in which a head may change vectors: those in which the photos that were asked about differ. A few
 * answers cannot tell 256 × 256 weights; every step that a pair teaches lies in such directions anyway.
 */
import { Random } from '../random.ts';
import type { Vectors } from '../types.ts';

/** Turns of the iteration: what they leave out of a direction lies in others of the same kind. */
const turns = 12;

/**
 * The directions along which the differences of the pairs are largest: eigenvectors of their scatter, by orthogonal
 * iteration (Golub and Van Loan 2013, "Matrix computations", section 8.2.4). They depend on which pairs were asked, not
 * on the answers, so that held-out answers stay unseen.
 * @returns at most `rank` orthonormal directions, row by row; fewer where the pairs span fewer.
 */
export function directionsOf(
  { rows, dimensions }: Vectors,
  pairs: readonly { a: number; b: number }[],
  rank: number,
): Float32Array {
  const differences = pairs.map(({ a, b }) =>
    Float64Array.from({ length: dimensions }, (_, i) => rows[a * dimensions + i] - rows[b * dimensions + i]),
  );
  const random = new Random(dimensions);
  let found: Float64Array[] = Array.from({ length: Math.min(rank, pairs.length, dimensions) }, () =>
    Float64Array.from({ length: dimensions }, () => random.next() - 0.5),
  );
  for (let turn = 0; turn < turns; turn++) found = orthonormal(found.map((one) => scattered(differences, one)));
  return Float32Array.from(found.flatMap((one) => [...one]));
}

/** The scatter matrix Σ δ·δᵀ times a vector, without the matrix. */
function scattered(differences: readonly Float64Array[], vector: Float64Array): Float64Array {
  const sum = new Float64Array(vector.length);
  for (const difference of differences) addScaled(sum, difference, dot(difference, vector));
  return sum;
}

/** Modified Gram–Schmidt, twice for each vector; what the vectors before it span already is left out. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const result: Float64Array[] = [];
  for (const vector of vectors) {
    const length = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) for (const before of result) addScaled(vector, before, -dot(before, vector));
    const left = Math.sqrt(dot(vector, vector));
    if (left > 1e-9 * length) result.push(vector.map((value) => value / left));
  }
  return result;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * vector[i];
}
