import { expect, test } from 'vitest';
import { score } from '../../../bench/learning/score.ts';

test('counts errors at one half, and finds the best recall at 99 % precision', () => {
  const said = [0.9, 0.8, 0.5, 0.49, 0.1];
  const same = [true, true, false, true, false];
  // 0.5 is taken for "the same", 0.49 is not: two of five are wrong.
  expect(score(said, same)).toMatchObject({ errors: 0.4, recall: 2 / 3 });
  expect(score([0.9, 0.8], [false, true])).toMatchObject({ recall: 0 });
});

test('says how right the offered threshold is', () => {
  const said = [...Array<number>(200).fill(0.995), ...Array<number>(100).fill(0.5)];
  const same = said.map((probability, at) => probability > 0.9 && at % 50 !== 0);
  expect(score(said, same).offered).toEqual({ precision: 0.98, recall: 1 });
});
