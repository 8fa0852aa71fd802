/**
 * npm run bench [-- FOLDER], npm run bench:copies [-- FOLDER], npm run bench:quality [-- FOLDER] [--model FILE] [--plot FILE],
 * npm run bench:judge [-- FOLDER] and npm run bench:learning [-- FOLDER] [--seeds N] [--plot FILE]: a benchmark, with
 * everything it needs in place.
 */
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { dependencies } from './dependencies.mjs';
import { root } from './root.mjs';
import { main } from './say.mjs';

await main(([benchmark, ...commandLine]) =>
  runChild(dependencies(), [join(root, 'bench', `${benchmark}.ts`), ...commandLine]),
);
