/** How good probabilities of "the same" are, on pairs that nobody was asked about. */
import { calibrationError, thresholdFor } from '../../app/learning/calibration.ts';
import { countErrors, ranked, recallAtPrecision } from '../../app/learning/statistics.ts';

export interface Score {
  /** Share of the pairs that are wrong when one half or more is taken for "the same". */
  errors: number;
  /** Largest share of the "same" pairs that some threshold finds with 99 of 100 right. */
  recall: number;
  calibrationError: number;
  /** At the threshold that is offered as "about 99 of 100 right": how many are right, and the share of "same" pairs found. */
  offered: { precision: number; recall: number };
}

const precision = 0.99;

/** @param probabilities one a pair. @param same what the person would have answered. */
export function score(probabilities: ArrayLike<number>, same: readonly boolean[]): Score {
  const said = Array.from(probabilities);
  const threshold = thresholdFor(said, precision);
  const taken = same.filter((_, at) => (said[at] ?? 0) >= threshold);
  const right = taken.filter(Boolean).length;
  return {
    errors: countErrors(said, same) / said.length,
    recall: recallAtPrecision(ranked(said, same), precision),
    calibrationError: calibrationError(said, same),
    offered: {
      precision: taken.length === 0 ? 1 : right / taken.length,
      recall: right / Math.max(1, same.filter(Boolean).length),
    },
  };
}
