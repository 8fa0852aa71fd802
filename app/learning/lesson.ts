/**
 * One lesson: from a person's answers a new head and a new judge, and whether the two together are better than what is in
 * use. The head learns what looks alike to the person; the judge, under that head, what counts as the same.
 */
import type { Observation } from './evidence.ts';
import { fineTune, type HeadSettings, type Progress } from './finetune.ts';
import { decide } from './gate.ts';
import { applyHead, distances } from './head.ts';
import { judgePredictions } from './judge-predictions.ts';
import { Judge, type JudgePrior } from './judge.ts';
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
  /** The head that the judge goes with: a new one where it proved better by itself, else the one in use; null for none. */
  head: Float32Array | null;
  /** Adapted to all answers under that head. */
  judge: Judge;
  /** How the new head was trained; null where none was better. */
  settings: HeadSettings | null;
  /** The loss of the head before each step of its last training. */
  losses: readonly number[];
}

/**
 * A new head has to prove itself first, by its distances alone; then judge and head together have to. A head that fails
 * leaves the judge to learn under the one in use.
 * @throws the signal's reason when it is aborted. @throws RangeError when an answer names a photo that has no vector.
 */
export async function teach(task: LessonTask): Promise<Lesson> {
  const { vectors, answers, evidence, prior, inUse, objectives, seed, signal, onProgress } = task;
  const tuned = await fineTune({
    ...{ vectors, answers, seed },
    ...(inUse?.head ? { inUse: { head: inUse.head, trainedOn: inUse.learnedFrom } } : {}),
    ...(objectives === undefined ? {} : { objectives }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const isNew = tuned.decision.accepted && tuned.settings !== null;
  const before = distancesUnder(inUse?.head ?? null, vectors, answers);
  const head = isNew ? tuned.head : (inUse?.head ?? null);
  const after = distancesUnder(head, vectors, answers);
  const unseen = isNew ? unseenDistances(tuned, after) : before;
  const observation = (place: number, distance: number): Observation => ({
    ...(evidence[place] ?? unknown),
    distance,
  });
  const predictions = judgePredictions(
    prior,
    answers.map((answer, place) => ({
      ...answer,
      before: observation(place, before[place] ?? 0),
      after: observation(place, unseen[place] ?? 0),
      isKnown: inUse?.learnedFrom.has(place) ?? false,
    })),
    vectors.rows.length / vectors.dimensions,
    seed,
  );
  return {
    decision: decide(predictions, 'judge', seed),
    head,
    judge: Judge.adapted(
      prior,
      answers.map(({ same }, place) => ({ pair: observation(place, after[place] ?? 0), same })),
    ),
    settings: isNew ? tuned.settings : null,
    losses: tuned.losses,
  };
}

/** Of a pair of which nothing is known; its distance is given beside it. */
const unknown = { kind: null, measured: null, secondsApart: null, sameCamera: null, sizeRatio: 1 };

function distancesUnder(head: Float32Array | null, vectors: Vectors, answers: readonly JudgedPair[]): Float64Array {
  const { dimensions } = vectors;
  return distances(head === null ? vectors : { rows: applyHead(head, vectors), dimensions }, answers);
}

/**
 * Distances under heads that were not trained on the answer, told as the new head's: by the probability that such a head
 * gave it. An answer that no fold held out keeps the new head's own distance.
 */
function unseenDistances(
  { predictions, calibration: { intercept, slope } }: Awaited<ReturnType<typeof fineTune>>,
  after: Float64Array,
): Float64Array {
  const unseen = after.slice();
  for (const { answer, after: probability } of predictions) {
    const certain = Math.min(1 - 1e-9, Math.max(1e-9, probability));
    unseen[answer] = Math.min(2, Math.max(0, (Math.log(certain / (1 - certain)) - intercept) / slope));
  }
  return unseen;
}
