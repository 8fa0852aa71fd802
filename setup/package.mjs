/** npm run package [-- ELECTRON-BUILDER OPTIONS]: the desktop packages of the system that this runs on. */
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { dependencies } from './dependencies.mjs';
import { root } from './root.mjs';
import { main } from './say.mjs';

await main(async (options) => {
  const node = dependencies();
  const laidOut = await runChild(node, [join(root, 'setup', 'package', 'lay-out.mjs'), 'package'], { cwd: root });
  if (laidOut !== 0) return laidOut;
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  return runChild(node, [builder, '--publish', 'never', ...options], { cwd: root });
});
