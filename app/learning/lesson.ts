/**
 * One lesson: from a person's answers a new head and a new judge, and whether the two together are better than what is in
 * use. The head learns what looks alike to the person; the judge, under that head, what counts as the same.
 */
import type { Observation } from './judge/evidence.ts';
import { fineTune, type FineTuned, type HeadSettings, type Progress } from './head/finetune.ts';
import { decide, fewest, missingAnswers } from './gate/gate.ts';
import { applyHead, distances } from './head/head.ts';
import { judgePredictions } from './judge/judge-predictions.ts';
import { calibrationOf } from './judge/calibrate.ts';
import { Judge, type JudgePrior } from './judge/judge.ts';
import { connectedComponents } from './answer-links.ts';
import type { Decision, JudgedPair, Objective, Vectors } from './types.ts';

export interface LessonTask {
  /** Backbone vectors, of unit length: of the photos that answers speak of, and of near ones for negatives. */
  vectors: Vectors;
  /** Each pair once. */
  answers: readonly JudgedPair[];
  /** All that is known of an answered pair but its distance; by its place in `answers`. */
  evidence: readonly Omit<Observation, 'distance'>[];
  prior: JudgePrior;
  /** What was learned before and is in use, and the answers (places) that it was learned from; null for what ships. */
  inUse: { head: Float32Array | null; learnedFrom: ReadonlySet<number> } | null;
  /** Which to choose from; all when left out. */
  objectives?: readonly Objective[];
  /** The same seed teaches the same. */
  seed: number;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface Lesson {
  /** Of head and judge together, on answers that neither has seen. */
  decision: Decision;
  /** The head that the judge goes with: a new one, or the one in use; null for none. */
  head: Float32Array | null;
  /** Adapted to all answers under that head. */
  judge: Judge;
  /** How the new head was trained; null where none was better. */
  settings: HeadSettings | null;
  /** The loss of the head before each step of its last training. */
  losses: readonly number[];
}

/**
 * The two are tried together first, then the judge alone, under the head in use: what a person counts as the same is often
 * learned before there is enough to say what looks alike to them. Whichever passes the gate is the lesson; of two, the one
 * that is wrong less often, and on a tie the one with the head.
 * @throws the signal's reason when it is aborted. @throws RangeError when an answer names a photo that has no vector.
 */
export async function teach(task: LessonTask): Promise<Lesson> {
  const { vectors, answers, inUse, objectives, seed, signal, onProgress } = task;
  const tuned = await fineTune({
    vectors,
    answers,
    seed,
    ...(inUse?.head ? { inUse: { head: inUse.head, trainedOn: inUse.learnedFrom } } : {}),
    ...(objectives === undefined ? {} : { objectives }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const before = distancesUnder(inUse?.head ?? null, vectors, answers);
  const alone = lessonUnder(task, before, before, () => true, {
    head: inUse?.head ?? null,
    settings: null,
    losses: tuned.losses,
  });
  if (tuned.settings === null) return alone;
  const unseen = new Set(tuned.predictions.map(({ answer }) => answer));
  const after = unseenDistances(tuned, vectors, answers);
  const together = lessonUnder(task, before, after, (answer) => unseen.has(answer), tuned);
  // The folds' heads put a few guesses right by their scale alone, which depends on the answers that they saw: together
  // they pass only where the head, or the judge without it, passes as well.
  const isProven = alone.decision.accepted || tuned.decision.accepted;
  const isBetter = !alone.decision.accepted || shareOfErrors(together.decision) <= shareOfErrors(alone.decision);
  return together.decision.accepted && isProven && isBetter ? together : alone;
}

function shareOfErrors({ answers, errors }: Decision): number {
  return errors.after / Math.max(1, answers);
}

/**
 * @param before distances of the answered pairs under the head in use. @param after under the lesson's head.
 * @param isUnseen whether that distance is by a head that had not seen the answer (its place): on others nothing is decided.
 */
function lessonUnder(
  { vectors, answers, evidence, prior, inUse, seed }: LessonTask,
  before: Float64Array,
  after: Float64Array,
  isUnseen: (answer: number) => boolean,
  { head, settings, losses }: Pick<Lesson, 'head' | 'settings' | 'losses'>,
): Lesson {
  const judged = answers.map((answer, place) => {
    const pair = evidence.at(place);
    if (pair === undefined) throw new RangeError('Give evidence of each answered pair.');
    return {
      ...answer,
      before: { ...pair, distance: before[place] },
      after: { ...pair, distance: after[place] },
      isKnown: inUse?.learnedFrom.has(place) ?? false,
    };
  });
  const photos = vectors.rows.length / vectors.dimensions;
  const predictions = judgePredictions(prior, judged, photos, seed).filter(({ answer }) => isUnseen(answer));
  const decision = decide(predictions, 'judge', seed, (inUse?.learnedFrom.size ?? 0) >= fewest.answers);
  const componentOf = connectedComponents(photos, answers);
  const missing = missingAnswers(answers, new Set(answers.map(({ a }) => componentOf[a])).size);
  return {
    // What is missing is told of all answers, not of those that were held out.
    decision: missing === null ? decision : { ...decision, accepted: false, sentence: missing },
    judge: Judge.adapted(
      prior,
      judged.map(({ after: pair, same }) => ({ pair, same })),
    ).calibrated(
      calibrationOf(predictions.map((one) => ({ ...one, isVerified: judged[one.answer]?.after.kind !== null }))),
    ),
    head,
    settings,
    losses,
  };
}

function distancesUnder(head: Float32Array | null, vectors: Vectors, answers: readonly JudgedPair[]): Float64Array {
  const { dimensions } = vectors;
  return distances(head === null ? vectors : { rows: applyHead(head, vectors), dimensions }, answers);
}

/**
 * Distances of answered pairs under a new head, as far as possible where a head put them that was not trained on them: a
 * judge that learnt from pairs that the head was fitted to would trust it too much. An answer that no fold held out keeps
 * the new head's own distance. Distances and not probabilities: those tell how many of the other folds' answers are "same",
 * and so how many of the own fold's are, which a judge would learn from where there is nothing else to learn.
 */
export function unseenDistances(
  { head, predictions }: Pick<FineTuned, 'head' | 'predictions'>,
  vectors: Vectors,
  answers: readonly JudgedPair[],
): Float64Array {
  const found = distancesUnder(head, vectors, answers);
  for (const { answer, distance } of predictions) found[answer] = distance;
  return found;
}
