import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { intoSharedMemory } from '../../../../app/pairs/verifier/shared-memory.ts';

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
  expect(shared.second.byteOffset).toBe(shared.first.byteOffset);
  expect(shared.first.buffer.byteLength).toBeLessThan(2 ** 17);
  expect([...shared.second]).toEqual([9, 9, 9, 9]);
});

test('a block is used again where the value finds room in it', () => {
  const { buffer: block } = intoSharedMemory(new Uint8Array(100)) as { buffer: unknown };
  const again = intoSharedMemory(value(), block as SharedArrayBuffer);
  expect(again).toEqual(value());
  expect(again.bytes.buffer).toBe(block);
  const larger = intoSharedMemory(
    new Uint8Array((block as SharedArrayBuffer).byteLength + 1).fill(3),
    block as SharedArrayBuffer,
  );
  expect(larger.buffer).not.toBe(block);
  expect(larger.every((byte) => byte === 3)).toBe(true);
  // What was there before is as it was.
  expect(again).toEqual(value());
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
