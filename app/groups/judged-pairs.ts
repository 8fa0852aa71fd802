/**
 * Near pairs as a learned judge sees them. The slider and all of grouping speak of distances, so the judge's word is put
 * into them: a pair gets the distance at which the shipped judge would find two photos, of which nothing else is known,
 * as probably the same.
 */
import { toCosine, toDistance } from '../grouping/distance.ts';
import { isCopy } from '../grouping/kinds.ts';
import { joinedFrom } from '../learning/judge/joined.ts';
import type { Judge } from '../learning/judge/judge.ts';
import { logistic, logit } from '../learning/statistics.ts';
import type { Learned } from '../lessons/learned.ts';
import type { VerifiedKind } from '../store/pairs.ts';
import type { Observer } from '../lessons/observer.ts';

export interface NearPairs {
  /** Nodes; each pair once. */
  a: Int32Array;
  b: Int32Array;
  cosine: Float32Array;
}

/** Pairs further apart than this are not asked about: no judge that was learned moves them into reach of the slider. */
const farthest = 1.15;

/** How sure a learned judge must be in this library. */
export interface Joining {
  /** Of pairs that the verifier saw: a probability. */
  verifiedFrom: number;
  /** Of others: how much surer than the shipped one at the usual threshold, as a logit. */
  strictness: number;
}

/** What ships joins all that was verified, and others by their distance. */
export const asShipped: Joining = { verifiedFrom: 0, strictness: 0 };

/**
 * @param contents the content of each node. @param sizes how many photos are one picture with it, itself included: where two
 * such pictures are joined, all photos of the one come together with all of the other.
 * @returns the same pairs, with the judge's cosines in the place of the head's.
 */
export function judgedPairs(
  { a, b, cosine }: NearPairs,
  contents: readonly { id: number }[],
  observer: Observer,
  learned: Pick<Learned, 'judge' | 'prior' | 'threshold'>,
  sizes: Int32Array,
): Pick<Joining, 'strictness'> & { near: NearPairs } {
  const idOf = (node: number) => contents[node]?.id ?? 0;
  const byItsWord: number[] = [];
  const weights: number[] = [];
  const probabilities = Array.from(cosine, (value, at) => {
    const distance = toDistance(value);
    if (distance > farthest) return null;
    const pair = observer.observe(idOf(a[at] ?? 0), idOf(b[at] ?? 0), distance);
    const probability = learned.judge.moderated(pair);
    if (pair.kind === null) {
      byItsWord.push(probability);
      weights.push((sizes[a[at] ?? 0] ?? 1) * (sizes[b[at] ?? 0] ?? 1));
    }
    return probability;
  });
  const usual = logit(learned.prior.probabilityAt(learned.threshold));
  const strictness = logit(joinedFrom('byWord', byItsWord, weights)) - usual;
  const judged = probabilities.map((probability, at) =>
    probability === null ? (cosine[at] ?? 0) : toCosine(judgedDistance(learned, probability, strictness)),
  );
  return { near: { a, b, cosine: Float32Array.from(judged) }, strictness };
}

/** @param probability moderated. @returns the distance at which the shipped judge would find two photos as probable. */
export function judgedDistance({ prior }: Pick<Learned, 'prior'>, probability: number, strictness: number): number {
  return prior.distanceOf(logistic(logit(probability) - strictness));
}

/** The verified pairs that the judge calls the same. What is a copy stays one, whatever was learned. */
export function judgedSame<Pair extends { a: number; b: number; kind: VerifiedKind }>(
  pairs: readonly Pair[],
  observer: Observer,
  judge: Judge,
): Pick<Joining, 'verifiedFrom'> & { verified: Pair[] } {
  const probabilities = pairs.map(({ a, b, kind }) =>
    isCopy(kind) ? null : judge.probability(observer.observe(a, b)),
  );
  const verifiedFrom = joinedFrom(
    'verified',
    probabilities.filter((probability) => probability !== null),
  );
  return { verifiedFrom, verified: pairs.filter((_, at) => (probabilities[at] ?? 1) >= verifiedFrom) };
}
