import { expect, test } from 'vitest';
import { runMeasured } from '../../bench/peers/run-measured.ts';

const program = `
  const kept = Buffer.alloc(80e6, 1);
  const until = Date.now() + 600;
  while (Date.now() < until) kept[0] = (kept[0] + 1) % 256;
  process.stdout.write('done ' + kept.length);
`;

test('a program is measured with what it started', async () => {
  const { output, seconds, peakMegabytes, cpuSeconds } = await runMeasured(process.execPath, [
    '-e',
    `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(program)}], { stdio: 'inherit' })`,
  ]);
  expect(output).toBe('done 80000000');
  expect(seconds).toBeGreaterThan(0.6);
  if (process.platform !== 'linux') return;
  expect(peakMegabytes).toBeGreaterThan(80);
  expect(cpuSeconds).toBeGreaterThan(0.05);
});

test('one that fails is no measurement', async () => {
  await expect(runMeasured(process.execPath, ['-e', 'process.exit(3)'])).rejects.toThrow('ended with 3');
});
