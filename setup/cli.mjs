/** npm run -s cli -- COMMAND …: the command line, with everything it needs in place. */
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { dependencies } from './dependencies.mjs';
import { pages } from './pages.mjs';
import { root } from './root.mjs';
import { main } from './say.mjs';

await main((commandLine) => {
  const node = dependencies();
  if (commandLine.includes('serve')) pages(node);
  return runChild(node, [join(root, 'main', 'cli.ts'), ...commandLine]);
});
