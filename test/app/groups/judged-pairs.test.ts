import { describe, expect, test } from 'vitest';
import { judgedDistance, judgedPairs } from '../../../app/groups/judged-pairs.ts';
import { toCosine, toDistance } from '../../../app/grouping/distance.ts';
import type { Observation } from '../../../app/learning/judge/evidence.ts';
import { Judge } from '../../../app/learning/judge/judge.ts';
import type { Observer } from '../../../app/lessons/observer.ts';
import { shippedJudge } from '../../../app/lessons/learned.ts';

const threshold = 0.45;
const shipped = shippedJudge();
const prior = Judge.adapted(shipped, []);

/** A pair of photos of which no more is known than how far they are apart. */
const apart = (distance: number): Observation => ({
  distance,
  kind: null,
  measured: null,
  secondsApart: null,
  sameCamera: null,
  sizeRatio: 1,
});
const observer = {
  observe: (_a: number, _b: number, distance: number) => apart(distance),
  seen: () => undefined,
} as unknown as Observer;

/** Pairs at these distances, one with the next, under a judge that was told that such are mostly the same below a bound. */
function joined(distances: readonly number[], answers: { distance: number; same: boolean }[]) {
  const judge = Judge.adapted(
    shipped,
    answers.map(({ distance, same }) => ({ pair: apart(distance), same })),
  );
  const near = {
    a: Int32Array.from(distances.keys()),
    b: Int32Array.from(distances.keys(), (at) => at + 1),
    cosine: Float32Array.from(distances, toCosine),
  };
  const contents = Array.from({ length: distances.length + 1 }, (_, id) => ({ id }));
  const sizes = new Int32Array(contents.length).fill(1);
  const { near: judged, strictness } = judgedPairs(near, contents, observer, { judge, prior, threshold }, sizes);
  const said = distances.map((distance) => judge.probability(apart(distance)));
  const alone = distances.map((distance) => judgedDistance({ prior }, judge.moderated(apart(distance)), strictness));
  return {
    said,
    strictness,
    isJoined: [...judged.cosine].map((value) => toDistance(value) <= threshold),
    isJoinedAlone: alone.map((distance) => distance <= threshold),
  };
}

describe('what a judge that was taught joins', () => {
  // Questions lie where the judge is in doubt: every other answer there is "same".
  const answers = Array.from({ length: 120 }, (_, at) => {
    const distance = 0.5 + (at % 40) / 80;
    return { distance, same: distance < 0.7 || at % 3 === 0 };
  });

  test('is right nearly always, though a library has a hundred strangers for each such pair', () => {
    const distances = [
      ...Array(20)
        .keys()
        .map((at) => 0.1 + at / 200),
      ...Array(2000)
        .keys()
        .map((at) => 0.8 + at / 8000),
    ];
    const { said, isJoined, isJoinedAlone, strictness } = joined(distances, answers);
    // Two of the photos that are held against each other by themselves get the same answer.
    expect(strictness).toBeGreaterThan(0);
    expect(isJoinedAlone).toEqual(isJoined);
    const right = said.filter((_, at) => isJoined[at]);
    expect(right.length).toBeGreaterThan(0);
    expect(right.reduce((sum, probability) => sum + probability, 0) / right.length).toBeGreaterThanOrEqual(0.98);
    // There are strangers whom it calls the same rather than not: they stay apart.
    expect(said.some((probability, at) => probability > 0.5 && isJoined[at] === false)).toBe(true);
  });

  test('is never more than the shipped judge would join that says the same', () => {
    const { said, isJoined } = joined([0.3, 0.35, 0.4, 0.44], []);
    said.forEach((probability, at) => {
      if (isJoined[at] === true) expect(probability).toBeGreaterThanOrEqual(prior.probabilityAt(threshold) - 1e-9);
    });
  });
});
