import { join } from 'node:path';
import { root } from './root.mjs';

const scripts = {
  asc: 'assemblyscript/bin/asc.js',
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  'svelte-check': 'svelte-check/bin/svelte-check',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
};

/** The script that the tool of this name is, for Node 24 to run: npm's own links may lead to an older Node. */
export function toolScript(name) {
  return join(root, 'node_modules', scripts[name]);
}
