/**
 * Near pairs as a learned judge sees them. The slider and all of grouping speak of distances, so the judge's word is put
 * into them: a pair gets the distance at which the shipped judge would find two photos, of which nothing else is known,
 * as probably the same.
 */
import { toCosine, toDistance } from '../grouping/distance.ts';
import { isCopy } from '../grouping/kinds.ts';
import type { Judge } from '../learning/judge/judge.ts';
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

/**
 * @param contents the content of each node. @param learned the judge, and the shipped one.
 * @returns the same pairs, with the judge's cosines in the place of the head's.
 */
export function judgedPairs(
  { a, b, cosine }: NearPairs,
  contents: readonly { id: number }[],
  observer: Observer,
  { judge, prior }: { judge: Judge; prior: Judge },
): NearPairs {
  const idOf = (node: number) => contents[node]?.id ?? 0;
  const judged = cosine.map((value, at) => {
    const distance = toDistance(value);
    if (distance > farthest) return value;
    const probability = judge.probability(observer.observe(idOf(a[at] ?? 0), idOf(b[at] ?? 0), distance));
    return toCosine(prior.distanceOf(probability));
  });
  return { a, b, cosine: judged };
}

/** The verified pairs that the judge calls the same. What is a copy stays one, whatever was learned. */
export function judgedSame<Pair extends { a: number; b: number; kind: VerifiedKind }>(
  pairs: readonly Pair[],
  observer: Observer,
  judge: Judge,
): Pair[] {
  return pairs.filter(({ a, b, kind }) => isCopy(kind) || judge.probability(observer.observe(a, b)) >= 0.5);
}
