import { describe, expect, test } from 'vitest';
import { fineTune, type FineTuning, type Progress } from '../../../../app/learning/head/finetune.ts';
import { applyHead, distances, identityHead } from '../../../../app/learning/head/head.ts';
import { Random } from '../../../../app/learning/random.ts';
import { areaUnderCurve, ranked } from '../../../../app/learning/statistics.ts';
import { objectives, type JudgedPair, type Objective, type Vectors } from '../../../../app/learning/types.ts';
import { normal } from '../unit-rows.ts';

const dimensions = 24;
/** What makes two photos the same to the person lies along these; along the others photos vary whatever they show. */
const telling = 4;

/**
 * Scenes of four photos each. The person calls photos of one scene the same; the encoder sees more of what differs within
 * a scene than of what tells scenes apart.
 */
function scenes(count: number, seed: number): { vectors: Vectors; answers: JudgedPair[] } {
  const random = new Random(seed);
  const rows = new Float32Array(count * 4 * dimensions);
  for (let scene = 0; scene < count; scene++) {
    const centre = Array.from({ length: telling }, () => normal(random));
    for (let photo = 0; photo < 4; photo++) {
      const values = Array.from({ length: dimensions }, (_, axis) =>
        axis < telling ? (centre[axis] ?? 0) + 0.2 * normal(random) : 0.8 * normal(random),
      );
      const length = Math.hypot(...values);
      values.forEach((value, axis) => (rows[(scene * 4 + photo) * dimensions + axis] = value / length));
    }
  }
  // Pairs of neighbouring scenes, so that not all answers hang together.
  const answers = Array.from({ length: count / 2 }, (_, at) => at * 8).flatMap((first) => [
    { a: first, b: first + 1, same: true },
    { a: first + 4, b: first + 5, same: true },
    { a: first + 1, b: first + 4, same: false },
    { a: first, b: first + 6, same: false },
  ]);
  return { vectors: { rows, dimensions }, answers };
}

function skill(head: Float32Array, { vectors, answers }: Pick<FineTuning, 'vectors' | 'answers'>): number {
  const found = distances({ rows: applyHead(head, vectors), dimensions }, answers);
  return areaUnderCurve(
    ranked(
      Array.from(found, (distance) => -distance),
      answers.map(({ same }) => same),
    ),
  );
}

const unseen = scenes(200, 99);
const before = skill(identityHead(dimensions), unseen);

test('learns what tells scenes apart, for photos that it never saw, and says so', async () => {
  const told: Progress[] = [];
  const { decision, head, settings, losses, predictions, calibration } = await fineTune({
    ...scenes(80, 1),
    seed: 1,
    onProgress: (progress) => told.push({ ...progress, losses: [...progress.losses] }),
  });
  expect(decision.accepted).toBe(true);
  expect(decision.answers).toBe(160);
  expect(decision.errors.after).toBeLessThan(0.7 * decision.errors.before);
  expect(decision.sentence).toContain(`wrong ${decision.errors.after} times`);
  expect(skill(head, unseen)).toBeGreaterThan(before + 0.5 * (1 - before));
  expect(settings).not.toBeNull();
  expect(calibration.slope).toBeLessThan(0);
  expect(new Set(predictions.map(({ answer }) => answer)).size).toBe(160);

  expect(losses.at(-1)).toBeLessThan(losses[0]!);
  expect(told.at(-1)).toEqual({ done: 1, losses });
  told.reduce((last, { done }) => {
    expect(done).toBeGreaterThanOrEqual(last);
    return done;
  }, 0);
});

test.each(objectives)('%s alone learns it too', async (objective) => {
  const { head, settings } = await fineTune({ ...scenes(60, 2), seed: 2, objectives: [objective] });
  expect(settings?.objective).toBe(objective);
  expect(skill(head, unseen)).toBeGreaterThan(before + 0.25 * (1 - before));
});

test('gives the same head for the same seed', async () => {
  const task = { ...scenes(30, 3), seed: 3, objectives: ['triplet', 'cosface'] as const };
  const [one, other] = [await fineTune(task), await fineTune(task)];
  expect(other.head).toEqual(one.head);
  expect(other.predictions).toEqual(one.predictions);
  expect(other.decision).toEqual(one.decision);
});

