import { describe, expect, test } from 'vitest';
import { evidenceRows, features, type Observation } from '../../../../app/learning/judge/evidence.ts';
import { Judge, type JudgePrior } from '../../../../app/learning/judge/judge.ts';
import { suggest, type Askable } from '../../../../app/learning/questions/suggest.ts';
import { shippedJudge } from '../../../../app/lessons/learned.ts';
import { random } from '../../grouping/random.ts';
import { exact, observation, randomPairs, stranger } from '../observations.ts';

const prior: JudgePrior = {
  version: 'test-1',
  ideas: shippedJudge().ideas,
  weights: features.map(({ name }) => ({
    feature: name,
    weight: { 'any pair': 2, 'a copy': 2, edited: 2, cropped: 2, 'distance, not verified': -5 }[name] ?? 0,
  })),
};
const judge = Judge.adapted(prior, []);

/** Pairs of photos that appear in one pair each. */
function askable(pairs: readonly Observation[], changes: Partial<Askable> = {}): Askable {
  return {
    a: pairs.map((_, pair) => 2 * pair),
    b: pairs.map((_, pair) => 2 * pair + 1),
    rows: evidenceRows(pairs),
    opinions: [],
    asked: () => false,
    ...changes,
  };
}

describe('suggestions', () => {
  test('are never of a pair that was asked about, and end when all were', () => {
    const pairs = randomPairs(30, 1);
    const asked = new Set<number>();
    for (let round = 0; round < 4; round++)
      for (const pair of suggest(judge, askable(pairs, { asked: (one) => asked.has(one) }), 10)) {
        expect(asked.has(pair)).toBe(false);
        asked.add(pair);
      }
    expect(asked.size).toBe(30);
    expect(suggest(judge, askable(pairs, { asked: () => true }), 10)).toEqual([]);
    expect(suggest(judge, askable([]), 10)).toEqual([]);
  });

  test('are the same for the same pairs', () => {
    const pairs = randomPairs(200, 2);
    expect(suggest(judge, askable(pairs), 10)).toEqual(suggest(judge, askable(pairs), 10));
  });

  test('are of pairs near the boundary, rather than of what nobody doubts', () => {
    const sure = { weights: judge.weights, covariance: judge.covariance.map((value) => value / 1000) };
    const pairs = [stranger(1.4), stranger(1.2), stranger(0.8), stranger(1.3), stranger(1.1)];
    expect(suggest(sure, askable(pairs), 1)).toEqual([2]);
  });

  test('are spread over what people differ in: a round asks about each kind of pair', () => {
    const turned = observation({ kind: 'cropped', measured: { ...exact, turn: 15 } });
    const dark = observation({ measured: { ...exact, gain: 0.5 } });
    const part = observation({ kind: 'cropped', measured: { ...exact, share: 0.5 } });
    const pairs = [turned, dark, part, stranger(0.8)].flatMap((pair) => Array<Observation>(50).fill(pair));
    const round = suggest(judge, askable(pairs), 8);
    expect(new Set(round.map((pair) => Math.floor(pair / 50))).size).toBe(4);
  });

  test('are spread over the photos', () => {
    const pairs = Array<Observation>(20).fill(stranger(0.5));
    // One photo is in each of the first ten pairs.
    const a = pairs.map((_, pair) => (pair < 10 ? 1000 : 2 * pair));
    const round = suggest(judge, askable(pairs, { a }), 10);
    expect(round.filter((pair) => pair < 10)).toHaveLength(1);
  });

  test('prefer, of equal pairs, the one of which verifier or other heads say otherwise', () => {
    const pairs = Array<Observation>(5).fill(stranger(0.9));
    const [p] = judge.probabilities(evidenceRows([stranger(0.9)]));
    const opinion = pairs.map((_, pair) => (pair === 3 ? 1 : p!));
    expect(suggest(judge, askable(pairs, { opinions: [opinion] }), 1)).toEqual([3]);
  });

  test('of a large library come from all of it', () => {
    const pairs = randomPairs(5000, 6);
    const round = suggest(judge, askable(pairs), 10);
    expect(new Set(round).size).toBe(10);
    expect(Math.max(...round)).toBeGreaterThan(2500);
  });

  test('teach more than as many pairs at random', () => {
    // Most pairs are strangers, as in a library; what this person is particular about is rare.
    const pool = randomPairs(800, 7).map((pair, at) =>
      at % 20 < 2 || pair.kind === null ? pair : stranger(0.6 + at / 2000),
    );
    const heldOut = randomPairs(800, 8);
    const says = ({ kind, measured }: Observation) => kind !== null && measured?.turn === 0;
    const errorsAfter = (order: readonly number[]) => {
      const learnt = Judge.adapted(
        prior,
        order.map((pair) => ({ pair: pool[pair]!, same: says(pool[pair]!) })),
      );
      return heldOut.filter((pair) => learnt.probability(pair) >= 0.5 !== says(pair)).length;
    };
    const order: number[] = [];
    for (let round = 0; round < 8; round++) {
      const now = Judge.adapted(
        prior,
        order.map((pair) => ({ pair: pool[pair]!, same: says(pool[pair]!) })),
      );
      order.push(...suggest(now, askable(pool, { asked: (pair) => order.includes(pair) }), 5));
    }
    const atRandom = Array.from({ length: 9 }, (_, seed) => {
      const next = random(seed + 1);
      return errorsAfter(Array.from({ length: 40 }, () => Math.floor(next() * pool.length)));
    }).sort((x, y) => x - y);
    expect(errorsAfter([])).toBeGreaterThan(10);
    expect(errorsAfter(order)).toBeLessThan(atRandom[4]! / 2);
  });
});
