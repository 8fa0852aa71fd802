import { beforeEach, expect, test } from 'vitest';
import { Judgements } from '../../renderer/state/judgements.svelte.ts';
import { Questions } from '../../renderer/state/questions.svelte.ts';
import { outboxOf } from './cloning-client.ts';
import { JudgingFake, question } from './judging-fake.ts';

let fake: JudgingFake;
let judgements: Judgements;
let questions: Questions;

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
const asked = () => questions.deck.map(({ a, b }) => `${a.sha256[0]}${b.sha256[0]}`);

beforeEach(() => {
  fake = new JudgingFake();
  judgements = new Judgements(fake.client);
  questions = new Questions(fake.client, outboxOf(fake.client), judgements);
  fake.suggested = ['ab', 'cd', 'ef', 'gh', 'ij', 'kl', 'mn'].map(([a, b]) => question(a!, b!));
});

test('a question is asked, answered, and gives way to the next', async () => {
  await questions.begin();
  expect(asked()).toEqual(['ab', 'cd', 'ef', 'gh', 'ij', 'kl', 'mn']);
  questions.answer('same');
  questions.answer('skip');
  expect(asked()[0]).toBe('ef');
  await settled();
  expect(fake.verdicts).toEqual({ ab: 'same', cd: 'skip' });
});

test('more are asked for before the last one is answered, and none that was answered comes again', async () => {
  await questions.begin();
  for (let given = 0; given < 3; given++) questions.answer('different');
  // The core still suggests what was answered, since it has not heard of it, and something new.
  fake.suggested = [...fake.suggested, question('o', 'p')];
  await settled();
  expect(fake.called.filter((name) => name === 'suggest').length).toBe(2);
  expect(asked()).toEqual(['gh', 'ij', 'kl', 'mn', 'op']);
  // In the other order it is the same pair.
  fake.suggested = [question('b', 'a'), question('h', 'g'), question('q', 'r')];
  await questions.refill();
  expect(asked()).toEqual(['gh', 'ij', 'qr']);
});

test('the last answer is taken back, and its question asked again', async () => {
  await questions.begin();
  questions.answer('same');
  await settled();
  questions.answer('different');
  await settled();
  questions.back();
  expect(asked()[0]).toBe('cd');
  questions.back();
  expect(asked().slice(0, 2)).toEqual(['ab', 'cd']);
  await settled();
  expect(fake.verdicts).toEqual({});
  expect(fake.called.slice(-2)).toEqual(['forget cd', 'forget ab']);
  questions.back();
  expect(asked()[0]).toBe('ab');
});

test('an answer that is taken back before it was sent never is', async () => {
  await questions.begin();
  questions.answer('same');
  questions.answer('different');
  questions.back();
  questions.answer('skip');
  await settled();
  expect(fake.verdicts).toEqual({ ab: 'same', cd: 'skip' });
  expect(fake.called).not.toContain('judge cd different');
});

test('a probability stands on the answers there were when it was told; skipped pairs are none', async () => {
  await questions.begin();
  expect(questions.current?.answers).toBe(0);
  questions.answer('same');
  questions.answer('skip');
  questions.answer('different');
  await settled();
  await judgements.load();
  fake.suggested = [question('y', 'z')];
  await questions.begin();
  expect(questions.current?.answers).toBe(2);
});

test('without a question there is none, and a failure is told with its sentence', async () => {
  fake.suggested = [];
  await questions.begin();
  expect([questions.current, questions.problem, questions.loading]).toEqual([undefined, null, false]);
  questions.answer('same');
  expect(questions.given).toEqual([]);
  fake.answers = false;
  await questions.refill();
  expect(questions.problem).toContain('does not answer');
  fake.answers = true;
  fake.suggested = [question('a', 'b')];
  await questions.refill();
  expect([asked(), questions.problem]).toEqual([['ab'], null]);
});
