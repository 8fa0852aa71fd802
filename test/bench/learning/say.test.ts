import { expect, test } from 'vitest';
import { answersFor } from '../../../bench/learning/say.ts';

const curve = [
  { count: 0, errors: 0.1 },
  { count: 10, errors: 0.12 },
  { count: 20, errors: 0.04 },
  { count: 40, errors: 0.02 },
];

test('tells how many answers it takes to get to a level, on the line between two counts', () => {
  expect(answersFor(0.08, curve)).toBe(15);
  expect(answersFor(0.04, curve)).toBe(20);
  expect(answersFor(0.03, curve)).toBe(30);
});

test('tells when it takes none, and when nothing reaches it', () => {
  expect(answersFor(0.1, curve)).toBe(0);
  expect(answersFor(0.01, curve)).toBeNull();
});
