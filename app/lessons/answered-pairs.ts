/** The judgements that can be learned from: of pairs whose photos are in the library. */
import type { Answer } from '../learning/questions/contradictions.ts';
import type { Store } from '../store/store.ts';

export interface AnsweredPair {
  /** Content ids. */
  a: number;
  b: number;
  same: boolean;
}

/** What says something: a skipped pair does not. */
export function decided<One extends { verdict: string }>(
  judgements: readonly One[],
): (One & Pick<Answer<string>, 'verdict'>)[] {
  return judgements.filter((one): one is One & Pick<Answer<string>, 'verdict'> => one.verdict !== 'skip');
}

/** @returns in the order of the content hashes, so that the same judgements always teach the same. */
export function answeredPairs(store: Store): AnsweredPair[] {
  const idOf = new Map(store.photos.contents().map(({ id, sha256 }) => [sha256, id]));
  return decided(store.judgements.all())
    .sort((one, other) => (one.a === other.a ? (one.b < other.b ? -1 : 1) : one.a < other.a ? -1 : 1))
    .flatMap(({ a, b, verdict }) => {
      const [idA, idB] = [idOf.get(a), idOf.get(b)];
      return idA === undefined || idB === undefined ? [] : [{ a: idA, b: idB, same: verdict === 'same' }];
    });
}
