import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventName, Group, Input, Job } from '../../app/contract/contract.ts';
import type { Link } from '../../renderer/client/client.ts';
import { behindWords } from '../../renderer/words/jobs.ts';
import { Session } from '../../renderer/state/session.svelte.ts';
import { cloningClient, pageStorage } from './cloning-client.ts';
import { groupOf } from './groups-of.ts';

const listeners = new Map<EventName, (data: unknown) => void>();
const jobListeners = new Set<(job: Job) => void>();
let groups: Group[];
let tellLink: (link: Link) => void;
let answers: boolean;
let threshold: number;
let called: string[];
let jobs: Job[];
/** What the library holds of marks, by path. */
let marked: Map<string, { path: string; sha256: string; bytes: number }>;
/** What the tab keeps when its page is loaded anew. */
let storage: Storage;
/** Holds the core's answers back until it is called. */
let answerNow: (() => void) | null;

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
  check: null,
  error: null,
};

function open(): Session {
  const client = cloningClient({
    call(name: string, input: Input<'mark'>) {
      called.push(name);
      if (!answers) return Promise.reject(new Error('Twinlens does not answer.'));
      if (name === 'library') {
        const answer = { folders: [], threshold, defaultThreshold: 0.6, jobs };
        return answerNow === null
          ? Promise.resolve(answer)
          : new Promise((resolve) => (answerNow = () => resolve(answer)));
      }
      if (name === 'mark') {
        const { photos, marked: isMarked } = input;
        for (const photo of photos)
          if (isMarked) marked.set(photo.path, { ...photo, bytes: 100 });
          else marked.delete(photo.path);
        return Promise.resolve({});
      }
      if (name === 'marks') return Promise.resolve({ photos: [...marked.values()] });
      if (name === 'history') return Promise.resolve({ operations: [] });
      return Promise.resolve({ groups, total: 0, counts: {} });
    },
    on(name: EventName, listener: (data: unknown) => void) {
      if (name === 'job') jobListeners.add(listener);
      else listeners.set(name, listener);
    },
    onLink: (listener: (link: Link) => void) => (tellLink = listener),
    storage,
  });
  return new Session(client);
}

beforeEach(() => {
  vi.useFakeTimers();
  marked = new Map();
  storage = pageStorage();
  answers = true;
  threshold = 0.6;
  called = [];
  jobs = [job];
  answerNow = null;
  groups = [];
  jobListeners.clear();
});
afterEach(() => vi.useRealTimers());

test('everything is asked for again when the link is back', async () => {
  open();
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  tellLink('lost');
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  expect(called).toEqual(['library', 'marks', 'groups', 'library', 'marks', 'groups']);
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
  const tell = (change: Partial<Job>) => {
    for (const listener of jobListeners) listener({ ...job, ...change });
  };
  tell({ id: 2, state: 'running' });
  tell({ id: 3, state: 'waiting' });
  expect(session.library.job?.id).toBe(2);
  tell({ id: 2, state: 'done' });
  expect(session.library.job?.id).toBe(3);
});

test('a job that gave way to a more urgent one is shown behind it, and comes back after it', async () => {
  const session = open();
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  const tell = (change: Partial<Job>) => {
    for (const listener of jobListeners) listener({ ...job, ...change });
  };
  tell({ id: 2, name: 'compare', phase: 'verifying', done: 5, total: 20, state: 'running' });
  expect(session.library.behind).toBeNull();
  tell({ id: 2, name: 'compare', phase: 'verifying', done: 5, total: 20, state: 'waiting' });
  tell({ id: 3, name: 'apply', phase: 'moving', done: 0, total: 1, state: 'running' });
  expect(session.library.job?.id).toBe(3);
  expect(session.library.behind?.id).toBe(2);
  expect(behindWords(session.library.behind!)).toBe('Then: looking closely at photos that are alike, 5 of 20');
  tell({ id: 2, name: 'compare', phase: 'verifying', done: 5, total: 20, state: 'paused' });
  expect(session.library.job?.id).toBe(3);
  expect(behindWords(session.library.behind!)).toContain('Paused: ');
});

test('an answer that was on its way when a job ended does not bring it back to work', async () => {
  const session = open();
  jobs = [{ ...job, state: 'running' }];
  answerNow = () => undefined;
  tellLink('open');
  for (const listener of jobListeners) listener(job);
  answerNow();
  await vi.advanceTimersByTimeAsync(0);
  expect(session.library.job?.state).toBe('done');
});

test('what ended while the link was lost is not shown at work for ever', async () => {
  const session = open();
  jobs = [
    { ...job, state: 'running' },
    { ...job, id: 2, name: 'apply', state: 'waiting' },
  ];
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  expect(session.library.job).toMatchObject({ id: 1, state: 'running' });
  tellLink('lost');
  jobs = [];
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  expect(session.library.jobWith(1)).toBeUndefined();
  expect(session.library.job).toMatchObject({ id: 2, state: 'failed' });
  expect(session.library.job?.error).toContain('history');
});

test('the outcome of an action stays until it was seen, whatever scan follows it', async () => {
  const session = open();
  tellLink('open');
  await vi.advanceTimersByTimeAsync(0);
  const tell = (change: Partial<Job>) => {
    for (const listener of jobListeners) listener({ ...job, ...change });
  };
  tell({ id: 2, name: 'apply', state: 'done' });
  tell({ id: 3, name: 'scan', state: 'running' });
  expect(session.library.job?.id).toBe(3);
  tell({ id: 3, name: 'scan', state: 'done' });
  expect(session.library.job?.id).toBe(2);
  session.library.acknowledge(2);
  expect(session.library.job?.id).toBe(3);
});

test('what was marked just before the page was loaded anew is marked after it, in the library and in the window', async () => {
  const group = groupOf('one', { a: {}, b: {} });
  answers = false;
  open().marks.add(group.photos[1] as never);
  await vi.advanceTimersByTimeAsync(1);
  vi.clearAllTimers();
  answers = true;
  const session = open();
  tellLink('open');
  await vi.advanceTimersByTimeAsync(1);
  expect([...marked.keys()]).toEqual(['b']);
  expect(session.marks.has(group.photos[1] as never)).toBe(true);
});

test('after a clean-up what has gone is marked no more', async () => {
  const session = open();
  const group = groupOf('one', { a: {}, b: {}, c: {} });
  session.marks.add(...group.photos);
  for (const listener of jobListeners) listener({ ...job, id: 2, name: 'apply', state: 'running' });
  await vi.advanceTimersByTimeAsync(0);
  expect(session.marks.count).toBe(3);
  marked.delete('c');
  for (const listener of jobListeners) listener({ ...job, id: 2, name: 'apply', state: 'done' });
  await vi.advanceTimersByTimeAsync(0);
  expect(session.marks.selection([group])).toEqual([{ group: 'one', remove: ['a', 'b'] }]);
});

test('the history is asked for again when an action ends, once it was looked at', async () => {
  const session = open();
  const end = () => {
    for (const listener of jobListeners) listener({ ...job, id: 2, name: 'undo', state: 'done' });
    return vi.advanceTimersByTimeAsync(0);
  };
  await end();
  expect(called).not.toContain('history');
  await session.history.load();
  await end();
  expect(called.filter((name) => name === 'history').length).toBe(2);
});
