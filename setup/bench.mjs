/** npm run bench [-- FOLDER…]: how fast, with everything it needs in place. */
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { dependencies } from './dependencies.mjs';
import { root } from './root.mjs';
import { main } from './say.mjs';

await main((commandLine) => runChild(dependencies(), [join(root, 'bench', 'speed.ts'), ...commandLine]));
