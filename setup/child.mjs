/** Runs a command to its end with this terminal, from the folder the person stands in, and gives back its exit code. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, constants } from 'node:os';
import { join } from 'node:path';
import { personFolder, root } from './root.mjs';
import { Problem } from './say.mjs';

// Ctrl-C reaches this process twice, once from the terminal and once from npm, which passes it on.
const repeatWithin = 500;
// npm passes an ending on to a shell that does not pass it on to this process: it only dies.
const parentWatch = 500;

/** What the desktop app gives its engine too. Two arenas, because glibc keeps freed memory apart for each decoding thread. */
const settings = JSON.parse(readFileSync(join(root, 'main', 'tuning.json'), 'utf8'));

const tuning = {
  ...settings,
  // Stripped types are kept between runs, which halves the time a command takes to start.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
  // Photos are decoded in libuv's threads, of which there are four unless somebody says otherwise.
  UV_THREADPOOL_SIZE: String(Math.max(4, availableParallelism())),
};

export function runChild(command, commandArguments, { environment = {}, cwd = personFolder } = {}) {
  const windows = process.platform === 'win32';
  // In a process group of its own the child gets each signal from here and only from here. Windows has no such groups:
  // there the console tells every process in it, and passing a signal on would end the child at once.
  const child = spawn(command, commandArguments, {
    cwd,
    env: { ...tuning, ...process.env, ...environment, ORT_DISABLE_TELEMETRY: settings.ORT_DISABLE_TELEMETRY },
    stdio: 'inherit',
    detached: !windows,
  });
  let last = { signal: '', time: -Infinity };
  const pass = (signal) => {
    const time = performance.now();
    const repeated = signal === last.signal && time - last.time < repeatWithin;
    last = { signal, time };
    if (!windows && !repeated) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid === parent || pass('SIGTERM'), parentWatch);

  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Problem(`${command} could not be started: ${error.message}`)));
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of signals) process.off(name, pass);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
