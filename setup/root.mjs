import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the person stands: npm runs scripts from the project's folder and leaves the person's own in INIT_CWD. */
export const personFolder = resolve(process.env.INIT_CWD ?? process.cwd());
