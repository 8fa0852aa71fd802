import { describe, expect, test } from 'vitest';
import { decide } from '../../../../app/learning/gate/gate.ts';
import { evaluatePairs } from '../../../../app/learning/gate/evaluate.ts';
import { Random } from '../../../../app/learning/random.ts';
import type { Prediction } from '../../../../app/learning/types.ts';

/** Answers of which each model is right with some chance, and about as sure as that. */
function predictions(
  count: number,
  rightBefore: number,
  rightAfter: number,
  seed: number,
  componentOf: (at: number) => number = (at) => at,
): Prediction[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, at) => {
    const same = random.next() < 0.5;
    const said = (right: number) => {
      const isRight = random.next() < right;
      const sure = 0.5 + 0.45 * random.next();
      return isRight === same ? sure : 1 - sure;
    };
    return { before: said(rightBefore), after: said(rightAfter), same, component: componentOf(at) };
  });
}

describe('the gate', () => {
  test('lets a model pass that is much better', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const decision = decide(predictions(120, 0.65, 0.92, seed), 'head', seed);
      expect(decision.accepted).toBe(true);
      expect(decision.errors.after).toBeLessThan(decision.errors.before);
      expect(decision.sentence).toContain(`on ${decision.answers} answers that it had not seen`);
      expect(decision.sentence).toContain(`the one in use ${decision.errors.before} times`);
      expect(decision.after.areaUnderCurve.value).toBeGreaterThan(decision.before.areaUnderCurve.value);
    }
  });

  test('refuses a model that is as good, whatever chance makes of it', () => {
    let accepted = 0;
    for (let seed = 0; seed < 60; seed++)
      accepted += decide(predictions(80, 0.75, 0.75, seed), 'judge', seed).accepted ? 1 : 0;
    expect(accepted).toBeLessThanOrEqual(3);
  });

  test('refuses what is only less sure of answers that nobody can foretell', () => {
    let accepted = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = new Random(seed);
      // The one in use is sure and as often wrong as right; the new one knows that it knows nothing.
      const pairs = Array.from({ length: 100 }, (_, component) => ({
        before: random.next() < 0.5 ? 0.05 : 0.95,
        after: 0.4 + 0.2 * random.next(),
        same: random.next() < 0.5,
        component,
      }));
      accepted += decide(pairs, 'judge', seed).accepted ? 1 : 0;
    }
    expect(accepted).toBeLessThanOrEqual(2);
  });

  test('refuses what is only surer of what was right already', () => {
    const pairs = predictions(100, 1, 1, 7).map((pair) => ({
      ...pair,
      before: pair.same ? 0.7 : 0.3,
      after: pair.same ? 0.99 : 0.01,
    }));
    const decision = decide(pairs, 'head', 1);
    expect(decision.accepted).toBe(false);
    expect(decision.sentence).toContain('nothing to gain');
  });

  test('refuses what is right a little more often by being much less sure of all the rest', () => {
    const pairs = Array.from({ length: 100 }, (_, component) => {
      const same = component % 2 === 0;
      const said = (ofSame: number) => (same ? ofSame : 1 - ofSame);
      // Ten answers come over to the right side by a hair; the others were foretold surely, and no longer are.
      return { before: said(component < 10 ? 0.49 : 0.95), after: said(component < 10 ? 0.51 : 0.6), same, component };
    });
    const decision = decide(pairs, 'judge', 1);
    expect(decision.errors).toEqual({ before: 10, after: 0 });
    expect(decision.accepted).toBe(false);
  });

  test('refuses what has learnt nothing but that most answers are “same”', () => {
    const random = new Random(10);
    const pairs = Array.from({ length: 100 }, (_, component) => ({
      before: 0.2 + 0.6 * random.next(),
      after: 0.75 + 0.1 * random.next(),
      same: component % 5 !== 0,
      component,
    }));
    const decision = decide(pairs, 'judge', 1);
    expect(decision.errors.after).toBeLessThan(decision.errors.before / 2);
    expect(decision.accepted).toBe(false);
  });

  test('refuses a gain that lies within one group of linked photos', () => {
    const gain = predictions(40, 0, 1, 8, () => 0);
    const rest = predictions(60, 0.9, 0.9, 9, (at) => 1 + at).map((pair) => ({ ...pair, after: pair.before }));
    expect(decide([...gain, ...rest], 'head', 1).accepted).toBe(false);
    const spread = gain.map((pair, at) => ({ ...pair, component: 100 + at }));
    expect(decide([...spread, ...rest], 'head', 1).accepted).toBe(true);
  });

  test('lets what was learned from the same answers and more follow without proof, unless it is worse', () => {
    const after = predictions(120, 0.85, 0.85, 4).map((pair, at) => {
      // A few answers that were wrong are right now.
      const isMended = at < 20 && pair.before >= 0.5 !== pair.same;
      return { ...pair, after: isMended ? Number(pair.same) * 0.8 + 0.1 : pair.before };
    });
    const worse = predictions(120, 0.9, 0.7, 4);
    expect(decide(after, 'judge', 1).errors.after).toBeLessThan(decide(after, 'judge', 1).errors.before);
    expect(decide(after, 'judge', 1).accepted).toBe(false);
    expect(decide(after, 'judge', 1, true).accepted).toBe(true);
    expect(decide(worse, 'judge', 1, true).accepted).toBe(false);
    // As often wrong, and no surer of what is right: nothing was learned.
    const equal = after.map((pair) => ({ ...pair, after: pair.before }));
    expect(decide(equal, 'judge', 1, true).accepted).toBe(false);
  });

  test('says what is missing: answers, one of the kinds, or other photos', () => {
    const few = decide(predictions(12, 0.2, 1, 1), 'head', 1);
    expect(few.accepted).toBe(false);
    expect(few.sentence).toContain('12 answers, and at least 20 are needed');
    const oneKind = predictions(40, 0.2, 1, 2).map((pair) => ({ ...pair, same: true, before: 0.1, after: 0.9 }));
    expect(decide(oneKind, 'head', 1).sentence).toContain('0 of 40 answers are “different”');
    const together = decide(
      predictions(40, 0.2, 1, 3, (at) => at % 3),
      'head',
      1,
    );
    expect(together.accepted).toBe(false);
    expect(together.sentence).toContain('3 groups of linked photos');
    expect(decide([], 'judge', 1).accepted).toBe(false);
  });
});

test('what is measured lies in its interval, and a better model measures better', () => {
  const pairs = predictions(150, 0.7, 0.95, 3);
  const [before, after] = (['before', 'after'] as const).map((which) =>
    evaluatePairs(
      pairs.map((pair) => ({ ...pair, probability: pair[which] })),
      1,
    ),
  );
  for (const quality of [before!, after!])
    for (const { value, low, high } of [quality.areaUnderCurve, quality.recall, quality.errorsPerThousand]) {
      expect(low).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high);
    }
  expect(after!.errorsPerThousand.high).toBeLessThan(before!.errorsPerThousand.low);
  expect(after!.areaUnderCurve.low).toBeGreaterThan(before!.areaUnderCurve.high);
  const wrong = pairs.filter(({ before, same }) => before >= 0.5 !== same).length;
  expect(before!.errorsPerThousand.value).toBeCloseTo((1000 * wrong) / 150, 9);
});
