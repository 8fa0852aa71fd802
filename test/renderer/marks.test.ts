import { beforeEach, expect, test, vi } from 'vitest';
import { Marks } from '../../renderer/state/decisions/marks.svelte.ts';
import { cloningClient, outboxOf } from './cloning-client.ts';
import { groupOf } from './groups-of.ts';

let kept: { path: string; sha256: string; bytes: number }[] = [];
let sent: string[] = [];

/** Over a library that holds what it is told. */
function marksOf(): Marks {
  const client = cloningClient({
    call: (name: string, input: { photos: { path: string; sha256: string }[]; marked: boolean }) => {
      if (name === 'marks') return Promise.resolve({ photos: kept });
      sent.push(`${input.marked ? 'mark' : 'unmark'} ${input.photos.map(({ path }) => path).join(' ')}`);
      return Promise.resolve({});
    },
  });
  return new Marks(client, outboxOf(client));
}

/** Lets everything run that waits for an answer just given. */
const settle = () => new Promise<void>((resolve) => setTimeout(resolve));

beforeEach(() => {
  kept = [];
  sent = [];
});

const group = groupOf('one', { a: {}, b: { bytes: 30 }, c: { bytes: 12 } });
const [a, b, c] = group.photos as [never, never, never];

test('what is marked adds up, and is told to the core by group', () => {
  const marks = marksOf();
  marks.toggle(b);
  marks.add(c);
  expect([marks.count, marks.bytes]).toEqual([2, 42]);
  expect(marks.selection([group, groupOf('other', { d: {}, e: {} })])).toEqual([{ group: 'one', remove: ['b', 'c'] }]);
  marks.toggle(b);
  expect([marks.count, marks.bytes]).toEqual([1, 12]);
});

test('what is protected takes no mark', () => {
  const marks = marksOf();
  const [protectedPhoto] = groupOf('one', { a: { protection: 'reference' } }).photos as [never];
  marks.toggle(protectedPhoto);
  expect(marks.count).toBe(0);
});

test('a mark is for the picture that was seen: another one at the same path has none', () => {
  const marks = marksOf();
  marks.add(b);
  const replaced = groupOf('one', { a: {}, b: { sha256: 'f'.repeat(64) } });
  expect(marks.has(replaced.photos[1]!)).toBe(false);
  expect(marks.selection([replaced])).toEqual([]);
});

test('marks outlive their group: after the slider has moved they count in another', () => {
  const marks = marksOf();
  marks.add(b);
  expect(marks.selection([groupOf('anew', { z: {}, b: {} })])).toEqual([{ group: 'anew', remove: ['b'] }]);
});

test('what the library holds is marked: other windows’ marks too, and none of photos that have gone', async () => {
  const marks = marksOf();
  marks.add(b);
  await vi.waitFor(() => expect(sent).toEqual(['mark b']));
  await settle();
  kept = [{ path: 'c', sha256: (c as { sha256: string }).sha256, bytes: 12 }];
  await marks.load();
  expect(marks.selection([group])).toEqual([{ group: 'one', remove: ['c'] }]);
});

test('each step is told to the library, and taken back by the step', async () => {
  const marks = marksOf();
  marks.add(b, c);
  marks.clear();
  expect([marks.count, marks.lastStep]).toEqual([0, 'unmarked']);
  marks.undo();
  expect(marks.count).toBe(2);
  marks.undo();
  expect([marks.count, marks.lastStep]).toEqual([0, null]);
  await vi.waitFor(() => expect(sent).toEqual(['mark b c', 'unmark b c', 'mark b c', 'unmark b c']));
});

test('the keeper is the one of the rules, or else the best that is left and within reach', () => {
  const marks = marksOf();
  const partly = groupOf('one', { a: {}, b: { offline: true }, c: {} });
  const keepers = () => marks.keepersOf(partly).map(({ path }) => path);
  expect(keepers()).toEqual(['a']);
  marks.add(a);
  expect(keepers()).toEqual(['c']);
  marks.add(c);
  expect(keepers()).toEqual([]);
});

test('each version has a keeper, unless all of it is marked', () => {
  const marks = marksOf();
  const versions = groupOf('one', { a: {}, b: {}, c: { version: 1, keep: true }, d: { version: 1 } });
  const keepers = () => marks.keepersOf(versions).map(({ path }) => path);
  expect(keepers()).toEqual(['a', 'c']);
  marks.add(c);
  expect(keepers()).toEqual(['a', 'd']);
  marks.add(versions.photos[3]!);
  expect(keepers()).toEqual(['a']);
});
