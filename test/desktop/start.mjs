/** Starts a Twinlens whose window can be driven through a debugging port. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browser as findBrowser } from '../../setup/browser.mjs';
import { root } from '../../setup/root.mjs';

const sandbox = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];

/** An installed Twinlens. The port is Chromium's own: the fuse that would open Node's is off. */
export async function startProgram(program, library, photos, folder) {
  const port = await freePort();
  const options = [`--remote-debugging-port=${port}`, `--user-data-dir=${join(folder, 'user data')}`, ...sandbox];
  const running = spawn(program, [...options, '--library', library, photos], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await answering(port, running);
  return {
    debugging: `http://127.0.0.1:${port}`,
    async quit() {
      if (running.exitCode !== null || running.signalCode !== null) return;
      const gone = once(running, 'exit');
      // Its window closes, and with it the app, which lets the engine finish; where it stays in the menu bar, it is told.
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      await Promise.all(browser.contexts().flatMap((context) => context.pages().map((page) => page.close())));
      await browser.close();
      if (process.platform === 'darwin') running.kill('SIGTERM');
      await gone;
    },
  };
}

/** The window of this checkout, from its server, in a browser that has such a port too. */
export async function startServed(library, photos) {
  const server = spawn(process.execPath, [join(root, 'main', 'cli.ts'), 'serve', photos, '--library', library], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let words = '';
  server.stdout.setEncoding('utf8');
  while (!/is at \S+\n/.test(words)) words += (await once(server.stdout, 'data'))[0];
  const port = await freePort();
  const window = await chromium.launch({
    executablePath: findBrowser(process.execPath),
    args: [`--remote-debugging-port=${port}`, ...sandbox],
  });
  const page = await window.newPage();
  await page.goto(/is at (\S+)\n/.exec(words)[1]);
  return {
    debugging: `http://127.0.0.1:${port}`,
    async quit() {
      if (server.exitCode !== null) return;
      await window.close();
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    },
  };
}

async function answering(port, running) {
  for (let tries = 0; tries < 300; tries++) {
    if (running.exitCode !== null)
      throw new Error(`Twinlens ended with ${running.exitCode} before it opened a window.`);
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('Twinlens opened no debugging port.');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
