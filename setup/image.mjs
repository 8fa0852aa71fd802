/**
 * npm run image: lays out in dist/image what the image for servers holds. The Dockerfile does the same and copies it; any
 * Linux with Perl runs it as it lies there.
 */
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { dependencies } from './dependencies.mjs';
import { root } from './root.mjs';
import { main } from './say.mjs';

await main(() => runChild(dependencies(), [join(root, 'setup', 'package', 'lay-out.mjs'), 'image'], { cwd: root }));
