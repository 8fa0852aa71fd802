import { describe, expect, test } from 'vitest';
import { asTheyAre, calibrationOf } from '../../../../app/learning/judge/calibrate.ts';
import { Judge } from '../../../../app/learning/judge/judge.ts';
import { logistic, logit } from '../../../../app/learning/statistics.ts';
import { shippedJudge } from '../../../../app/lessons/learned.ts';
import { random } from '../../grouping/random.ts';
import { observation, stranger } from '../observations.ts';

/** Answers to pairs of which a judge says one thing, and which are the same as often as `found` has it. */
function answers(count: number, isVerified: boolean, found: (said: number) => number, seed = 1) {
  const next = random(seed);
  return Array.from({ length: count }, () => {
    const after = logistic(6 * next() - 3);
    return { after, same: next() < found(after), isVerified };
  });
}

describe('a judge that is laid on what was found', () => {
  test('stays as it is where nothing was answered', () => {
    expect(calibrationOf([])).toEqual(asTheyAre);
  });

  test('is taken back where it was too sure, and only there', () => {
    const { verified, byWord } = calibrationOf([
      ...answers(400, false, (said) => logistic(0.5 * logit(said) - 1)),
      ...answers(400, true, (said) => said, 2),
    ]);
    expect(byWord.slope).toBeGreaterThan(0.2);
    expect(byWord.slope).toBeLessThan(0.8);
    expect(byWord.offset).toBeLessThan(-0.6);
    expect(Math.abs(verified.offset)).toBeLessThan(0.4);
    expect(Math.abs(verified.slope - 1)).toBeLessThan(0.3);
  });

  test('moves little for few answers', () => {
    const { byWord } = calibrationOf(answers(4, false, () => 0));
    expect(byWord.slope).toBeGreaterThan(0);
    expect(byWord.offset).toBeGreaterThan(-3);
  });

  test('says other probabilities of pairs that were seen and of others, and says them again when it was stored', () => {
    const plain = Judge.adapted(shippedJudge(), []);
    const judge = plain.calibrated({ verified: { offset: 1, slope: 2 }, byWord: { offset: -2, slope: 0.5 } });
    const [seen, other] = [observation(), stranger(0.5)];
    expect(logit(judge.probability(seen))).toBeCloseTo(1 + 2 * logit(plain.probability(seen)), 4);
    expect(logit(judge.probability(other))).toBeCloseTo(-2 + 0.5 * logit(plain.probability(other)), 4);
    const restored = Judge.restored(judge.state());
    for (const pair of [seen, other]) {
      expect(restored.probability(pair)).toBe(judge.probability(pair));
      expect(restored.moderated(pair)).toBe(judge.moderated(pair));
    }
  });

  test('takes what was learned before there was a calibration as it is', () => {
    const { weights, covariance, answers } = Judge.adapted(shippedJudge(), []).state();
    const restored = Judge.restored({ weights, covariance, answers } as never);
    expect(restored.probability(stranger(0.5))).toBe(Judge.adapted(shippedJudge(), []).probability(stranger(0.5)));
  });
});
