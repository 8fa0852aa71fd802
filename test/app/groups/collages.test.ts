import { expect, test } from 'vitest';
import { collagesOf } from '../../../app/groups/collages.ts';

const left = { left: 0, top: 0, width: 0.45, height: 1 };
const right = { left: 0.55, top: 0, width: 0.45, height: 1 };
const within = { left: 0.1, top: 0.2, width: 0.2, height: 0.3 };

test('two pictures side by side make a collage, which stands with the larger one only', () => {
  const { isLeftOut: isLink } = collagesOf(
    [
      { part: 1, whole: 9, box: { ...left, height: 0.9 }, framed: true },
      { part: 2, whole: 9, box: right, framed: true },
      { part: 3, whole: 8, box: left, framed: true },
    ],
    [],
  );
  expect(isLink({ a: 1, b: 9 })).toBe(true);
  expect(isLink({ a: 9, b: 2 })).toBe(false);
  expect(isLink({ a: 3, b: 8 })).toBe(false);
  expect(isLink({ a: 1, b: 2 })).toBe(false);
});

test('versions of one collage stand with one photo, whatever is seen in each', () => {
  const parts = [
    { part: 1, whole: 8, box: left, framed: true },
    { part: 2, whole: 8, box: right, framed: true },
    { part: 2, whole: 9, box: right, framed: true },
    { part: 3, whole: 9, box: { ...left, height: 0.5 }, framed: true },
  ];
  const { isLeftOut: apart, holds } = collagesOf(parts, []);
  expect(holds).toEqual(
    new Map([
      [8, [1, 2]],
      [9, [2, 3]],
    ]),
  );
  expect([apart({ a: 1, b: 8 }), apart({ a: 2, b: 9 })]).toEqual([false, false]);
  const { isLeftOut: together } = collagesOf(parts, [{ a: 9, b: 8 }]);
  expect(together({ a: 1, b: 8 })).toBe(false);
  for (const [a, b] of [
    [2, 8],
    [2, 9],
    [3, 9],
  ] as const)
    expect(together({ a, b })).toBe(true);
});

test('a collage stands with all versions of the photo that it stands with', () => {
  const { isLeftOut: isLink } = collagesOf(
    [
      { part: 1, whole: 9, box: left, framed: true },
      { part: 2, whole: 9, box: { ...right, height: 0.9 }, framed: true },
      { part: 3, whole: 9, box: { ...left, top: 0.1, height: 0.8 }, framed: true },
    ],
    [],
  );
  expect([1, 2, 3].map((a) => isLink({ a, b: 9 }))).toEqual([false, true, false]);
});

test('a picture and something as large beside it make one, too; something small beside it was cut out of the whole', () => {
  const beside = (box: typeof left) =>
    collagesOf(
      [
        { part: 1, whole: 9, box: left, framed: true },
        { part: 2, whole: 9, box, framed: false },
      ],
      [],
    ).isLeftOut({ a: 2, b: 9 });
  expect(beside({ ...right, height: 0.9 })).toBe(true);
  expect(beside({ left: 0.6, top: 0.2, width: 0.3, height: 0.3 })).toBe(false);
});

test('one picture in several versions is one', () => {
  const { isLeftOut: isLink } = collagesOf(
    [
      { part: 1, whole: 9, box: left, framed: true },
      { part: 2, whole: 9, box: within, framed: true },
      { part: 3, whole: 9, box: within, framed: false },
    ],
    [],
  );
  for (const part of [1, 2, 3]) expect(isLink({ a: part, b: 9 })).toBe(false);
});

test('what was cut out of a photo in two places is still of it', () => {
  const { isLeftOut: isLink } = collagesOf(
    [
      { part: 1, whole: 9, box: left, framed: false },
      { part: 2, whole: 9, box: right, framed: false },
    ],
    [],
  );
  for (const part of [1, 2]) expect(isLink({ a: part, b: 9 })).toBe(false);
});

test('a collage that was mirrored or cropped is none of its pictures, and keeps them apart as well', () => {
  const whole = { left: 0, top: 0, width: 1, height: 1 };
  const { isLeftOut, holds } = collagesOf(
    [
      { part: 1, whole: 9, box: left, framed: true },
      { part: 2, whole: 9, box: { ...right, height: 0.9 }, framed: true },
      { part: 7, whole: 9, box: whole, framed: false },
    ],
    [
      { a: 7, b: 9 },
      { a: 1, b: 7 },
      { a: 2, b: 7 },
    ],
  );
  expect(isLeftOut({ a: 7, b: 9 })).toBe(false);
  for (const collage of [7, 9]) {
    expect(isLeftOut({ a: 1, b: collage })).toBe(false);
    expect(isLeftOut({ a: 2, b: collage })).toBe(true);
  }
  expect(holds).toEqual(
    new Map([
      [9, [1, 2]],
      [7, []],
    ]),
  );
});
