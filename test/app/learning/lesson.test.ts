import { describe, expect, test } from 'vitest';
import { fineTune } from '../../../app/learning/head/finetune.ts';
import { applyHead, distances } from '../../../app/learning/head/head.ts';
import { teach, unseenDistances } from '../../../app/learning/lesson.ts';
import { Random } from '../../../app/learning/random.ts';
import { shippedJudge } from '../../../app/lessons/learned.ts';
import type { JudgedPair, Vectors } from '../../../app/learning/types.ts';
import { exact } from './observations.ts';
import { unitRows } from './unit-rows.ts';

const dimensions = 16;
const prior = shippedJudge();

/** Pairs of photos that appear in one pair each, near each other, and what somebody says of them who guesses. */
function guesses(count: number, seed: number): { vectors: Vectors; answers: JudgedPair[] } {
  const random = new Random(seed);
  const centres = unitRows(count, dimensions, random);
  const vectors = unitRows(
    2 * count,
    dimensions,
    random,
    (row, axis) => 4 * (centres.rows[(row >> 1) * dimensions + axis] ?? 0),
  );
  const answers = Array.from({ length: count }, (_, pair) => ({
    a: 2 * pair,
    b: 2 * pair + 1,
    same: random.next() < 0.5,
  }));
  return { vectors, answers };
}

const edited = { kind: 'edited', measured: exact, secondsApart: null, sameCamera: null, sizeRatio: 1 } as const;

describe('a lesson', () => {
  test('is not kept where the answers are guesses', async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const task = guesses(100, seed);
      const evidence = task.answers.map(() => edited);
      const { decision } = await teach({ ...task, evidence, prior, inUse: null, seed, objectives: ['triplet'] });
      expect(decision.accepted, `seed ${seed}`).toBe(false);
    }
  });
});

describe('distances for a judge', () => {
  test('are by heads that had not seen the answer, and tell nothing of how often the others were the same', async () => {
    const { vectors, answers } = guesses(100, 3);
    const tuned = await fineTune({ vectors, answers, seed: 3, objectives: ['triplet'] });
    const found = unseenDistances(tuned, vectors, answers);
    expect(tuned.predictions).toHaveLength(100);
    for (const { answer, distance } of tuned.predictions) expect(found[answer]).toBe(distance);
    // Guesses cannot be foretold: a head that had seen them would put the same nearer than the different.
    const mean = (same: boolean, of: Float64Array) => {
      const own = answers.flatMap((one, at) => (one.same === same ? (of[at] ?? 0) : []));
      return own.reduce((sum, distance) => sum + distance, 0) / own.length;
    };
    expect(Math.abs(mean(true, found) - mean(false, found))).toBeLessThan(0.1);
  });

  test('of an answer that no fold held out are those under the new head', async () => {
    const { vectors, answers } = guesses(40, 1);
    const tuned = await fineTune({ vectors, answers, seed: 1, objectives: ['triplet'] });
    const rows = applyHead(tuned.head, vectors);
    expect([...unseenDistances({ ...tuned, predictions: [] }, vectors, answers)]).toEqual([
      ...distances({ rows, dimensions }, answers),
    ]);
  });
});
