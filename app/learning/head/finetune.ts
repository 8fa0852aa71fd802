/** Fine-tunes the head on a person's answers, and tells whether it is better than the one in use. */
import { setImmediate } from 'node:timers/promises';
import { startBackend } from './backend.ts';
import { clustersOf, foldsOf } from '../gate/folds.ts';
import { decide, missingAnswers } from '../gate/gate.ts';
import { directionsOf } from './head-directions.ts';
import { strengths, type TrainingSettings } from './head-training.ts';
import { applyHead, distances, headOf, identityHead } from './head.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { RowTable } from './row-table.ts';
import { choose, mostTrainings, type Chosen } from './selection.ts';
import { fitCalibration, probabilityAt } from '../statistics.ts';
import { Trials, type Problem } from './trials.ts';
import {
  objectives as allObjectives,
  type Calibration,
  type Decision,
  type JudgedPair,
  type Objective,
  type Prediction,
  type Vectors,
} from '../types.ts';

/** Directions in which a head may change vectors: more gained nothing on a few hundred answers, and cost time. */
const rank = 32;
const foldCount = 4;
const folds = Array.from({ length: foldCount }, (_, fold) => fold);

export interface FineTuning {
  /**
   * Backbone vectors, of unit length: of the photos that answers speak of, and of neighbours of theirs, from which
   * negatives are taken where the answers name none.
   */
  vectors: Vectors;
  /** Each pair once. Confirmed groups are given as "same" pairs. */
  answers: readonly JudgedPair[];
  /** The head in use, and the answers (places in `answers`) that it was trained on; without one, the identity. */
  inUse?: { head: Float32Array; trainedOn: ReadonlySet<number> };
  /** Which objectives to choose from; all of them unless said otherwise. */
  objectives?: readonly Objective[];
  /** The same seed gives the same head. */
  seed: number;
  signal?: AbortSignal;
  /** Told often, and last with `done` = 1. */
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  /** Share of the work, 0 to 1, never falling. */
  done: number;
  /** The loss of the head that is trained on all answers, before each of its steps; empty until that begins. */
  losses: readonly number[];
}

/** What was chosen: the settings, and the strength of the pull to the identity. */
export interface HeadSettings extends TrainingSettings {
  strength: number;
}

export interface FineTuned {
  decision: Decision;
  /** Trained on all answers; the identity where nothing was better. `dimensions` × `dimensions`, row by row. */
  head: Float32Array;
  /** Null where no head was better than none. */
  settings: HeadSettings | null;
  /** Of distances under the head on photos that it has not seen. */
  calibration: Calibration;
  /** As in `Progress`. */
  losses: readonly number[];
  /**
   * Of answers that neither head has seen, by their places in `answers`: what the gate decided on. With each, how far apart
   * the pair lies under the head that had not seen it.
   */
  predictions: (Prediction & { answer: number; distance: number })[];
}

/**
 * Objective, margin, rate and strength are chosen by cross-validation inside each part of another cross-validation,
 * whose answers out of fold the gate decides on: they had no part in any choice. Folds are of whole groups of linked
 * photos.
 * @throws the signal's reason when it is aborted. @throws RangeError when an answer names a photo that has no vector.
 */
