import { describe, expect, test } from 'vitest';
import { features, type Observation } from '../../../../app/learning/judge/evidence.ts';
import { decide } from '../../../../app/learning/gate/gate.ts';
import { judgePredictions, type JudgedEvidence } from '../../../../app/learning/judge/judge-predictions.ts';
import type { JudgePrior } from '../../../../app/learning/judge/judge.ts';
import { shippedJudge } from '../../../../app/lessons/learned.ts';
import { random } from '../../grouping/random.ts';
import { randomPairs } from '../observations.ts';

const prior: JudgePrior = {
  version: 'test-1',
  ideas: shippedJudge().ideas,
  weights: features.map(({ name }) => ({
    feature: name,
    weight: { 'any pair': -3, 'a copy': 7, edited: 6, cropped: 6 }[name] ?? 0,
  })),
};
const isVerified = ({ kind }: Observation) => kind !== null;
const isSameTone = (pair: Observation) => isVerified(pair) && pair.measured?.gain === 1;

/** Pairs of photos of which each is in one pair. */
function answered(count: number, seed: number, says: (pair: Observation) => boolean): JudgedEvidence[] {
  return randomPairs(count, seed).map((pair, at) => ({
    a: 2 * at,
    b: 2 * at + 1,
    same: says(pair),
    before: pair,
    after: pair,
    isKnown: false,
  }));
}

describe('predictions of a judge', () => {
  test('are of every answer, by a judge that has not seen it', () => {
    // Each answer contradicts all others about its kind of pair: whoever had seen it would say otherwise.
    const answers = answered(60, 1, isVerified);
    const odd = answers.map((one, at) => (at === 7 ? { ...one, same: !one.same } : one));
    const [straight, crooked] = [answers, odd].map((list) => judgePredictions(prior, list, 120, 1)) as [
      ReturnType<typeof judgePredictions>,
      ReturnType<typeof judgePredictions>,
    ];
    expect(straight).toHaveLength(60);
    const ofOdd = (list: typeof straight) => list.find(({ answer }) => answer === 7)!;
    expect(ofOdd(crooked).after).toBe(ofOdd(straight).after);
    expect(ofOdd(crooked).same).not.toBe(ofOdd(straight).same);
  });

  test('of photos that answers link are of one component, and all in one fold', () => {
    const answers = answered(60, 2, isVerified).map((one, at) => (at < 3 ? { ...one, a: 200 } : one));
    const predictions = judgePredictions(prior, answers, 201, 1);
    const components = predictions.filter(({ answer }) => answer < 3).map(({ component }) => component);
    expect(new Set(components).size).toBe(1);
    expect(new Set(predictions.map(({ component }) => component)).size).toBe(58);
    expect(predictions).toHaveLength(60);
  });

  test('let a judge through that learnt what a person means', () => {
    expect(decide(judgePredictions(prior, answered(120, 3, isSameTone), 240, 1), 'judge', 1).accepted).toBe(true);
  });

  test('let none through where the shipped judge was right already, nor where answers are random', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const next = random(seed);
      const right = decide(judgePredictions(prior, answered(60, seed, isVerified), 120, seed), 'judge', seed);
      const chance = decide(
        judgePredictions(
          prior,
          answered(60, seed, () => next() < 0.5),
          120,
          seed,
        ),
        'judge',
        seed,
      );
      expect([right.accepted, chance.accepted]).toEqual([false, false]);
    }
  });

  test('of the judge in use are by one that was adapted to what it knew', () => {
    const known = answered(120, 3, isSameTone).map((one) => ({ ...one, isKnown: true }));
    const predictions = judgePredictions(prior, known, 240, 1);
    for (const { before, after } of predictions) expect(before).toBe(after);
    expect(decide(predictions, 'judge', 1).accepted).toBe(false);
  });

  test('see the new distances with the new judge only', () => {
    const answers = answered(40, 4, isVerified).map((one) => ({ ...one, after: { ...one.after, distance: 2 } }));
    // Answers move next to nothing.
    const stubborn = {
      ...prior,
      ideas: [{ name: 'nothing else', share: 1, features: [], deviation: 0.01, rest: 0.01 }],
    };
    const changed = judgePredictions(stubborn, answers, 80, 1);
    const plain = judgePredictions(stubborn, answered(40, 4, isVerified), 80, 1);
    expect(changed.map(({ before }) => before)).toEqual(plain.map(({ before }) => before));
    expect(changed.map(({ after }) => after)).not.toEqual(plain.map(({ after }) => after));
  });
});
