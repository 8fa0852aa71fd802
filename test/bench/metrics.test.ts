import { describe, expect, test } from 'vitest';
import {
  areaUnderCurve,
  averagePrecision,
  bestStep,
  rank,
  recallAtFalsePositives,
  type Trial,
} from '../../bench/quality/metrics.ts';
import { Chance } from '../../bench/random.ts';

/** Scores with many ties, as hashes give them. */
function randomTrial(seed: number, queries = 30, references = 40, levels = 12): Trial {
  const chance = new Chance(`trial ${seed}`);
  const truth = Array.from({ length: queries }, () => chance.below(references));
  const scores = truth.map((right) =>
    Array.from({ length: references }, (_, at) => chance.below(levels) + (at === right ? chance.below(levels) : 0)),
  );
  return { queries, references, truth: (query) => truth[query]!, score: (query, at) => scores[query]![at]! };
}

/** Every pair of a trial in one list, as the definition has it. */
function pooled({ queries, references, truth, score }: Trial) {
  return Array.from({ length: queries }, (_, query) => query).flatMap((query) =>
    Array.from({ length: references }, (_, at) => ({ isTrue: truth(query) === at, score: score(query, at) })),
  );
}

/** Precision and recall when all pairs from this score on are taken. */
function taken(trial: Trial, threshold: number) {
  const above = pooled(trial).filter(({ score }) => score >= threshold);
  const right = above.filter(({ isTrue }) => isTrue).length;
  return { recall: right / trial.queries, precision: right / above.length };
}

const seeds = [1, 2, 3, 4, 5];

describe('a pooled ranking', () => {
  test.each(seeds)('has the precision and recall of plain counting at each of its steps (%i)', (seed) => {
    const trial = randomTrial(seed);
    const { steps, trueScores } = rank(trial);
    expect(steps.map(({ threshold }) => threshold)).toEqual([...new Set(trueScores)].sort((a, b) => b - a));
    for (const { threshold, ...step } of steps) expect(step).toEqual(taken(trial, threshold));
  });

  test.each(seeds)('gives average precision as the area under its steps (%i)', (seed) => {
    const trial = randomTrial(seed);
    const thresholds = [...new Set(pooled(trial).map(({ score }) => score))].sort((a, b) => b - a);
    let [area, before] = [0, 0];
    for (const { recall, precision } of thresholds.map((threshold) => taken(trial, threshold))) {
      area += (recall - before) * precision;
      before = recall;
    }
    expect(averagePrecision(rank(trial))).toBeCloseTo(area, 12);
  });

  test.each(seeds)('finds the largest recall at a precision (%i)', (seed) => {
    const trial = randomTrial(seed);
    for (const precision of [0.2, 0.5, 0.9]) {
      const thresholds = new Set(pooled(trial).map(({ score }) => score));
      const reaching = [...thresholds]
        .map((threshold) => taken(trial, threshold))
        .filter((one) => one.precision >= precision);
      expect(bestStep(rank(trial), precision)?.recall ?? 0).toBe(Math.max(0, ...reaching.map(({ recall }) => recall)));
    }
  });

  test('is perfect where every true pair scores above every other', () => {
    const trial = { queries: 9, references: 20, truth: (query: number) => query };
    const perfect = rank({ ...trial, score: (query, at) => (query === at ? 1 : 0) });
    expect(averagePrecision(perfect)).toBe(1);
    expect(bestStep(perfect, 1)?.recall).toBe(1);
  });

  test('is worth no more than chance where all scores are equal', () => {
    const ranking = rank({ queries: 9, references: 20, truth: (query) => query, score: () => 0.5 });
    expect(averagePrecision(ranking)).toBeCloseTo(1 / 20, 12);
    expect(bestStep(ranking, 0.99)).toBeNull();
  });
});

describe('two lists of scores', () => {
  const lists = (seed: number) => {
    const chance = new Chance(`lists ${seed}`);
    const right = Array.from({ length: 60 }, () => chance.below(30) + 10);
    const wrong = Array.from({ length: 500 }, () => chance.below(30));
    return { right, wrong };
  };

  test.each(seeds)('have the area under the curve of plain comparing (%i)', (seed) => {
    const { right, wrong } = lists(seed);
    const wins = right.flatMap((a) => wrong.map((b) => (a > b ? 1 : a === b ? 0.5 : 0) as number));
    expect(areaUnderCurve(right, wrong)).toBeCloseTo(wins.reduce((sum, win) => sum + win, 0) / wins.length, 12);
  });

  test.each(seeds)('have the best recall that lets in no more than the given share of wrong pairs (%i)', (seed) => {
    const { right, wrong } = lists(seed);
    const share = (scores: number[], threshold: number) =>
      scores.filter((score) => score >= threshold).length / scores.length;
    for (const allowed of [0, 0.01, 0.1, 0.5]) {
      const reached = [...right, ...wrong]
        .filter((threshold) => share(wrong, threshold) <= allowed)
        .map((threshold) => share(right, threshold));
      expect(recallAtFalsePositives(right, wrong, allowed)).toBe(Math.max(0, ...reached));
    }
  });
});
