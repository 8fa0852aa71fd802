/**
 * Near pairs as a learned judge sees them. The slider and all of grouping speak of distances, so the judge's word is put
 * into them: a pair gets the distance at which the shipped judge would find two photos, of which nothing else is known,
 * as probably the same.
 */
import { toCosine, toDistance } from '../grouping/distance.ts';
import { isCopy } from '../grouping/kinds.ts';
import { thresholdFor } from '../learning/calibration.ts';
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

/**
 * Of the pairs that are joined by a judge's word alone, by default, at least this share shall be right. What is expected
 * falls short of what is found: see docs/MEASURED.md.
 */
const rightOf = 0.98;

/** Near pairs as a judge sees them, and how much surer it must be in this library than the shipped one: a logit, 0 or more. */
export interface Judged {
  near: NearPairs;
  strictness: number;
}

/**
 * A judge is taught by questions, of which every third is answered "same"; of a library's near pairs one in a hundred is.
 * So pairs are not joined as soon as it would call them the same, but only as far down as nearly all that are joined are
 * right, if the probabilities mean what they say.
 * @param contents the content of each node.
 * @returns the same pairs, with the judge's cosines in the place of the head's.
 */
export function judgedPairs(
  { a, b, cosine }: NearPairs,
  contents: readonly { id: number }[],
  observer: Observer,
  learned: Pick<Learned, 'judge' | 'prior' | 'threshold'>,
): Judged {
  const idOf = (node: number) => contents[node]?.id ?? 0;
  const byItsWord: number[] = [];
  const probabilities = Array.from(cosine, (value, at) => {
    const distance = toDistance(value);
    if (distance > farthest) return null;
    const pair = observer.observe(idOf(a[at] ?? 0), idOf(b[at] ?? 0), distance);
    const probability = learned.judge.moderated(pair);
    if (pair.kind === null) byItsWord.push(probability);
    return probability;
  });
  // Never less strict than the shipped judge is at that distance.
  const usual = logit(learned.prior.probabilityAt(learned.threshold));
  const strictness = Math.max(0, logit(thresholdFor(byItsWord, rightOf)) - usual);
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
): Pair[] {
  return pairs.filter(({ a, b, kind }) => isCopy(kind) || judge.probability(observer.observe(a, b)) >= 0.5);
}