export async function fineTune(task: FineTuning): Promise<FineTuned> {
  const { vectors, answers, objectives = allObjectives, seed, signal, onProgress } = task;
  const count = vectors.rows.length / vectors.dimensions;
  for (const { a, b } of answers)
    if (a === b || a < 0 || b < 0 || a >= count || b >= count)
      throw new RangeError(`An answer is about photos ${a} and ${b}, which are not two of the ${count} given.`);
  await startBackend();
  const breathe = async () => {
    await setImmediate();
    signal?.throwIfAborted();
  };
  await breathe();

  const { dimensions } = vectors;
  const directions = directionsOf(vectors, answers, rank);
  const problem: Problem = {
    answers,
    distances: distances(vectors, answers),
    foldOf: foldsOf(count, answers, foldCount, seed),
    table: RowTable.of(vectors, directions),
    neighbourhood: new Neighbourhood(vectors, [...new Set(answers.flatMap(({ a, b }) => [a, b]))]),
    seed,
    breathe: async () => {
      await breathe();
      report();
    },
  };
  const trials = new Trials(problem);
  const missing = missingAnswers(answers, new Set(testedClusters(trials, problem).values()).size);
  const tried = missing === null ? objectives : [];
  let losses: readonly number[] = [];
  const most = mostTrainings(tried) * (foldCount + (foldCount * (foldCount - 1)) / 2);
  const report = () => onProgress?.({ done: Math.min(0.99, trials.count / (most + 1)), losses });

  const predictions = await predictUnseen(task, problem, trials, tried);
  const { settings, strength, calibration } = await choose(trials, problem, folds, null, tried);
  const trained =
    settings === null
      ? null
      : await trials.train(settings, [], (soFar) => {
          losses = soFar;
          report();
        });
  const decision = decide(predictions, 'head', seed);
  onProgress?.({ done: 1, losses });
  return {
    decision: {
      ...decision,
      // Where no head is better than none, that the folds found one is chance.
      accepted: decision.accepted && trained !== null,
      sentence: missing ?? (trained === null ? nothingLearnt(decision) : decision.sentence),
    },
    head: trained === null ? identityHead(dimensions) : headOf(directions, trained.changes[strength], dimensions),
    settings: settings === null ? null : { ...settings, strength: strengths[strength] },
    calibration,
    losses,
    predictions,
  };
}

function nothingLearnt({ answers, errors }: Decision): string {
  return `No head serves your answers better than the encoder as it is: out of ${answers}, it foretells all but ${errors.before}, and what was tried did no better.`;
}

/** What the head in use, and one trained without them, say of the answers of each fold in turn. */
async function predictUnseen(
  { vectors, answers, inUse }: FineTuning,
  problem: Problem,
  trials: Trials,
  objectives: readonly Objective[],
): Promise<FineTuned['predictions']> {
  const before =
    inUse === undefined
      ? problem.distances
      : distances({ rows: applyHead(inUse.head, vectors), dimensions: vectors.dimensions }, answers);
  const predictions: FineTuned['predictions'] = [];
  for (const fold of folds) {
    const chosen = await choose(trials, problem, folds, fold, objectives);
    const shown = folds.filter((other) => other !== fold).flatMap((other) => trials.answersIn(other));
    const calibration = fitCalibration(
      shown.map((place) => before[place]),
      shown.map((place) => answers[place].same),
    );
    const places = trials.answersIn(fold);
    const after = await distancesUnder(chosen, trials, problem, fold);
    places.forEach((answer, at) => {
      if (inUse?.trainedOn.has(answer) === true) return;
      predictions.push({
        answer,
        distance: after[at],
        before: probabilityAt(calibration, before[answer]),
        after: probabilityAt(chosen.calibration, after[at]),
        same: answers[answer].same,
        component: 0,
      });
    });
  }
  const clusters = testedClusters(trials, problem);
  return predictions.map((prediction) => ({ ...prediction, component: clusters.get(prediction.answer) ?? 0 }));
}

/** For each answer that is in a fold, the number of its cluster. Answers across two folds link nothing. */
function testedClusters(trials: Trials, { answers, foldOf }: Problem): Map<number, number> {
  const tested = folds.flatMap((fold) => trials.answersIn(fold));
  const clusters = clustersOf(
    foldOf.length,
    tested.map((place) => answers[place]),
  );
  return new Map(tested.map((place, at) => [place, clusters[at]]));
}

async function distancesUnder(
  { settings, strength }: Chosen,
  trials: Trials,
  { distances }: Problem,
  fold: number,
): Promise<ArrayLike<number>> {
  if (settings === null) return trials.answersIn(fold).map((place) => distances[place]);
  return (await trials.distances(settings, [fold], fold))[strength];
}