/** Twenty learnings one after the other, on a machine that may have other things to do. */
const patience = 900_000;
const two: Objective[] = ['triplet', 'contrastive'];

describe('no head is accepted', () => {
  /** Each photo in three answers; a photo's answers are alike, so that one seen in training would betray the others. */
  function coinTosses(seed: number): JudgedPair[] {
    const random = new Random(seed);
    return Array.from({ length: 20 }, (_, group) => group * 4).flatMap((first) => {
      const same = random.next() < 0.5;
      return [1, 2, 3].map((other) => ({ a: first, b: first + other, same }));
    });
  }

  test('in 20 of 20 runs with random answers, nor is anything foretold', { timeout: patience }, async () => {
    let total = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { vectors } = scenes(20, seed);
      const { decision } = await fineTune({ vectors, answers: coinTosses(seed), seed, objectives: two });
      expect(decision.accepted).toBe(false);
      total += decision.after.areaUnderCurve.value;
    }
    expect(total / 20).toBeLessThan(0.6);
  });

  test('in 20 of 20 runs where the encoder serves the person perfectly', { timeout: patience }, async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { vectors, answers } = scenes(30, seed);
      const found = distances(vectors, answers);
      const middle = Float64Array.from(found).sort()[answers.length / 2]!;
      const served = answers.map((answer, at) => ({ ...answer, same: found[at]! < middle }));
      const { decision } = await fineTune({ vectors, answers: served, seed, objectives: two });
      expect(decision.accepted).toBe(false);
    }
  });

  test('when the one in use has learnt the same already', async () => {
    const task = scenes(60, 5);
    const first = await fineTune({ ...task, seed: 5, objectives: ['contrastive'] });
    const more = scenes(60, 6);
    const shift = task.vectors.rows.length / dimensions;
    const both = {
      vectors: { rows: Float32Array.from([...task.vectors.rows, ...more.vectors.rows]), dimensions },
      answers: [...task.answers, ...more.answers.map(({ a, b, same }) => ({ a: a + shift, b: b + shift, same }))],
    };
    const trainedOn = new Set(task.answers.keys());
    const again = await fineTune({
      ...both,
      seed: 6,
      objectives: ['contrastive'],
      inUse: { head: first.head, trainedOn },
    });
    expect(again.decision.accepted).toBe(false);
    expect(again.predictions.every(({ answer }) => !trainedOn.has(answer))).toBe(true);
    expect(again.decision.answers).toBe(more.answers.length);
    const afresh = await fineTune({ ...both, seed: 6, objectives: ['contrastive'] });
    expect(afresh.decision.accepted).toBe(true);
    expect(again.decision.errors.before).toBeLessThan(0.7 * afresh.decision.errors.before);
  });

  test('from a handful of answers, or of one kind, and the reason is told', async () => {
    const { vectors, answers } = scenes(60, 7);
    const few = await fineTune({ vectors, answers: answers.slice(0, 10), seed: 1 });
    expect(few.decision.accepted).toBe(false);
    expect(few.decision.sentence).toContain('10 answers, and at least 20 are needed');
    expect(few.head).toEqual(identityHead(dimensions));
    expect(few.settings).toBeNull();
    const alike = await fineTune({ vectors, answers: answers.filter(({ same }) => same), seed: 1 });
    expect(alike.decision.sentence).toContain('0 of 60 answers are “different”');
    const none = await fineTune({ vectors, answers: [], seed: 1 });
    expect(none.decision.accepted).toBe(false);
  });
});

test('ends at once when it is aborted', async () => {
  const controller = new AbortController();
  let told = 0;
  const running = fineTune({
    ...scenes(60, 8),
    seed: 8,
    signal: controller.signal,
    onProgress: () => {
      if (++told === 5) controller.abort(new Error('enough'));
    },
  });
  await expect(running).rejects.toThrow('enough');
  expect(told).toBe(5);
});

test('refuses answers about photos that it was not given', async () => {
  const { vectors } = scenes(2, 9);
  await expect(fineTune({ vectors, answers: [{ a: 0, b: 8, same: true }], seed: 1 })).rejects.toThrow(RangeError);
  await expect(fineTune({ vectors, answers: [{ a: 1, b: 1, same: true }], seed: 1 })).rejects.toThrow(RangeError);
});
