/**
 * From the evidence of a pair to a calibrated probability of "the same": a logistic model with a shipped prior, learnt from
 * generated pairs, which a person's answers adapt. People differ in one thing or another, in tone or in framing, and most
 * do not differ at all: each such idea is a prior of its own, and the answers decide between them by how likely each makes
 * them as a whole (Bayesian model averaging: Hoeting et al. 1999; MacKay 1992, "Bayesian interpolation"). So a few answers
 * do no harm, and sixty can move the weights that matter to a person far.
 */
import { z } from 'zod';
import { asTheyAre, Calibration } from './calibrate.ts';
import { evidenceOf, evidenceRows, features, isVerified, type Observation } from './evidence.ts';
import { fitPosterior, logitOf } from './judge-fit.ts';
import { logistic, logit } from '../statistics.ts';

/** What resources/models/judge.json says. */
export const JudgePrior = z.object({
  /** Judges of different versions are never mixed. */
  version: z.string(),
  /** A weight a feature, in the order of the evidence. */
  weights: z.array(z.object({ feature: z.string(), weight: z.number() })),
  /** What people may mean that the weights do not: at least one. */
  ideas: z
    .array(
      z.object({
        name: z.string(),
        /** How many people have it, beside the other ideas; it need not sum up to anything. */
        share: z.number().positive(),
        /** The features whose weights are other ones to them; how far, as a standard deviation, and how far the rest. */
        features: z.array(z.string()),
        deviation: z.number().positive(),
        rest: z.number().positive(),
      }),
    )
    .min(1),
});
export type JudgePrior = z.infer<typeof JudgePrior>;

/** A judge as it is stored. */
export const JudgeState = z.object({
  weights: z.array(z.number()),
  covariance: z.array(z.number()),
  answers: z.int().min(0),
  /** Not there in what was learned before there was one. */
  calibration: Calibration.default(asTheyAre),
});
export type JudgeState = z.infer<typeof JudgeState>;

/** Answers to adapt to: observations, and whether the person called each pair the same. */
export interface JudgedObservation {
  pair: Observation;
  same: boolean;
}

export class Judge {
  readonly weights: Float64Array;
  /** How sure the weights are under the last idea, which leaves the most open: `features × features`, row by row. */
  readonly covariance: Float64Array;
  /** Answers that stand behind it, beside the prior. */
  readonly answers: number;
  readonly #calibration: Calibration;

  /** A judge as `state` gave it. @throws RangeError when it was learnt for other evidence than this program sees. */
  static restored(state: JudgeState): Judge {
    const { weights, covariance, answers, calibration } = JudgeState.parse(state);
    if (weights.length !== features.length || covariance.length !== features.length ** 2)
      throw new RangeError('The judge was learnt for other evidence than this program sees.');
    return new Judge(Float64Array.from(weights), Float64Array.from(covariance), answers, calibration);
  }

  private constructor(
    weights: Float64Array,
    covariance: Float64Array,
    answers: number,
    calibration: Calibration = asTheyAre,
  ) {
    this.weights = weights;
    this.covariance = covariance;
    this.answers = answers;
    this.#calibration = calibration;
  }

  /** The same judge, whose word is laid on what was found where it had not seen the answers. */
  calibrated(calibration: Calibration): Judge {
    return new Judge(this.weights, this.covariance, this.answers, calibration);
  }

  /**
   * @param prior the shipped one.
   * @param answered what the person said; nothing gives the prior itself.
   * @throws RangeError when the prior was learnt for other evidence.
   */
  static adapted(prior: JudgePrior, answered: readonly JudgedObservation[]): Judge {
    if (
      prior.weights.length !== features.length ||
      prior.weights.some(({ feature }, at) => feature !== features[at].name) ||
      prior.ideas.some((idea) => idea.features.some((name) => !features.some((feature) => feature.name === name)))
    )
      throw new RangeError(`The judge ${prior.version} was learnt for other evidence than this program sees.`);
    const means = Float64Array.from(prior.weights, ({ weight }) => weight);
    const rows = evidenceRows(answered.map(({ pair }) => pair));
    const targets = Float64Array.from(answered, ({ same }) => Number(same));
    const fits = prior.ideas.map((idea) => {
      const deviations = Float64Array.from(features, ({ name }) =>
        idea.features.includes(name) ? idea.deviation : idea.rest,
      );
      const fit = fitPosterior({ rows, targets }, { means, deviations });
      return { ...fit, support: fit.evidence + Math.log(idea.share) };
    });
    const most = Math.max(...fits.map(({ support }) => support));
    const shares = fits.map(({ support }) => Math.exp(support - most));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const weights = means.map((mean, at) =>
      fits.reduce((sum, fit, idea) => sum + (shares[idea] / total) * (fit.means[at] - mean), mean),
    );
    return new Judge(weights, fits.at(-1)?.covariance ?? new Float64Array(means.length ** 2), answered.length);
  }

  /** All that makes it, as plain values. */
  state(): JudgeState {
    return {
      weights: [...this.weights],
      covariance: [...this.covariance],
      answers: this.answers,
      calibration: this.#calibration,
    };
  }

  /**
   * The distance at which two photos, of which nothing else is known, would be as probably the same; 0 to 2.
   * @param probability 0 to 1.
   */
  distanceOf(probability: number): number {
    // The logit of such a pair is a line over the distance.
    const [near, far] = [0, 1].map((distance) => logitOf(this.weights, evidenceOf(unknownPair(distance)), 0));
    return Math.min(2, Math.max(0, (logit(probability) - near) / (far - near)));
  }

  /** Of "the same", 0 to 1, for two photos of which only their distance is known; 0 to 2. */
  probabilityAt(distance: number): number {
    return this.probability(unknownPair(distance));
  }

  /** Of "the same", 0 to 1. */
  probability(pair: Observation): number {
    return this.probabilities(evidenceRows([pair]))[0];
  }

  /**
   * The same, nearer to one half the less sure the weights are that say it: what a few answers taught is no certainty
   * (MacKay 1992, "The evidence framework applied to classification networks", eq. 9).
   */
  moderated(pair: Observation): number {
    return this.moderatedRow(evidenceOf(pair));
  }

  /** The same of a row of evidence. */
  moderatedRow(row: Float64Array): number {
    const size = row.length;
    let variance = 0;
    for (let i = 0; i < size; i++) {
      if (row[i] === 0) continue;
      for (let j = 0; j < size; j++) variance += row[i] * row[j] * this.covariance[i * size + j];
    }
    const { slope } = this.#lineOf(row, 0);
    return logistic(this.#logitOf(row, 0) / Math.sqrt(1 + (Math.PI * slope ** 2 * variance) / 8));
  }

  /** @param rows of evidence, `count × features`. @returns `count` probabilities of "the same". */
  probabilities(rows: Float64Array): Float64Array {
    return Float64Array.from({ length: rows.length / this.weights.length }, (_, row) =>
      logistic(this.#logitOf(rows, row)),
    );
  }

  #logitOf(rows: Float64Array, row: number): number {
    const { offset, slope } = this.#lineOf(rows, row);
    return offset + slope * logitOf(this.weights, rows, row);
  }

  #lineOf(rows: Float64Array, row: number): Calibration['byWord'] {
    return this.#calibration[isVerified(rows, row) ? 'verified' : 'byWord'];
  }
}

/** Two photos of which only their distance is known. */
function unknownPair(distance: number): Observation {
  return { distance, kind: null, measured: null, secondsApart: null, sameCamera: null, sizeRatio: 1 };
}
