import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';

const wrapper = `
  import { runChild } from ${JSON.stringify(new URL('../../setup/child.mjs', import.meta.url).href)};
  process.exitCode = await runChild(process.execPath, ['-e', process.env.CHILD]);
`;

/** The wrapper as npm runs it, in a process group of its own as a terminal would give it. */
function start(child, environment = {}, through = 'nothing') {
  const command = [process.execPath, '--input-type=module', '-e', wrapper];
  // A shell with more to do afterwards stays between, as some do for npm.
  const [program, ...rest] = through === 'shell' ? ['sh', '-c', '"$@"; exit $?', 'sh', ...command] : command;
  const running = spawn(program, rest, {
    env: { ...process.env, CHILD: child, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let output = '';
  running.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise((resolve) => running.once('close', (code) => resolve({ code, output })));
  const said = async (text) => {
    while (!output.includes(text)) await wait(10);
  };
  return { running, ended, said };
}

test('gives back the exit code', async () => {
  expect((await start('process.exit(7)').ended).code).toBe(7);
});

test('runs where the person stands, not where npm put it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twinlens-person-'));
  const { output } = await start('console.log(process.cwd())', { INIT_CWD: folder }).ended;
  expect(realpathSync(output.trim())).toBe(realpathSync(folder));
  rmSync(folder, { recursive: true });
});

const counting = `
  let interrupts = 0;
  process.on('SIGINT', () => { interrupts += 1; setTimeout(() => { console.log('interrupts', interrupts); process.exit(3); }, 200); });
  setInterval(() => {}, 1000);
  console.log('ready');
`;

test.skipIf(process.platform === 'win32')(
  'Ctrl-C reaches the child exactly once, through the terminal and npm both',
  async () => {
    const { running, ended, said } = start(counting);
    await said('ready');
    process.kill(-running.pid, 'SIGINT'); // the terminal tells the whole group,
    await wait(50);
    process.kill(running.pid, 'SIGINT'); // and npm passes it on.
    expect(await ended).toEqual({ code: 3, output: 'ready\ninterrupts 1\n' });
  },
);

test.skipIf(process.platform === 'win32')('a child ended by a signal gives the shell’s exit code for it', async () => {
  const { running, ended, said } = start("setInterval(() => {}, 1000); console.log('ready')");
  await said('ready');
  running.kill('SIGTERM');
  expect((await ended).code).toBe(128 + 15);
});

test.skipIf(process.platform === 'win32')('the child ends when the shell that npm runs is ended', async () => {
  const { running, ended, said } = start(`setInterval(() => {}, 1000); console.log('ready')`, {}, 'shell');
  await said('ready');
  running.kill('SIGTERM');
  // The output closes only when the last process that holds it is gone.
  expect((await ended).output).toBe('ready\n');
});
