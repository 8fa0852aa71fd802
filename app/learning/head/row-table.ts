/** The rows that a head is trained on: photos, and means of photos, which are mapped as if they were photos. */
import type { VectorPairs } from './head-cosines.ts';
import type { Vectors } from '../types.ts';

interface Row {
  vector: Float32Array;
  /** In the directions in which the head may change vectors. */
  coordinates: Float32Array;
}

export type RowPair = readonly [number, number];

export class RowTable {
  readonly rank: number;
  readonly dimensions: number;
  readonly #rows: Row[];

  private constructor(rows: Row[], rank: number, dimensions: number) {
    this.#rows = rows;
    this.rank = rank;
    this.dimensions = dimensions;
  }

  /** Row i is photo i. @param directions orthonormal, row by row. */
  static of({ rows, dimensions }: Vectors, directions: Float32Array): RowTable {
    const rank = directions.length / dimensions;
    const axes = Array.from({ length: rank }, (_, at) => directions.subarray(at * dimensions, (at + 1) * dimensions));
    const photos = Array.from({ length: rows.length / dimensions }, (_, photo) => {
      const vector = rows.subarray(photo * dimensions, (photo + 1) * dimensions);
      return { vector, coordinates: Float32Array.from(axes, (axis) => dot(axis, vector)) };
    });
    return new RowTable(photos, rank, dimensions);
  }

  /** A table with more rows at its end. @param groups of rows, one or more each; each new row is the mean of one. */
  withMeans(groups: readonly (readonly number[])[]): RowTable {
    const means = groups.map((group) => {
      const rows = group.map((at) => this.#row(at));
      return {
        vector: meanOf(rows.map(({ vector }) => vector)),
        coordinates: meanOf(rows.map(({ coordinates }) => coordinates)),
      };
    });
    return new RowTable([...this.#rows, ...means], this.rank, this.dimensions);
  }

  get length(): number {
    return this.#rows.length;
  }

  /** What training needs to know of pairs of rows. */
  pairs(pairs: readonly RowPair[]): VectorPairs {
    const side = (end: 0 | 1) => {
      const coordinates = new Float32Array(pairs.length * this.rank);
      pairs.forEach((pair, at) => coordinates.set(this.#row(pair[end]).coordinates, at * this.rank));
      return coordinates;
    };
    return {
      coordinates: { one: side(0), other: side(1) },
      rest: {
        product: Float32Array.from(pairs, ([a, b]) => this.#rest(a, b)),
        one: Float32Array.from(pairs, ([a]) => this.#rest(a, a)),
        other: Float32Array.from(pairs, ([, b]) => this.#rest(b, b)),
      },
    };
  }

  /**
   * Distances of pairs under a head, both ends normalised.
   * @param change M of the head, rank × rank, row by row: coordinates y go to y + y·M.
   */
  distances(pairs: readonly RowPair[], change: Float32Array): Float64Array {
    const mapped = new Map<number, { coordinates: Float32Array; square: number }>();
    const map = (at: number) => {
      let row = mapped.get(at);
      if (row === undefined) {
        const coordinates = this.#mapped(this.#row(at).coordinates, change);
        row = { coordinates, square: dot(coordinates, coordinates) + this.#rest(at, at) };
        mapped.set(at, row);
      }
      return row;
    };
    return Float64Array.from(pairs, ([a, b]) => {
      const [one, other] = [map(a), map(b)];
      const product = dot(one.coordinates, other.coordinates) + this.#rest(a, b);
      return Math.sqrt(Math.max(0, 2 - (2 * product) / Math.sqrt(one.square * other.square)));
    });
  }

  #row(at: number): Row {
    if (!(at >= 0 && at < this.#rows.length))
      throw new RangeError(`There is no row ${at}: the vectors are of ${this.#rows.length} photos.`);
    return this.#rows[at];
  }

  /** The product of what the directions leave of two rows. */
  #rest(a: number, b: number): number {
    const [one, other] = [this.#row(a), this.#row(b)];
    return dot(one.vector, other.vector) - dot(one.coordinates, other.coordinates);
  }

  #mapped(coordinates: Float32Array, change: Float32Array): Float32Array {
    const mapped = coordinates.slice();
    for (let from = 0; from < this.rank; from++) {
      const coordinate = coordinates[from];
      for (let to = 0; to < this.rank; to++) mapped[to] += coordinate * change[from * this.rank + to];
    }
    return mapped;
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0].length);
  for (const vector of vectors) vector.forEach((value, i) => (sum[i] += value / vectors.length));
  return sum;
}
