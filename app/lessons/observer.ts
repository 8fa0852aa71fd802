/** What is known of any two photos of the library, as a judge weighs it. */
import { bestCosine, toDistance, toUnitRows } from '../grouping/distance.ts';
import { applyHead } from '../learning/head/head.ts';
import type { Observation } from '../learning/judge/evidence.ts';
import { kindOfShots } from '../pairs/other-shot.ts';
import type { VerifiedKind } from '../store/pairs.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';
import type { Relation } from '../vision/verify/relation.ts';
import { observe } from './observe.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';

export interface SeenPair {
  kind: VerifiedKind;
  relation: Omit<Relation, 'kind'> | null;
}

/** Content ids stay far below this; two of them make one number that is exact. */
const idRange = 2 ** 26;

export class Observer {
  readonly #store: Store;
  readonly #dimensions: number;
  readonly #matrix: Float32Array | null;
  readonly #contents: Map<number, ContentRow>;
  /** What was verified, by pair. */
  readonly #kinds: Map<number, VerifiedKind>;
  readonly #rows = new Map<number, Float32Array>();

  /**
   * @param contents those that are observed. @param matrix of the head under which distances are taken; null for none.
   */
  constructor(store: Store, contents: readonly ContentRow[], dimensions: number, matrix: Float32Array | null) {
    this.#store = store;
    this.#dimensions = dimensions;
    this.#matrix = matrix;
    this.#contents = new Map(contents.map((content) => [content.id, content]));
    this.#kinds = new Map(
      store.pairs.verified(proverVersion).map(({ a, b, kind }) => [keyOf(a, b), this.#kindOf(a, b, kind)]),
    );
  }

  #kindOf(a: number, b: number, kind: VerifiedKind): VerifiedKind {
    const [photoA, photoB] = [this.#contents.get(a), this.#contents.get(b)];
    return photoA === undefined || photoB === undefined ? kind : kindOfShots(kind, photoA, photoB);
  }

  /** What the verifier saw in a pair, from the smaller id's point of view; undefined where it verified nothing. */
  seen(a: number, b: number): SeenPair | undefined {
    const kind = this.#kinds.get(keyOf(a, b));
    if (kind === undefined) return undefined;
    return { kind, relation: this.#store.pairs.relation(a, b) as SeenPair['relation'] };
  }

  /** L2 between two contents' vectors, the nearest views of each; 0 to 2. */
  distance(a: number, b: number): number {
    const [rowsA, rowsB] = [this.#rowsOf(a), this.#rowsOf(b)];
    const both = new Float32Array(rowsA.length + rowsB.length);
    both.set(rowsA);
    both.set(rowsB, rowsA.length);
    const indices = Array.from({ length: both.length / this.#dimensions }, (_, row) => row);
    const own = rowsA.length / this.#dimensions;
    return toDistance(bestCosine(both, this.#dimensions, indices.slice(0, own), indices.slice(own)));
  }

  /** @throws RangeError for a content that no file of the library holds. */
  observe(a: number, b: number, distance = this.distance(a, b)): Observation {
    const [photoA, photoB] = [this.#contents.get(a), this.#contents.get(b)];
    if (photoA === undefined || photoB === undefined)
      throw new RangeError('An observation takes photos of the library.');
    const seen = this.seen(a, b);
    // Frames of one occasion are no one picture: what they are to a person, their distance says.
    if (seen === undefined || seen.kind === 'burst') return observe(photoA, photoB, distance, null, null);
    return observe(photoA, photoB, distance, seen.kind, seen.relation);
  }

  #rowsOf(content: number): Float32Array {
    const known = this.#rows.get(content);
    if (known !== undefined) return known;
    const dimensions = this.#dimensions;
    const plain = unitRows(this.#store.vectors.of(content), dimensions);
    const rows = this.#matrix === null ? plain : applyHead(this.#matrix, { rows: plain, dimensions });
    this.#rows.set(content, rows);
    return rows;
  }
}

/** Views of a photo as rows of unit length. */
export function unitRows(views: readonly Float16Array[], dimensions: number): Float32Array {
  const half = new Float16Array(views.length * dimensions);
  views.forEach((view, at) => half.set(view, at * dimensions));
  const rows = new Float32Array(half.length);
  toUnitRows(half, dimensions, rows);
  return rows;
}

function keyOf(a: number, b: number): number {
  return Math.min(a, b) * idRange + Math.max(a, b);
}
