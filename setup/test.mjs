/** npm test [-- VITEST OPTIONS]: every test, with everything they need in place. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { runChild } from './child.mjs';
import { installOnDebian } from './debian.mjs';
import { dependencies } from './dependencies.mjs';
import { pages } from './pages.mjs';
import { pytorch } from './pytorch.mjs';
import { root } from './root.mjs';
import { main, Problem, say } from './say.mjs';

await main(async (commandLine) => {
  const node = dependencies();
  pages(node);
  const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...commandLine];
  const environment = {};
  let missing = null;
  try {
    environment.TWINLENS_BROWSER = browser(node);
  } catch (error) {
    if (!(error instanceof Problem) || commandLine.includes('e2e')) throw error;
    missing = error.message;
    vitest.push('--project=!e2e');
  }
  // Where nothing is said of connections, the test of them sees files only.
  if (process.env.CI && process.platform === 'linux' && spawnSync('strace', ['-V']).error) installOnDebian('strace');
  const hasFfmpeg = () => !spawnSync('ffmpeg', ['-version']).error;
  if (process.env.CI && !hasFfmpeg()) installOnDebian('ffmpeg');
  let untrained = null;
  try {
    environment.TWINLENS_PYTHON = pytorch();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    untrained = error.message;
  }
  const exitCode = await runChild(node, vitest, { cwd: root, environment });
  if (untrained !== null) say(`The tests of training/ were skipped. ${untrained}`);
  if (!hasFfmpeg()) say('The tests of the frames of videos were skipped: ffmpeg is not installed.');
  if (missing === null) return exitCode;
  say(`The tests of the window (test/e2e) were skipped. ${missing}`);
  return process.env.CI ? exitCode || 1 : exitCode;
});
