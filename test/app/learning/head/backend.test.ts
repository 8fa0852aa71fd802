import { createRequire } from 'node:module';
import { getBackend, memory, square, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { startBackend } from '../../../../app/learning/head/backend.ts';
import { fineTune } from '../../../../app/learning/head/finetune.ts';
import { Random } from '../../../../app/learning/random.ts';
import { unitRows } from '../unit-rows.ts';

const require = createRequire(import.meta.url);

function isInstalled(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

test('is the native one where a person has installed it, else WebAssembly', async () => {
  const expected = isInstalled('@tensorflow/tfjs-node') ? 'tensorflow' : 'wasm';
  expect(await startBackend()).toBe(expected);
  expect(getBackend()).toBe(expected);
  expect(tidy(() => [...square(tensor1d([1, 2])).dataSync()])).toEqual([1, 4]);
});

test('gives packages what Node 23 took away and tfjs-node still calls', async () => {
  await startBackend();
  const { isNullOrUndefined } = require('util') as { isNullOrUndefined: (value: unknown) => boolean };
  expect([null, undefined, 0, '', false].map(isNullOrUndefined)).toEqual([true, true, false, false, false]);
});

test('holds no memory after learning, nor after a learning that was stopped', async () => {
  await startBackend();
  const answers = Array.from({ length: 40 }, (_, at) => ({ a: at * 2, b: at * 2 + 1, same: at % 2 === 0 }));
  const task = {
    vectors: unitRows(80, 16, new Random(1)),
    answers,
    seed: 1,
    objectives: ['triplet', 'arcface'] as const,
  };
  const before = memory().numTensors;
  await fineTune(task);
  expect(memory().numTensors).toBe(before);
  const signal = AbortSignal.timeout(50);
  await expect(fineTune({ ...task, signal })).rejects.toThrow();
  expect(memory().numTensors).toBe(before);
});
