/** What TensorFlow.js computes with. */
import util from 'node:util';
import { env, getBackend, ready, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

/** Not a dependency: 400 MB, and no binary for every system. Its name is no literal, so that TypeScript does not look. */
const nativePackage: string = '@tensorflow/tfjs-node';

let started: Promise<string> | null = null;

/**
 * Starts TensorFlow.js's own native backend where a person has installed `@tensorflow/tfjs-node`, else WebAssembly: on
 * one core it trains a head on 60, 200 and 500 answers in a fourth, an eighth and a tenth of the time of the backend in
 * plain JavaScript.
 * @returns the name of the backend: `tensorflow` or `wasm`.
 */
export function startBackend(): Promise<string> {
  started ??= start();
  return started;
}

async function start(): Promise<string> {
  if (!(await startNative())) {
    // One thread: products this small are not worth waking others, which the rest of the app has work for.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (!(await setBackend('wasm'))) throw new Error('TensorFlow.js could not start its WebAssembly backend.');
  }
  await ready();
  return getBackend();
}

async function startNative(): Promise<boolean> {
  // Node 23 took away what tfjs-node 4.22 still calls: https://github.com/tensorflow/tfjs/issues/8609
  if (!('isNullOrUndefined' in util))
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  try {
    await import(nativePackage);
    return await setBackend('tensorflow');
  } catch {
    return false;
  }
}
