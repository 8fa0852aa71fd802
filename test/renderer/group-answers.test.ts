import { beforeEach, expect, test } from 'vitest';
import type { Group, Photo } from '../../app/contract/contract.ts';
import { GroupAnswers } from '../../renderer/state/group-answers.svelte.ts';
import { Judgements } from '../../renderer/state/judgements.svelte.ts';
import { outboxOf } from './cloning-client.ts';
import { content, JudgingFake } from './judging-fake.ts';

let fake: JudgingFake;
let judgements: Judgements;
let answers: GroupAnswers;

/** The first is the keeper; of two equal letters both files have the same content. */
const groupOf = (letters: string) =>
  ({
    photos: Array.from(
      letters,
      (letter, at) => ({ path: `/photos/${letter}${at}.jpg`, sha256: content(letter), keep: at === 0 }) as Photo,
    ),
  }) as Group;

beforeEach(() => {
  fake = new JudgingFake();
  judgements = new Judgements(fake.client);
  answers = new GroupAnswers(outboxOf(fake.client), judgements);
});

test('a confirmed group is said of the keeper and each other content, once', async () => {
  await answers.confirm(groupOf('acbab'));
  expect(fake.verdicts).toEqual({ ac: 'same', ab: 'same' });
  await judgements.load();
  expect(judgements.isConfirmed(groupOf('acb'))).toBe(true);
  // With another keeper the answers still lead from each to each; with another photo they do not.
  expect(judgements.isConfirmed(groupOf('bca'))).toBe(true);
  expect(judgements.isConfirmed(groupOf('abcd'))).toBe(false);
  await answers.undo();
  expect(fake.verdicts).toEqual({});
});

test('a photo that is split off differs from all others', async () => {
  const group = groupOf('abc');
  await answers.split(group, group.photos[1]!);
  expect(fake.verdicts).toEqual({ ab: 'different', bc: 'different' });
  expect(answers.last?.words).toBe('Noted: b1.jpg is not the same as the other 2.');
});

test('undo says again what was said before', async () => {
  await answers.confirm(groupOf('ab'));
  const group = groupOf('abc');
  await answers.split(group, group.photos[1]!);
  await answers.undo();
  expect(fake.verdicts).toEqual({ ab: 'same' });
  expect(answers.last).toBeNull();
});

test('of copies of one content there is nothing to say, and that is said', async () => {
  const group = groupOf('aa');
  await answers.confirm(group);
  expect(await answers.split(group, group.photos[1]!)).toBe(false);
  expect(fake.verdicts).toEqual({});
  expect(answers.last).toEqual({ words: expect.stringContaining('byte for byte') as string, undo: [] });
  // Nothing was said: there is nothing to take back, and the words stay.
  await answers.undo();
  expect(answers.last).not.toBeNull();
});
