import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { intoSharedMemory } from '../../../app/pairs/shared-memory.ts';

const value = () => ({
  name: 'a photo',
  bytes: new Uint8Array([1, 2, 3]),
  views: [{ light: new Float32Array([0.5, -1, 2]) }, { light: new Float32Array(0) }],
  features: { count: 2, bits: new Int32Array([-7, 8]), none: null },
});

test('a value keeps what it says, and its lists lie in one block', () => {
  const shared = intoSharedMemory(value());
  expect(shared).toEqual(value());
  const blocks = new Set([shared.bytes.buffer, shared.views[0]!.light.buffer, shared.features.bits.buffer]);
  expect(blocks.size).toBe(1);
  expect(shared.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('a list that stands in two places lies there once; one of a larger buffer is taken alone', () => {
  const large = new Uint8Array(1000).fill(9);
  const one = large.subarray(10, 14);
  const shared = intoSharedMemory({ first: one, second: one });
  expect(shared.first.buffer.byteLength).toBe(4);
  expect([...shared.second]).toEqual([9, 9, 9, 9]);
});

test('another thread reads the same memory', async () => {
  const shared = intoSharedMemory(value());
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     parentPort.once('message', ({ bytes }) => { bytes[0] = 42; parentPort.postMessage('done'); });`,
    { eval: true },
  );
  const done = new Promise((resolve) => worker.once('message', resolve));
  worker.postMessage(shared);
  await done;
  await worker.terminate();
  expect(shared.bytes[0]).toBe(42);
});
