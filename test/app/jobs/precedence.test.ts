import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { precedence } from '../../../app/jobs/precedence.ts';
import { JobQueue, type JobControl } from '../../../app/jobs/queue.ts';

type Phase = Parameters<typeof precedence>[1];

let said: string[];
let told: string[];
let queue: JobQueue<Phase, string>;

beforeEach(() => {
  said = [];
  told = [];
  queue = new JobQueue<Phase, string>('looking', ({ name, state }) => told.push(`${name} ${state}`), { precedence });
});

/** Work in one line of small steps. */
function line(name: string, phase: Phase, count: number) {
  return async ({ proceed, progress, signal }: JobControl<Phase>) => {
    for (let at = 0; at < count; at++) {
      progress(phase, at, count);
      await proceed();
      if (signal.aborted) return 'stopped';
      said.push(name);
      await wait(1);
    }
    return 'whole';
  };
}

describe('what a person asks for', () => {
  test('goes before what the machine is at, which goes on afterwards', async () => {
    const background = queue.add('scan', [], line('verify', 'verifying', 500));
    await expect.poll(() => said.length).toBeGreaterThan(3);
    const before = said.length;
    const action = queue.add('apply', [], line('apply', 'moving', 5));
    expect(await action.finished).toMatchObject({ state: 'done', report: 'whole' });
    expect(background.job).toMatchObject({ state: 'running', phase: 'verifying' });
    expect(said.slice(before).filter((name) => name === 'verify').length).toBeLessThan(3);
    expect(await background.finished).toMatchObject({ state: 'done', report: 'whole' });
    expect(said.filter((name) => name === 'verify')).toHaveLength(500);
    expect(told.filter((one, at) => one !== told[at - 1]).join(', ')).toContain('scan waiting, apply running');
  });

  test('waits for its equals in their order', async () => {
    const first = queue.add('undo', [], line('one', 'restoring', 10));
    const second = queue.add('apply', [], line('two', 'moving', 10));
    await Promise.all([first.finished, second.finished]);
    expect(said).toEqual([...Array<string>(10).fill('one'), ...Array<string>(10).fill('two')]);
  });
});

test('news from the disk is looked at before anything is read, and read before anything is compared', async () => {
  const verifying = queue.add('compare', [], line('verify', 'verifying', 500));
  await expect.poll(() => said.length).toBeGreaterThan(1);
  const reading = queue.add('scan', [], line('read', 'reading', 500));
  await expect.poll(() => said.includes('read')).toBe(true);
  const news = queue.add('changes', [], async (control) => {
    said.push('news');
    await control.proceed();
    const before = said.length;
    await line('read news', 'reading', 5)(control);
    return said.slice(before).join(', ');
  });
  expect((await news.finished).report).toBe(Array(5).fill('read news').join(', '));
  expect(reading.job.state).not.toBe('done');
  await Promise.all([verifying.finished, reading.finished]);
  expect(said.lastIndexOf('read')).toBeLessThan(said.lastIndexOf('verify'));
});

test('steps that go on side by side have all ended before another job begins, and save what they did', async () => {
  let inWork = 0;
  let unsaved = 0;
  const reading = queue.add('scan', [], async ({ step, isHeld, progress }) => {
    progress('reading', 0, 100);
    await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        step(async () => {
          inWork++;
          await wait(1 + (at % 7));
          inWork--;
          unsaved++;
          if (isHeld()) unsaved = 0;
        }),
      ),
    );
    return 'whole';
  });
  await expect.poll(() => inWork).toBeGreaterThan(0);
  await queue.add('apply', [], () => Promise.resolve(said.push(`${inWork} in work, ${unsaved} unsaved`).toString()))
    .finished;
  expect(said).toEqual(['0 in work, 0 unsaved']);
  expect(await reading.finished).toMatchObject({ state: 'done' });
});

test('work that writes nothing lets others go on meanwhile, and has its result in its own turn', async () => {
  const search = Promise.withResolvers<string>();
  const turns: number[] = [];
  const comparing = queue.add('compare', [], async ({ aside, progress, turns: count }) => {
    progress('comparing', 0, 1);
    turns.push(count());
    const found = await aside(() => search.promise);
    said.push(found);
    turns.push(count());
    return found;
  });
  await expect.poll(() => comparing.job.phase).toBe('comparing');
  const action = queue.add('apply', [], async ({ proceed }) => {
    search.resolve('found');
    for (let at = 0; at < 10; at++) {
      await proceed();
      await wait(1);
    }
    said.push('applied');
    return 'whole';
  });
  await action.finished;
  await comparing.finished;
  expect(said).toEqual(['applied', 'found']);
  expect(turns).toEqual([1, 2]);
});

describe('a job that waits for a more urgent one', () => {
  test('can be paused and resumed', async () => {
    const background = queue.add('scan', [], line('verify', 'verifying', 500));
    await expect.poll(() => said.length).toBeGreaterThan(1);
    const action = queue.add('apply', [], line('apply', 'moving', 300));
    await expect.poll(() => said.at(-1)).toBe('apply');
    expect(background.job.state).toBe('waiting');
    queue.pause(background.job.id);
    expect(background.job.state).toBe('paused');
    await action.finished;
    const done = said.length;
    await wait(30);
    expect(said.length).toBe(done);
    queue.resume(background.job.id);
    expect(await background.finished).toMatchObject({ state: 'done' });
  });

  test('ends in its turn when it is cancelled', async () => {
    const background = queue.add('scan', [], line('verify', 'verifying', 1000));
    await expect.poll(() => said.length).toBeGreaterThan(1);
    const action = queue.add('apply', [], line('apply', 'moving', 300));
    await expect.poll(() => said.at(-1)).toBe('apply');
    queue.cancel(background.job.id);
    expect(await background.finished).toMatchObject({ state: 'cancelled', report: 'stopped' });
    expect(action.job.state).toBe('done');
  });
});

test('what is paused lets what is more urgent go first, and nothing else', async () => {
  const background = queue.add('scan', [], line('verify', 'verifying', 500));
  await expect.poll(() => said.length).toBeGreaterThan(1);
  queue.pause(background.job.id);
  expect(await queue.add('apply', [], line('apply', 'moving', 3)).finished).toMatchObject({ state: 'done' });
  const equal = queue.add('compare', [], line('later', 'verifying', 3));
  await wait(30);
  expect(said).not.toContain('later');
  expect(background.job.state).toBe('paused');
  queue.resume(background.job.id);
  await equal.finished;
  expect(said.lastIndexOf('verify')).toBeLessThan(said.indexOf('later'));
});
