/** npm run format, lint, types, build: one of the tools, on Node 24, with the packages in place. */
import { dependencies } from './dependencies.mjs';
import { runChild } from './child.mjs';
import { root } from './root.mjs';
import { main } from './say.mjs';
import { toolScript } from './tools.mjs';

await main(([name, ...options]) => runChild(dependencies(), [toolScript(name), ...options], { cwd: root }));
