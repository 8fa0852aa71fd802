import { beforeEach, expect, test, vi } from 'vitest';
import type { Group, Output } from '../../app/contract/contract.ts';
import { Groups } from '../../renderer/state/groups.svelte.ts';
import { cloningClient } from './cloning-client.ts';

interface Asked {
  threshold: number;
  offset: number;
  limit: number;
  answer: () => Promise<void>;
  fail: () => Promise<void>;
}

let asked: Asked[];
let groups: Groups;

/** Lets everything run that waits for an answer just given. */
const settle = () => new Promise<void>((resolve) => setTimeout(resolve));

const named = (id: string): Group => ({
  id,
  kind: 'resized',
  kinds: ['resized'],
  versions: [],
  photos: [],
  reason: '',
  chosen: false,
  review: null,
});

function answerFor({ threshold, offset, limit }: Pick<Asked, 'threshold' | 'offset' | 'limit'>): Output<'groups'> {
  const total = Math.round(threshold * 1000);
  const length = Math.max(0, Math.min(limit, total - offset));
  return {
    threshold,
    groups: Array.from({ length }, (_, place) => named(`${threshold}:${offset + place}`)),
    total,
    photos: 2 * total,
    sparableBytes: total,
    all: total,
    counts: { identical: 0, 'same-pixels': 0, resized: total, edited: 0, cropped: 0, burst: 0, similar: 0 },
    states: { undecided: total, marked: 0, reviewed: 0, skipped: 0 },
    awaiting: 0,
  };
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal('requestAnimationFrame', (step: () => void) => setTimeout(step));
  const client = cloningClient({
    call: (_name: string, input: Pick<Asked, 'threshold' | 'offset' | 'limit'>) =>
      new Promise((resolve, reject) => {
        asked.push({
          ...input,
          answer: () => (resolve(answerFor(input)), settle()),
          fail: () => (reject(new Error('Twinlens does not answer.')), settle()),
        });
      }),
  });
  groups = new Groups(client);
  groups.threshold = 0.5;
});

test('only the pages in view are asked for, and each once', async () => {
  void groups.refresh();
  await asked[0]!.answer();
  expect(groups.total).toBe(500);
  groups.show(0, 5);
  expect(asked.length).toBe(1);
  groups.show(38, 43);
  groups.show(39, 44);
  expect(asked.map(({ offset }) => offset)).toEqual([0, 40]);
  expect(groups.at(41)).toBeUndefined();
  await asked[1]!.answer();
  expect(groups.at(41)?.id).toBe('0.5:41');
  groups.show(0, 5);
  expect(asked.length).toBe(2);
});

test('while the slider moves one request is under way, and the last value counts', async () => {
  for (const threshold of [0.51, 0.52, 0.53]) groups.move(threshold);
  await settle();
  expect(asked.map(({ threshold }) => threshold)).toEqual([0.53]);
  for (const threshold of [0.54, 0.55, 0.56]) {
    groups.move(threshold);
    await settle();
  }
  expect(asked.length).toBe(1);
  await asked[0]!.answer();
  expect(asked.map(({ threshold }) => threshold)).toEqual([0.53, 0.56]);
  await asked[1]!.answer();
  expect(groups.total).toBe(560);
  expect(groups.at(0)?.id).toBe('0.56:0');
});

test('what is shown stays until the new answer is there, and then all of it goes', async () => {
  void groups.refresh();
  await asked[0]!.answer();
  groups.show(40, 45);
  await asked[1]!.answer();
  groups.move(0.6);
  await settle();
  expect(groups.at(40)?.id).toBe('0.5:40');
  await asked[2]!.answer();
  expect(groups.at(40)?.id).toBe('0.6:40');
  expect(groups.at(0)).toBeUndefined();
});

test('a page of an older threshold is dropped when it comes late', async () => {
  void groups.refresh();
  await asked[0]!.answer();
  groups.show(40, 45);
  const late = asked[1]!;
  groups.move(0.6);
  await settle();
  await asked[2]!.answer();
  await late.answer();
  expect(groups.at(40)?.id).toBe('0.6:40');
});

test('a failure is kept as its sentence until an answer comes', async () => {
  void groups.refresh();
  await asked[0]!.fail();
  expect(groups.problem).toBe('Twinlens does not answer.');
  void groups.refresh();
  await asked[1]!.answer();
  expect(groups.problem).toBeNull();
});
