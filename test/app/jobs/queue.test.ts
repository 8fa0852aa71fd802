import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { JobQueue, type JobControl } from '../../../app/jobs/queue.ts';

let told: string[];
let queue: JobQueue<'first' | 'second', string>;

beforeEach(() => {
  told = [];
  queue = new JobQueue<'first' | 'second', string>('first', ({ id, state }) => told.push(`${id} ${state}`));
});

/** Work of many small steps that can be paused and cancelled between them. */
function steps(count: number, done: number[]) {
  return async ({ proceed, signal, progress }: JobControl<'first' | 'second'>) => {
    for (let step = 0; step < count; step++) {
      await proceed();
      if (signal.aborted) return `stopped at ${step}`;
      done.push(step);
      progress('second', step + 1, count);
      await wait(2);
    }
    return 'whole';
  };
}

describe('jobs', () => {
  test('run one at a time, in their order, and end with their report', async () => {
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await wait(5);
      order.push(`${name} ends`);
      return name;
    };
    const jobs = [queue.add('scan', ['/a'], work('one')), queue.add('scan', ['/b'], work('two'))];
    expect(queue.unfinished().map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    const ended = await Promise.all(jobs.map(({ finished }) => finished));
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
    expect(ended).toMatchObject([
      { id: 1, state: 'done', report: 'one', folders: ['/a'] },
      { id: 2, state: 'done', report: 'two', folders: ['/b'] },
    ]);
    expect(queue.unfinished()).toEqual([]);
  });

  test('that fail say why, and the next one runs all the same', async () => {
    const failing = queue.add('scan', [], () => Promise.reject(new Error('The disk is gone.')));
    const next = queue.add('scan', [], () => Promise.resolve('fine'));
    expect(await failing.finished).toMatchObject({ state: 'failed', error: 'The disk is gone.', report: null });
    expect(await next.finished).toMatchObject({ state: 'done', report: 'fine' });
  });

  test('tell their progress, and how long the rest takes once that is known', async () => {
    const { job, finished } = queue.add('scan', [], async ({ progress }) => {
      progress('second', 0, 100);
      await wait(1100);
      progress('second', 50, 100);
      expect(job).toMatchObject({ phase: 'second', done: 50, total: 100 });
      expect(job.rate).toBeGreaterThan(0);
      expect(job.secondsLeft).toBeGreaterThan(0);
      return 'whole';
    });
    expect(await finished).toMatchObject({ state: 'done', secondsLeft: null });
  });

  test('are remembered for a while after their end, and then forgotten', async () => {
    for (let count = 0; count < 30; count++) await queue.add('scan', [], () => Promise.resolve('x')).finished;
    await wait(1);
    expect(await queue.finished(30)).toMatchObject({ id: 30, state: 'done' });
    expect(queue.finished(1)).toBeUndefined();
    expect(queue.finished(99)).toBeUndefined();
  });
});

describe('a job that is paused', () => {
  test('does nothing until it is resumed, and then all of it', async () => {
    const done: number[] = [];
    const { job, finished } = queue.add('scan', [], steps(400, done));
    await expect.poll(() => done.length).toBeGreaterThan(2);
    queue.pause(job.id);
    await wait(20);
    const before = done.length;
    await wait(60);
    expect(done.length).toBe(before);
    expect(job.state).toBe('paused');
    queue.resume(job.id);
    expect(await finished).toMatchObject({ state: 'done', report: 'whole' });
    expect(done).toEqual(Array.from({ length: 400 }, (_, step) => step));
    expect(told.filter((line, at) => line !== told[at - 1])).toEqual([
      '1 waiting',
      '1 running',
      '1 paused',
      '1 running',
      '1 done',
    ]);
  });

  test('ends when it is cancelled', async () => {
    const { job, finished } = queue.add('scan', [], steps(1000, []));
    await expect.poll(() => job.state).toBe('running');
    queue.pause(job.id);
    queue.cancel(job.id);
    expect(await finished).toMatchObject({ state: 'cancelled' });
  });
});

describe('a job that is cancelled', () => {
  test('ends early, with the report of what it did', async () => {
    const done: number[] = [];
    const { job, finished } = queue.add('scan', [], steps(1000, done));
    await expect.poll(() => done.length).toBeGreaterThan(2);
    queue.cancel(job.id);
    const ended = await finished;
    expect(ended).toMatchObject({ state: 'cancelled', report: `stopped at ${done.length}` });
    expect(done.length).toBeLessThan(1000);
  });

  test('never begins, when it still waits', async () => {
    const first = queue.add('scan', [], steps(5, []));
    const second: number[] = [];
    const { job, finished } = queue.add('scan', [], steps(5, second));
    queue.cancel(job.id);
    expect(await finished).toMatchObject({ state: 'cancelled', report: null });
    expect(second).toEqual([]);
    expect(await first.finished).toMatchObject({ state: 'done' });
  });

  test('or paused after its end, or not there at all, is no matter', async () => {
    const { job, finished } = queue.add('scan', [], () => Promise.resolve('x'));
    await finished;
    for (const id of [job.id, 77]) {
      queue.pause(id);
      queue.resume(id);
      queue.cancel(id);
    }
    expect(job.state).toBe('done');
  });
});

test('a queue that is closed ends every job', async () => {
  const jobs = [queue.add('scan', [], steps(1000, [])), queue.add('scan', [], steps(1000, []))];
  await queue.close();
  expect(jobs.map(({ job }) => job.state)).toEqual(['cancelled', 'cancelled']);
});
