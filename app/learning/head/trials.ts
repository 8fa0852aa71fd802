/** Trains heads with some folds left out, each once however often it is asked for, and tells how far apart those lie. */
import { trainHead, type Trained, type TrainingSettings } from './head-training.ts';
import { mustLinkUnits } from '../answer-links.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { Random } from '../random.ts';
import type { RowPair, RowTable } from './row-table.ts';
import { sampleClasses, samplePhotos } from './sampler.ts';
import { fitCalibration } from '../statistics.ts';
import type { JudgedPair, Objective } from '../types.ts';

/** Losses over classes; the others are over photos. */
const overClasses: ReadonlySet<Objective> = new Set<Objective>(['arcface', 'cosface', 'sphereface']);

export interface Problem {
  answers: readonly JudgedPair[];
  /** Distances of the answered pairs under the backbone alone. */
  distances: Float64Array;
  /** The fold of every photo; −1 for photos that no answer speaks of. */
  foldOf: Int32Array;
  table: RowTable;
  neighbourhood: Neighbourhood;
  seed: number;
  /** Is awaited often; what it throws ends everything. */
  breathe: () => Promise<void>;
}

export class Trials {
  readonly #problem: Problem;
  readonly #finished = new Map<string, Promise<Trained>>();

  constructor(problem: Problem) {
    this.#problem = problem;
  }

  /** How many heads were trained. */
  get count(): number {
    return this.#finished.size;
  }

  /** Places of the answers, both photos of which lie in a fold. */
  answersIn(fold: number): number[] {
    const { answers, foldOf } = this.#problem;
    return answers.flatMap(({ a, b }, at) => (foldOf[a] === fold && foldOf[b] === fold ? at : []));
  }

  /**
   * @param leftOut folds, no photo of which is seen.
   * @returns distances of the answers of `fold`, in the order of `answersIn`, under the head at each strength.
   */
  async distances(settings: TrainingSettings, leftOut: readonly number[], fold: number): Promise<Float64Array[]> {
    const { changes } = await this.train(settings, leftOut);
    const pairs = this.answersIn(fold).map((at): RowPair => {
      const { a, b } = this.#problem.answers[at];
      return [a, b];
    });
    return changes.map((change) => this.#problem.table.distances(pairs, change));
  }

  train(settings: TrainingSettings, leftOut: readonly number[], onLoss?: (losses: readonly number[]) => void) {
    const folds = [...leftOut].sort((x, y) => x - y);
    const name = JSON.stringify([settings, folds]);
    const known = this.#finished.get(name) ?? this.#train(settings, new Set(folds), onLoss);
    this.#finished.set(name, known);
    return known;
  }

  #train(
    settings: TrainingSettings,
    leftOut: ReadonlySet<number>,
    onLoss?: (losses: readonly number[]) => void,
  ): Promise<Trained> {
    const { answers, distances, foldOf, table, neighbourhood, seed, breathe } = this.#problem;
    const isSeen = (photo: number) => !leftOut.has(foldOf[photo]);
    const seen = answers.map((answer, at) => ({ answer, at })).filter(({ answer: { a, b } }) => isSeen(a) && isSeen(b));
    const units = mustLinkUnits(
      table.length,
      seen.map(({ answer }) => answer),
    );
    const calibration = fitCalibration(
      seen.map(({ at }) => distances[at]),
      seen.map(({ answer }) => answer.same),
    );
    const presumed = (photo: number, isStranger: (other: number) => boolean) =>
      neighbourhood.presumedDifferent(photo, calibration, (other) => isSeen(other) && isStranger(other));
    const random = new Random(seed);
    const sample = (overClasses.has(settings.objective) ? sampleClasses : samplePhotos)(table, units, presumed, random);
    return trainHead(sample, settings, random, breathe, onLoss);
  }
}
