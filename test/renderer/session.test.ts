import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventName, Job } from '../../app/contract.ts';
import type { Client, Link } from '../../renderer/client/client.ts';
import { Session } from '../../renderer/state/session.svelte.ts';

const listeners = new Map<EventName, (data: unknown) => void>();
let tellLink: (link: Link) => void;
let answers: boolean;
let threshold: number;
let called: string[];

const job: Job = {
  id: 1,
  name: 'scan',
  state: 'done',
  phase: 'comparing',
  done: 1,
  total: 1,
  rate: 0,
  secondsLeft: null,
  folders: [],
  report: null,
  outcome: null,
  lesson: null,
  error: null,
};

function open(): Session {
  const client = {
    call(name: string) {
      called.push(name);
      if (!answers) return Promise.reject(new Error('Twinlens does not answer.'));
      return Promise.resolve(
        name === 'library'
          ? { folders: [], threshold, defaultThreshold: 0.6, jobs: [job] }
          : { groups: [], total: 0, counts: {} },
      );
    },
    on: (name: EventName, listener: (data: unknown) => void) => listeners.set(name, listener),
    onLink: (listener: (link: Link) => void) => (tellLink = listener),
  };
  return new Session(client as unknown as Client);
}

beforeEach(() => {
  vi.useFakeTimers();
  answers = true;
  threshold = 0.6;
  called = [];
});
afterEach(() => vi.useRealTimers());

test('everything is asked for again when the link is back', async () => {
  open();
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  tellLink('lost');
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  expect(called).toEqual(['library', 'groups', 'library', 'groups']);
});

test('a core that stops answering behind an open link is asked until it answers', async () => {
  answers = false;
  const session = open();
  tellLink('open');
  await vi.advanceTimersByTimeAsync(5000);
  expect(session.unanswered).toBe(true);
  answers = true;
  await vi.advanceTimersByTimeAsync(2500);
  expect(session.unanswered).toBe(false);
  expect(session.library.glance?.defaultThreshold).toBe(0.6);
});

test('a threshold that another window saved moves the slider; our own unsaved one stays', async () => {
  const session = open();
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  session.groups.threshold = 0.3;
  listeners.get('library')?.({});
  await vi.advanceTimersByTimeAsync(0);
  expect(session.groups.threshold).toBe(0.3);
  threshold = 0.7;
  listeners.get('library')?.({});
  await vi.advanceTimersByTimeAsync(0);
  expect(session.groups.threshold).toBe(0.7);
});

test('the job at work is shown, or else the one that ended last', async () => {
  const session = open();
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  expect(session.library.job?.id).toBe(1);
  const tell = (change: Partial<Job>) => listeners.get('job')?.({ ...job, ...change });
  tell({ id: 2, state: 'running' });
  tell({ id: 3, state: 'waiting' });
  expect(session.library.job?.id).toBe(2);
  tell({ id: 2, state: 'done' });
  expect(session.library.job?.id).toBe(3);
});
