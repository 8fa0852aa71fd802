import { expect, test } from 'vitest';
import { collageLinks } from '../../../app/groups/collages.ts';

const left = { left: 0, top: 0, width: 0.45, height: 1 };
const right = { left: 0.55, top: 0, width: 0.45, height: 1 };
const within = { left: 0.1, top: 0.2, width: 0.2, height: 0.3 };

test('two pictures side by side make a collage, and neither is linked to it', () => {
  const isLink = collageLinks([
    { part: 1, whole: 9, box: left, framed: true },
    { part: 2, whole: 9, box: right, framed: true },
    { part: 3, whole: 8, box: left, framed: true },
  ]);
  expect(isLink({ a: 1, b: 9 })).toBe(true);
  expect(isLink({ a: 9, b: 2 })).toBe(true);
  expect(isLink({ a: 3, b: 8 })).toBe(false);
  expect(isLink({ a: 1, b: 2 })).toBe(false);
});

test('a picture and something as large beside it make one, too; something small beside it was cut out of the whole', () => {
  const beside = (box: typeof left) =>
    collageLinks([
      { part: 1, whole: 9, box: left, framed: true },
      { part: 2, whole: 9, box, framed: false },
    ])({ a: 2, b: 9 });
  expect(beside(right)).toBe(true);
  expect(beside({ left: 0.6, top: 0.2, width: 0.3, height: 0.3 })).toBe(false);
});

test('one picture in several versions is one', () => {
  const isLink = collageLinks([
    { part: 1, whole: 9, box: left, framed: true },
    { part: 2, whole: 9, box: within, framed: true },
    { part: 3, whole: 9, box: within, framed: false },
  ]);
  for (const part of [1, 2, 3]) expect(isLink({ a: part, b: 9 })).toBe(false);
});

test('what was cut out of a photo in two places is still of it', () => {
  const isLink = collageLinks([
    { part: 1, whole: 9, box: left, framed: false },
    { part: 2, whole: 9, box: right, framed: false },
  ]);
  for (const part of [1, 2]) expect(isLink({ a: part, b: 9 })).toBe(false);
});
