import { describe, expect, test } from 'vitest';
import { evidenceRows, type Observation } from '../../../app/learning/judge/evidence.ts';
import { Judge } from '../../../app/learning/judge/judge.ts';
import { drawChanged, joinedBy } from '../../../app/lessons/draw-changed.ts';
import { shippedJudge } from '../../../app/lessons/learned.ts';
import { exact, observation, stranger } from '../learning/observations.ts';

/** Somebody to whom shots of one moment are the same, and mirrored copies are not. */
const moment = (distance = 0.6): Observation => ({ ...stranger(distance), secondsApart: 1, sameCamera: true });
const mirrored = (): Observation => observation({ measured: { ...exact, mirrored: true } });
const judge = Judge.adapted(
  shippedJudge(),
  Array.from({ length: 160 }, (_, at) => at % 40).flatMap((at) => [
    { pair: moment(0.5 + at / 200), same: true },
    { pair: stranger(0.5 + at / 200), same: false },
    { pair: mirrored(), same: false },
    { pair: observation(), same: true },
  ]),
);

/** Ten of each sort, and what the judge does with them. */
const sorts = [moment, mirrored, () => stranger(0.9), observation];
const pairs = Array.from({ length: 40 }, (_, at) => sorts[at % 4]!());
const rows = evidenceRows(pairs);
const isVerified = (pair: number) => pairs[pair]!.kind !== null;
const drawn = (count: number, seed: number, isJoined = isVerified) => drawChanged(judge, rows, isJoined, count, seed);

describe('questions drawn by chance', () => {
  test('are of what would be joined and parted, and of nothing else', () => {
    const joins = joinedBy(judge, rows);
    expect(sorts.map((_, sort) => joins[sort])).toEqual([true, false, false, true]);
    expect(
      drawn(100, 1)
        .map((pair) => pair % 4)
        .sort(),
    ).toEqual([...Array<number>(10).fill(0), ...Array<number>(10).fill(1)]);
    expect(drawn(100, 1, (pair) => joins[pair]!)).toEqual([]);
  });

  test('come again with the same seed, and are others with another', () => {
    expect(drawn(6, 1)).toEqual(drawn(6, 1));
    expect(drawn(6, 1)).not.toEqual(drawn(6, 2));
  });

  test('are each as likely as any other', () => {
    const times = new Map<number, number>();
    for (let seed = 0; seed < 1000; seed++)
      for (const pair of drawn(2, seed)) times.set(pair, (times.get(pair) ?? 0) + 1);
    expect(times.size).toBe(20);
    for (const count of times.values()) expect(Math.abs(count - 100)).toBeLessThan(45);
  });
});
