/** How good probabilities of "the same" are, on pairs that nobody was asked about. */
import { calibrationError, thresholdFor } from '../../app/learning/calibration.ts';

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
    errors: said.filter((probability, at) => probability >= 0.5 !== same[at]).length / said.length,
    recall: recallAtPrecision(said, same, precision),
    calibrationError: calibrationError(said, same),
    offered: {
      precision: taken.length === 0 ? 1 : right / taken.length,
      recall: right / Math.max(1, same.filter(Boolean).length),
    },
  };
}

/** Equal probabilities are taken together. */
export function recallAtPrecision(said: readonly number[], same: readonly boolean[], least: number): number {
  const order = [...said.keys()].sort((x, y) => (said[y] ?? 0) - (said[x] ?? 0));
  const all = same.filter(Boolean).length;
  let [right, best] = [0, 0];
  order.forEach((pair, at) => {
    if (same[pair] === true) right++;
    const isLastOfLevel = said[order[at + 1] ?? -1] !== said[pair];
    if (isLastOfLevel && right / (at + 1) >= least) best = right;
  });
  return best / Math.max(1, all);
}
