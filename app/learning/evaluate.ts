/** How well a model tells "same" from "different", on answers that it was not trained on. */
import { Random } from './random.ts';
import { areaUnderCurve, bootstrap, countErrors, recallAtPrecision } from './statistics.ts';
import type { Quality } from './types.ts';

/** A probability for an answered pair. */
export interface JudgedProbability {
  /** Of "same", 0 to 1. */
  probability: number;
  same: boolean;
  /** Number of the pair's group of linked photos. */
  component: number;
}

/** Of all pairs found, the share that must be right. */
const precision = 0.99;

/**
 * @param pairs one or more, of both kinds: else what is not defined is NaN.
 * @param seed of the draws of the intervals.
 */
export function evaluatePairs(pairs: readonly JudgedProbability[], seed: number): Quality {
  const components = [...Map.groupBy(pairs, ({ component }) => component).values()];
  const measured = (statistic: (probabilities: number[], same: boolean[]) => number) =>
    bootstrap(
      components,
      (drawn) =>
        statistic(
          drawn.map(({ probability }) => probability),
          drawn.map(({ same }) => same),
        ),
      new Random(seed),
    );
  return {
    areaUnderCurve: measured(areaUnderCurve),
    recall: measured((probabilities, same) => recallAtPrecision(probabilities, same, precision)),
    errorsPerThousand: measured((probabilities, same) => (1000 * countErrors(probabilities, same)) / same.length),
  };
}
