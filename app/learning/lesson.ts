/**
 * One lesson: from a person's answers a new head and a new judge, and whether the two together are better than what is in
 * use. The head learns what looks alike to the person; the judge, under that head, what counts as the same.
 */
import type { Observation } from './evidence.ts';
import { fineTune, type FineTuned, type HeadSettings, type Progress } from './finetune.ts';
import { decide, missingAnswers } from './gate.ts';
import { applyHead, distances } from './head.ts';
import { judgePredictions } from './judge-predictions.ts';
import { Judge, type JudgePrior } from './judge.ts';
import { connectedComponents } from './links.ts';
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
 * learned before there is enough to say what looks alike to them. Whichever passes the gate is the lesson.
 * @throws the signal's reason when it is aborted. @throws RangeError when an answer names a photo that has no vector.
 */
export async function teach(task: LessonTask): Promise<Lesson> {
  const { vectors, answers, inUse, objectives, seed, signal, onProgress } = task;
  const tuned = await fineTune({
    ...{ vectors, answers, seed },
    ...(inUse?.head ? { inUse: { head: inUse.head, trainedOn: inUse.learnedFrom } } : {}),
    ...(objectives === undefined ? {} : { objectives }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const before = distancesUnder(inUse?.head ?? null, vectors, answers);
  const alone = lessonUnder(task, before, before, {
    ...{ head: inUse?.head ?? null, settings: null, losses: tuned.losses },
  });
  if (tuned.settings === null) return alone;
  const together = lessonUnder(task, before, unseenDistances(tuned, vectors, answers), tuned);
  return together.decision.accepted || !alone.decision.accepted ? together : alone;
}

/** @param before distances of the answered pairs under the head in use. @param after under the lesson's head. */
function lessonUnder(
  { vectors, answers, evidence, prior, inUse, seed }: LessonTask,
  before: Float64Array,
  after: Float64Array,
  { head, settings, losses }: Pick<Lesson, 'head' | 'settings' | 'losses'>,
): Lesson {
  const judged = answers.map((answer, place) => {
    const pair = evidence[place];
    if (pair === undefined) throw new RangeError('Give evidence of each answered pair.');
    return {
      ...answer,
      before: { ...pair, distance: before[place] ?? 0 },
      after: { ...pair, distance: after[place] ?? 0 },
      isKnown: inUse?.learnedFrom.has(place) ?? false,
    };
  });
  const photos = vectors.rows.length / vectors.dimensions;
  const decision = decide(judgePredictions(prior, judged, photos, seed), 'judge', seed);
  const componentOf = connectedComponents(photos, answers);
  const missing = missingAnswers(answers, new Set(answers.map(({ a }) => componentOf[a])).size);
  return {
    // What is missing is told of all answers, not of those that were held out.
    decision: missing === null ? decision : { ...decision, accepted: false, sentence: missing },
    judge: Judge.adapted(
      prior,
      judged.map(({ after: pair, same }) => ({ pair, same })),
    ),
    ...{ head, settings, losses },
  };
}

function distancesUnder(head: Float32Array | null, vectors: Vectors, answers: readonly JudgedPair[]): Float64Array {
  const { dimensions } = vectors;
  return distances(head === null ? vectors : { rows: applyHead(head, vectors), dimensions }, answers);
}

/** Of the logit, a unit of distance: with less, a probability says nothing of the distance. */
const leastSlope = 1;

/**
 * Distances of answered pairs under a new head, as far as possible where it would put them had it not been trained on them:
 * a judge that learnt from pairs that the head was fitted to would trust it too much. They are told by the probability that
 * a head which had not seen the answer gave it; an answer that no fold held out keeps the new head's own distance.
 */
export function unseenDistances(
  { head, predictions, calibration: { intercept, slope } }: Pick<FineTuned, 'head' | 'predictions' | 'calibration'>,
  vectors: Vectors,
  answers: readonly JudgedPair[],
): Float64Array {
  const found = distancesUnder(head, vectors, answers);
  if (slope > -leastSlope) return found;
  for (const { answer, after } of predictions) {
    const sure = Math.min(1 - 1e-6, Math.max(1e-6, after));
    found[answer] = Math.min(2, Math.max(0, (Math.log(sure / (1 - sure)) - intercept) / slope));
  }
  return found;
}
