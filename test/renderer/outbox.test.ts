import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Message } from '../../renderer/state/outbox/message.ts';
import type { Outbox } from '../../renderer/state/outbox/outbox.svelte.ts';
import { outboxOf } from './cloning-client.ts';
import { content, JudgingFake } from './judging-fake.ts';

let fake: JudgingFake;
let outbox: Outbox;

const judge = (a: string, b: string): Message => ({
  name: 'judge',
  input: { pairs: [{ a: content(a), b: content(b) }], verdict: 'same', origin: 'pair' },
});
const forget = (a: string, b: string): Message => ({
  name: 'forget-judgement',
  input: { a: content(a), b: content(b) },
});

beforeEach(() => {
  vi.useFakeTimers();
  fake = new JudgingFake();
  outbox = outboxOf(fake.client);
});
afterEach(() => vi.useRealTimers());

test('what is sent is recorded one after the other, in its order', async () => {
  void outbox.send([judge('a', 'b'), judge('c', 'd')]);
  void outbox.send([forget('a', 'b')]);
  expect(outbox.waiting).toBe(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(fake.called).toEqual(['judge ab same']);
  await vi.advanceTimersByTimeAsync(10);
  expect(fake.called).toEqual(['judge ab same', 'judge cd same', 'forget ab']);
  expect(outbox.waiting).toBe(0);
});

test('what was not recorded is sent again until it is, and nothing overtakes it', async () => {
  fake.answers = false;
  let recorded = false;
  void outbox.send([judge('a', 'b')]).then(() => (recorded = true));
  await vi.advanceTimersByTimeAsync(3000);
  void outbox.send([judge('c', 'd')]);
  await vi.advanceTimersByTimeAsync(3000);
  expect(outbox.problem).toBe('Twinlens does not answer. Is it still running?');
  expect([outbox.waiting, recorded]).toEqual([2, false]);
  fake.answers = true;
  await vi.advanceTimersByTimeAsync(3000);
  expect(fake.called).toEqual(['judge ab same', 'judge cd same']);
  expect([outbox.waiting, outbox.problem, recorded]).toEqual([0, null, true]);
});

test('only what was never sent can be withdrawn', async () => {
  const [first, second] = [judge('a', 'b'), judge('c', 'd')];
  void outbox.send([first, second]);
  expect([outbox.withdraw(first), outbox.withdraw(second)]).toEqual([false, true]);
  await vi.advanceTimersByTimeAsync(10);
  expect(fake.called).toEqual(['judge ab same']);
  // The answer to the first attempt may have been lost on its way back.
  fake.answers = false;
  void outbox.send([second]);
  await vi.advanceTimersByTimeAsync(10);
  expect(outbox.withdraw(second)).toBe(false);
});

test('what a page could not deliver is sent first by the one that is loaded after it', async () => {
  fake.answers = false;
  void outbox.send([judge('a', 'b'), judge('c', 'd')]);
  void outbox.send([forget('a', 'b')]);
  await vi.advanceTimersByTimeAsync(10);
  vi.clearAllTimers(); // The page is gone, and all that it was about to do.
  fake.answers = true;
  const next = outboxOf(fake.client);
  const resumed = next.resume();
  void next.send([judge('e', 'f')]);
  await vi.advanceTimersByTimeAsync(10);
  expect(await resumed).toBe(true);
  expect(fake.called).toEqual(['judge ab same', 'judge cd same', 'forget ab', 'judge ef same']);
  expect(await outboxOf(fake.client).resume()).toBe(false);
});

test('a browser that stores nothing, or something else, keeps no answer from its way', async () => {
  const refusing = { ...fake.client, storage: (): Storage => fail('The user denied permission') };
  const spoilt = { ...fake.client, storage: () => ({ getItem: () => '[{', setItem: fail, removeItem: fail }) as never };
  for (const client of [refusing, spoilt]) {
    const own = outboxOf(client);
    expect(await own.resume()).toBe(false);
    void own.send([judge('a', 'b')]);
    await vi.advanceTimersByTimeAsync(10);
    expect(own.waiting).toBe(0);
  }
  expect(fake.called).toEqual(['judge ab same', 'judge ab same']);
});

function fail(why = 'QuotaExceededError'): never {
  throw new Error(why);
}
