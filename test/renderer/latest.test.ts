import { expect, test } from 'vitest';
import { latest } from '../../renderer/state/latest.ts';

test('one run at a time, and one more for all that was asked meanwhile', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const step = latest(async () => {
    running += 1;
    runs += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
  });
  await Promise.all([step(), step(), step(), step()]);
  expect([runs, most]).toEqual([2, 1]);
  await step();
  expect(runs).toBe(3);
});

test('a failure is told to who asked, and the next run is not in its way', async () => {
  let fail = true;
  const step = latest(() => (fail ? Promise.reject(new Error('no')) : Promise.resolve()));
  await expect(step()).rejects.toThrow('no');
  fail = false;
  await expect(step()).resolves.toBeUndefined();
});
