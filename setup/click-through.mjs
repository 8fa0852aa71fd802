/** npm run click-through [-- PROGRAM]: uses an installed Twinlens, or this checkout's window, as a person would. */
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { dependencies } from './dependencies.mjs';
import { pages } from './pages.mjs';
import { root } from './root.mjs';
import { main } from './say.mjs';

await main(([program]) => {
  const node = dependencies();
  if (program === undefined) pages(node);
  const script = join(root, 'test', 'desktop', 'click-through.mjs');
  return runChild(node, program === undefined ? [script] : [script, program]);
});
