/** What the judge in use and a newly adapted one say of answers that neither of them has seen, for the gate to decide. */
import type { Observation } from './evidence.ts';
import { clustersOf, foldsOf } from '../gate/folds.ts';
import { Judge, type JudgePrior } from './judge.ts';
import type { JudgedPair, Prediction } from '../types.ts';

export interface JudgedEvidence extends JudgedPair {
  /** The pair under the head in use; and under a new head that was not trained on it (the same where there is none). */
  before: Observation;
  after: Observation;
  /** Whether the judge in use was adapted to this answer. */
  isKnown: boolean;
}

/** An adaptation takes a few milliseconds: with many folds nearly all answers teach each of them. */
const folds = 10;

/**
 * Cross-validation over groups of linked photos: each answer is judged by two judges that were adapted to the other
 * folds' answers, the one in use to those that it knew.
 * @param photos how many there are; the answers name them by number.
 * @returns one prediction an answer, by its place in `answered`, but for those between photos that fell into different folds.
 */
export function judgePredictions(
  prior: JudgePrior,
  answered: readonly JudgedEvidence[],
  photos: number,
  seed: number,
): (Prediction & { answer: number })[] {
  const foldOf = foldsOf(photos, answered, folds, seed);
  const predictions = Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const others = answered.filter(({ a, b }) => foldOf[a] !== fold && foldOf[b] !== fold);
    const heldOut = answered
      .map((one, answer) => ({ ...one, answer }))
      .filter(({ a, b }) => foldOf[a] === fold && foldOf[b] === fold);
    if (heldOut.length === 0) return [];
    const inUse = Judge.adapted(
      prior,
      others.filter(({ isKnown }) => isKnown).map(({ before, same }) => ({ pair: before, same })),
    );
    const adapted = Judge.adapted(
      prior,
      others.map(({ after, same }) => ({ pair: after, same })),
    );
    return heldOut.map((one) => ({
      ...one,
      before: inUse.probability(one.before),
      after: adapted.probability(one.after),
    }));
  });
  const clusters = clustersOf(photos, predictions);
  return predictions.map(({ answer, before, after, same }, at) => {
    return { answer, before, after, same, component: clusters[at] };
  });
}
