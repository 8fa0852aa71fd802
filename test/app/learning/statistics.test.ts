import { describe, expect, test } from 'vitest';
import { Random } from '../../../app/learning/random.ts';
import {
  areaUnderCurve,
  bootstrap,
  countErrors,
  fitCalibration,
  logLoss,
  probabilityAt,
  ranked,
  recallAtPrecision,
  signFlipTest,
} from '../../../app/learning/statistics.ts';
import type { Interval } from '../../../app/learning/types.ts';
import { normal } from './unit-rows.ts';

/** Scores with many ties, and answers that depend on them. */
function scored(seed: number, count = 60) {
  const random = new Random(seed);
  const scores = Array.from({ length: count }, () => random.below(12) / 12);
  return { scores, same: scores.map((score) => random.next() < score) };
}

test('the area under the curve is the share of pairs of pairs in the right order', () => {
  for (const seed of [1, 2, 3]) {
    const { scores, same } = scored(seed);
    let [right, all] = [0, 0];
    scores.forEach((score, i) =>
      scores.forEach((other, j) => {
        if (!same[i] || same[j]) return;
        all++;
        right += score > other ? 1 : score === other ? 0.5 : 0;
      }),
    );
    expect(areaUnderCurve(ranked(scores, same))).toBeCloseTo(right / all, 12);
  }
  expect(areaUnderCurve(ranked([0.1, 0.2], [true, true]))).toBeNaN();
});

test('recall is that of the best threshold with the precision', () => {
  for (const seed of [4, 5, 6])
    for (const precision of [0.5, 0.8, 0.9, 0.99]) {
      const { scores, same } = scored(seed);
      let best = 0;
      for (const threshold of scores) {
        const found = same.filter((_, at) => scores[at]! >= threshold);
        const right = found.filter(Boolean).length;
        if (right >= precision * found.length) best = Math.max(best, right);
      }
      expect(recallAtPrecision(ranked(scores, same), precision)).toBeCloseTo(best / same.filter(Boolean).length, 12);
    }
  expect(recallAtPrecision(ranked([0.9, 0.8], [false, true]), 0.99)).toBe(0);
});

test('errors are answers on the wrong side of one half, which itself says “same”', () => {
  expect(countErrors([0.5, 0.5, 0.49, 0.9, 0], [true, false, true, false, false])).toBe(3);
});

describe('a calibration', () => {
  const random = new Random(7);
  const distances = Array.from({ length: 4000 }, () => random.next() * 1.6);

  test('finds the logistic curve that answers follow', () => {
    const truth = { intercept: 6, slope: -9 };
    const same = distances.map((distance) => random.next() < probabilityAt(truth, distance));
    const { intercept, slope } = fitCalibration(distances, same);
    expect(intercept).toBeCloseTo(6, -0.3);
    expect(slope).toBeCloseTo(-9, -0.3);
    expect(-intercept / slope).toBeCloseTo(6 / 9, 1);
  });

  test('stays finite where one distance parts the answers, where all are alike, and where all distances are one', () => {
    for (const same of [distances.map((d) => d < 0.7), distances.map(() => true)]) {
      const fitted = fitCalibration(distances, same);
      expect(Number.isFinite(fitted.intercept) && Number.isFinite(fitted.slope)).toBe(true);
      expect(logLoss(fitted, distances, same)).toBeLessThan(0.1);
    }
    const { intercept, slope } = fitCalibration([0.5, 0.5, 0.5, 0.5], [true, true, true, false]);
    expect(probabilityAt({ intercept, slope }, 0.5)).toBeCloseTo(0.65, 1);
  });

  test('says what share was the same where distances tell nothing', () => {
    const same = distances.map(() => random.next() < 0.3);
    expect(probabilityAt(fitCalibration(distances, same), 0.8)).toBeCloseTo(0.3, 1);
  });
});

describe('a bootstrap interval', () => {
  const mean = (values: readonly number[]) => [values.reduce((sum, value) => sum + value, 0) / values.length];

  test('holds the truth about 95 times of 100', () => {
    const random = new Random(8);
    let held = 0;
    for (let round = 0; round < 100; round++) {
      const [{ low, high }] = bootstrap(
        Array.from({ length: 50 }, () => [normal(random)]),
        mean,
        random,
      ) as [Interval];
      held += low <= 0 && 0 <= high ? 1 : 0;
    }
    expect(held / 100).toBeGreaterThan(0.87);
    expect(held / 100).toBeLessThan(1);
  });

  test('is as wide as the clusters are few, however many members they have', () => {
    const random = new Random(9);
    const values = Array.from({ length: 30 }, () => normal(random));
    const [alone] = bootstrap(
      values.map((value) => [value]),
      mean,
      new Random(1),
    );
    const [repeated] = bootstrap(
      values.map((value) => Array.from({ length: 20 }, () => value)),
      mean,
      new Random(1),
    );
    expect(repeated!.low).toBeCloseTo(alone!.low, 10);
    expect(repeated!.high).toBeCloseTo(alone!.high, 10);
    expect(repeated!.value).toBeCloseTo(mean(values)[0]!, 10);
  });
});

describe('the sign-flip test', () => {
  test('is what all ways to flip the signs give', () => {
    const differences = [3, -1, 2, 2, 0.5, 1, -0.5, 4];
    const observed = differences.reduce((sum, value) => sum + value, 0);
    let asLarge = 0;
    for (let signs = 0; signs < 256; signs++) {
      const sum = differences.reduce((all, value, at) => all + ((signs >> at) & 1 ? value : -value), 0);
      if (sum >= observed) asLarge++;
    }
    expect(signFlipTest(differences, new Random(1), 40_000)).toBeCloseTo(asLarge / 256, 2);
  });

  test('takes no difference for no gain', () => {
    expect(signFlipTest([0, 0, 0], new Random(1))).toBe(1);
    expect(signFlipTest([], new Random(1))).toBe(1);
    expect(signFlipTest([-1, -2, -3, -1, -2], new Random(1))).toBeGreaterThan(0.87);
  });

  test('cannot be sure of one cluster, however large its gain', () => {
    expect(signFlipTest([1000], new Random(1))).toBeGreaterThan(0.4);
  });

  test('says 0.05 or less about 5 times of 100 where there is nothing', () => {
    const random = new Random(2);
    let small = 0;
    for (let round = 0; round < 1000; round++)
      small +=
        signFlipTest(
          Array.from({ length: 40 }, () => normal(random)),
          random,
          399,
        ) <= 0.05
          ? 1
          : 0;
    expect(small / 1000).toBeGreaterThan(0.03);
    expect(small / 1000).toBeLessThan(0.07);
  });
});
