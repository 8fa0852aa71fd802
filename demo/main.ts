/** `node demo/main.ts [LIBRARY FOLDER]`, for `npm start -- --demo`: makes the demo and prints {library, folders}. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLibrary } from '../app/resources.ts';
import { makeDemo } from './demo.ts';

// A library of its own: the drawn photos never get among the person's.
const library = process.argv[2] ?? join(defaultLibrary(), 'Demo');
const folder = join(library, 'Photos');
if (!existsSync(folder)) console.error('Drawing the demo photos …');
const { folders } = await makeDemo(folder);
console.log(JSON.stringify({ library, folders }));
