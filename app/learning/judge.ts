/**
 * From the evidence of a pair to a calibrated probability of "the same": a logistic model with a shipped prior, learnt from
 * generated pairs, which a person's answers adapt. Where the answers say nothing the prior holds; and while they are fewer
 * than could tell two dozen weights, they may move them by little, so that a few of them do no harm.
 */
import { z } from 'zod';
import { evidenceRows, features, type Observation } from './evidence.ts';
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
