/** How well a model tells "same" from "different", on answers that it was not trained on. */
import { Random } from '../random.ts';
import { areaUnderCurve, bootstrap, countErrors, ranked, recallAtPrecision } from '../statistics.ts';
import type { Quality } from '../types.ts';

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
  const statistics = (drawn: readonly JudgedProbability[]): [number, number, number] => {
    const probabilities = drawn.map(({ probability }) => probability);
    const same = drawn.map((pair) => pair.same);
    const levels = ranked(probabilities, same);
    return [
      areaUnderCurve(levels),
      recallAtPrecision(levels, precision),
      (1000 * countErrors(probabilities, same)) / same.length,
    ];
  };
  const unknown = { value: NaN, low: NaN, high: NaN };
  const [area = unknown, recall = unknown, errorsPerThousand = unknown] = bootstrap(
    components,
    statistics,
    new Random(seed),
  );
  return { areaUnderCurve: area, recall, errorsPerThousand };
}
