import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockLibrary } from '../../../../app/store/upkeep/lock.ts';
import { temporaryFolder } from '../../../photos.ts';

const root = temporaryFolder();
const lock = new URL('../../../../app/store/upkeep/lock.ts', import.meta.url).href;
let directory: string;
let count = 0;
let holder: ChildProcess | null = null;

beforeEach(() => {
  directory = join(root, String(count++));
  mkdirSync(directory);
});

afterEach(() => {
  holder?.kill('SIGKILL');
  holder = null;
});

/** Another process that holds the lock until it is killed. */
async function holdElsewhere(): Promise<ChildProcess> {
  const script = `
    import { lockLibrary } from ${JSON.stringify(lock)};
    globalThis.unlock = lockLibrary(${JSON.stringify(directory)});
    process.stdout.write('held');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holder = child;
  await once(child.stdout, 'data');
  return child;
}

const refusal = () => `Another Twinlens is working on the library ${directory}.`;

test('one process at a time writes to a library, until it lets go', () => {
  const unlock = lockLibrary(directory);
  expect(() => lockLibrary(directory)).toThrow(refusal());
  unlock();
  lockLibrary(directory)();
});

test('a process is refused what another one holds', async () => {
  await holdElsewhere();
  expect(() => lockLibrary(directory)).toThrow(refusal());
});

test('a process that is killed holds nothing any more', async () => {
  const child = await holdElsewhere();
  expect(() => lockLibrary(directory)).toThrow(refusal());
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockLibrary(directory)();
});
