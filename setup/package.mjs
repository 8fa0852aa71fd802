/** npm run package [-- ELECTRON-BUILDER OPTIONS]: the desktop packages of the system that this runs on. */
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { dependencies } from './dependencies.mjs';
import { root } from './root.mjs';
import { main } from './say.mjs';

await main(async (options) => {
  const node = dependencies();
  const { layOutPackage } = await import('./package/stage.mjs');
  await layOutPackage(node);
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  return runChild(node, [builder, '--config', 'electron-builder.yml', '--publish', 'never', ...options], { cwd: root });
});
