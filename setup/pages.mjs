/** Builds the window's pages when they are missing or older than their sources. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';
import { Problem, say } from './say.mjs';
import { isStale } from './stale.mjs';
import { toolScript } from './tools.mjs';

export function pages(node) {
  const sources = ['renderer', 'app/contract', 'vite.config.ts'].map((path) => join(root, path));
  if (!isStale(join(root, 'dist', 'renderer', 'index.html'), sources)) return;
  say('Building the window’s pages …');
  const { status, stdout, stderr } = spawnSync(node, [toolScript('vite'), 'build'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Problem(`${stdout}${stderr}\nThe window’s pages could not be built: see above.`);
}
