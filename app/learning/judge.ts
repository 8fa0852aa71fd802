/**
 * From the evidence of a pair to a calibrated probability of "the same": a logistic model with a shipped prior, learnt from
 * generated pairs, which a person's answers adapt. Where the answers say nothing the prior holds; and while they are fewer
 * than could tell two dozen weights, they may move them by little, so that a few of them do no harm.
 */
import { z } from 'zod';
import { evidenceOf, evidenceRows, features, type Observation } from './evidence.ts';
import { fitPosterior, logitOf } from './judge-fit.ts';
import { logistic } from './statistics.ts';

/** What resources/models/judge.json says. */
export const JudgePrior = z.object({
  /** Judges of different versions are never mixed. */
  version: z.string(),
  /** A weight a feature, in the order of the evidence. */
  weights: z.array(z.object({ feature: z.string(), weight: z.number() })),
  /** How far a person's weights lie from these, as a standard deviation … */
  deviation: z.number().positive(),
  /** … once so many answers say so; fewer may move them in proportion. */
  fullAfter: z.int().positive(),
});
export type JudgePrior = z.infer<typeof JudgePrior>;

/** A judge as it is stored. */
export const JudgeState = z.object({
  weights: z.array(z.number()),
  covariance: z.array(z.number()),
  answers: z.int().min(0),
});
export type JudgeState = z.infer<typeof JudgeState>;

/** Answers to adapt to: observations, and whether the person called each pair the same. */
export interface JudgedObservation {
  pair: Observation;
  same: boolean;
}

export class Judge {
  readonly weights: Float64Array;
  /** How sure the weights are, were they free to move at once: `features × features`, row by row. */
  readonly covariance: Float64Array;
  /** Answers that stand behind it, beside the prior. */
  readonly answers: number;

  /** A judge as `state` gave it. @throws RangeError when it was learnt for other evidence than this program sees. */
  static restored(state: JudgeState): Judge {
    const { weights, covariance, answers } = JudgeState.parse(state);
    if (weights.length !== features.length || covariance.length !== features.length ** 2)
      throw new RangeError('The judge was learnt for other evidence than this program sees.');
    return new Judge(Float64Array.from(weights), Float64Array.from(covariance), answers);
  }

  private constructor(weights: Float64Array, covariance: Float64Array, answers: number) {
    this.weights = weights;
    this.covariance = covariance;
    this.answers = answers;
  }

  /**
   * @param prior the shipped one.
   * @param answered what the person said; nothing gives the prior itself.
   * @throws RangeError when the prior was learnt for other evidence.
   */
  static adapted(prior: JudgePrior, answered: readonly JudgedObservation[]): Judge {
    if (
      prior.weights.length !== features.length ||
      prior.weights.some(({ feature }, at) => feature !== features[at]?.name)
    )
      throw new RangeError(`The judge ${prior.version} was learnt for other evidence than this program sees.`);
    const means = Float64Array.from(prior.weights, ({ weight }) => weight);
    const rows = evidenceRows(answered.map(({ pair }) => pair));
    const targets = Float64Array.from(answered, ({ same }) => Number(same));
    const within = (deviation: number) =>
      fitPosterior({ rows, targets }, { means, deviations: new Float64Array(means.length).fill(deviation) });
    const full = within(prior.deviation);
    const share = Math.min(1, answered.length / prior.fullAfter);
    const judged = share > 0 && share < 1 ? within(prior.deviation * share) : full;
    return new Judge(judged.means, full.covariance, answered.length);
  }

  /** All that makes it, as plain values. */
  state(): JudgeState {
    return { weights: [...this.weights], covariance: [...this.covariance], answers: this.answers };
  }

  /**
   * The distance at which two photos, of which nothing else is known, would be as probably the same; 0 to 2.
   * @param probability 0 to 1.
   */
  distanceOf(probability: number): number {
    const certain = 1e-12;
    const p = Math.min(1 - certain, Math.max(certain, probability));
    // The logit of such a pair is a line over the distance.
    const [near = 0, far = 0] = [0, 1].map((distance) => logitOf(this.weights, evidenceOf(unknownPair(distance)), 0));
    return Math.min(2, Math.max(0, (Math.log(p / (1 - p)) - near) / (far - near)));
  }

  /** Of "the same", 0 to 1. */
  probability(pair: Observation): number {
    return this.probabilities(evidenceRows([pair]))[0] ?? 0;
  }

  /** @param rows of evidence, `count × features`. @returns `count` probabilities of "the same". */
  probabilities(rows: Float64Array): Float64Array {
    return Float64Array.from({ length: rows.length / this.weights.length }, (_, row) =>
      logistic(logitOf(this.weights, rows, row)),
    );
  }
}

/** Two photos of which only their distance is known. */
function unknownPair(distance: number): Observation {
  return { distance, kind: null, measured: null, secondsApart: null, sameCamera: null, sizeRatio: 1 };
}
