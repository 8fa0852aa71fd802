import { expect, test } from 'vitest';
import { Marks } from '../../renderer/state/marks.svelte.ts';
import { groupOf } from './groups-of.ts';

const group = groupOf('one', { a: {}, b: { bytes: 30 }, c: { bytes: 12 } });
const [a, b, c] = group.photos as [never, never, never];

test('what is marked adds up, and is told to the core by group', () => {
  const marks = new Marks();
  marks.toggle(b);
  marks.add(c);
  expect([marks.count, marks.bytes]).toEqual([2, 42]);
  expect(marks.selection([group, groupOf('other', { d: {}, e: {} })])).toEqual([{ group: 'one', remove: ['b', 'c'] }]);
  marks.toggle(b);
  expect([marks.count, marks.bytes]).toEqual([1, 12]);
});

test('what is protected takes no mark', () => {
  const marks = new Marks();
  const [protectedPhoto] = groupOf('one', { a: { protection: 'reference' } }).photos as [never];
  marks.toggle(protectedPhoto);
  expect(marks.count).toBe(0);
});

test('a mark is for the picture that was seen: another one at the same path has none', () => {
  const marks = new Marks();
  marks.add(b);
  const replaced = groupOf('one', { a: {}, b: { sha256: 'f'.repeat(64) } });
  expect(marks.has(replaced.photos[1]!)).toBe(false);
  expect(marks.selection([replaced])).toEqual([]);
});

test('marks outlive their group: after the slider has moved they count in another', () => {
  const marks = new Marks();
  marks.add(b);
  expect(marks.selection([groupOf('anew', { z: {}, b: {} })])).toEqual([{ group: 'anew', remove: ['b'] }]);
});

test('marks of photos that have gone are dropped, the others stay', () => {
  const marks = new Marks();
  marks.add(b);
  marks.add(c);
  marks.keepOnly([groupOf('one', { a: {}, c: {} })]);
  expect(marks.selection([group])).toEqual([{ group: 'one', remove: ['c'] }]);
});

test('the keeper is the one of the rules, or else the best that is left and within reach', () => {
  const marks = new Marks();
  const partly = groupOf('one', { a: {}, b: { offline: true }, c: {} });
  const keepers = () => marks.keepersOf(partly).map(({ path }) => path);
  expect(keepers()).toEqual(['a']);
  marks.add(a);
  expect(keepers()).toEqual(['c']);
  marks.add(c);
  expect(keepers()).toEqual([]);
});

test('each version has a keeper, unless all of it is marked', () => {
  const marks = new Marks();
  const versions = groupOf('one', { a: {}, b: {}, c: { version: 1, keep: true }, d: { version: 1 } });
  const keepers = () => marks.keepersOf(versions).map(({ path }) => path);
  expect(keepers()).toEqual(['a', 'c']);
  marks.add(c);
  expect(keepers()).toEqual(['a', 'd']);
  marks.add(versions.photos[3]!);
  expect(keepers()).toEqual(['a']);
});
