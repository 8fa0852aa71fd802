import { describe, expect, test } from 'vitest';
import { calibrationError, reliability, thresholdFor } from '../../../app/learning/calibration.ts';
import { random } from '../grouping/random.ts';

/** Answers that come as often as the probabilities say. */
function honest(count: number, seed: number): { said: number[]; same: boolean[] } {
  const next = random(seed);
  const said = Array.from({ length: count }, next);
  return { said, same: said.map((probability) => next() < probability) };
}

describe('reliability', () => {
  test('bins count what was said beside what was found', () => {
    const bins = reliability([0.05, 0.05, 0.95, 1], [false, true, true, true]);
    expect(bins).toHaveLength(10);
    expect(bins[0]).toEqual({ pairs: 2, said: 0.05, found: 0.5 });
    expect(bins[9]).toEqual({ pairs: 2, said: 0.975, found: 1 });
    expect(bins[4]).toEqual({ pairs: 0, said: 0, found: 0 });
  });

  test('refuses what is no probability', () => {
    expect(() => reliability([-0.1], [true])).toThrow(RangeError);
    expect(() => reliability([NaN], [true])).toThrow(RangeError);
  });

  test('the error is small for honest probabilities, and what they overstate for others', () => {
    const { said, same } = honest(20_000, 1);
    expect(calibrationError(said, same)).toBeLessThan(0.015);
    expect(
      calibrationError(
        Array<number>(100).fill(0.9),
        Array.from({ length: 100 }, (_, at) => at < 60),
      ),
    ).toBeCloseTo(0.3);
    expect(calibrationError([], [])).toBe(0);
  });
});

describe('the threshold for a share of right pairs', () => {
  test('is the lowest from which on the mean probability is that share', () => {
    expect(thresholdFor([0.5, 1, 0.985, 0.99], 0.99)).toBe(0.985);
    expect(thresholdFor([0.5, 1, 0.985, 0.99], 0.86)).toBe(0.5);
  });

  test('takes pairs of one probability together or not at all', () => {
    expect(thresholdFor([1, 0.97, 0.97], 0.985)).toBe(1);
  });

  test('is 1 where no pair is sure enough', () => {
    expect(thresholdFor([0.9, 0.5], 0.99)).toBe(1);
    expect(thresholdFor([], 0.99)).toBe(1);
  });

  test('counts a pair as often as photos come together by it', () => {
    // One doubtful pair joins two large groups: with as many sure ones beside it, its share is the larger.
    expect(thresholdFor([1, 1, 1, 0.9], 0.97)).toBe(0.9);
    expect(thresholdFor([1, 1, 1, 0.9], 0.97, [1, 1, 1, 36])).toBe(1);
  });

  test('is kept by honest probabilities', () => {
    const { said, same } = honest(20_000, 2);
    const threshold = thresholdFor(said, 0.9);
    const taken = same.filter((_, at) => said[at]! >= threshold);
    expect(taken.filter(Boolean).length / taken.length).toBeCloseTo(0.9, 1);
    expect(taken.length).toBeGreaterThan(3000);
  });
});
