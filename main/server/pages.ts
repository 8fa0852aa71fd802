import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { PersonError } from '../../app/errors.ts';
import { commonHeaders, Refusal } from './answer.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

// Everything comes from this server, and nothing is written into the page: an injected tag would find nothing to run.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The files of the built window by their addresses. Only what was listed is served, so no address leads out of it. */
export class Pages {
  readonly #files: ReadonlyMap<string, string>;

  private constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  static async open(directory: string): Promise<Pages> {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const files = new Map(paths.map((path) => [`/${relative(directory, path).split(sep).join('/')}`, path]));
    const index = files.get('/index.html');
    if (!index) throw new PersonError('The pages of the window are not built yet: run “npm run build:pages” first.');
    return new Pages(files.set('/', index));
  }

  async answer(address: string, response: ServerResponse) {
    const path = this.#files.get(address);
    const size = path && (await stat(path).catch(() => undefined))?.size;
    if (!path || size === undefined) throw new Refusal(404, 'There is no such page.');
    response.writeHead(200, {
      ...commonHeaders,
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'Content-Length': size,
      // Vite names everything under assets/ by its content.
      'Cache-Control': address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      'Content-Security-Policy': contentSecurityPolicy,
    });
    createReadStream(path)
      .on('error', () => response.destroy())
      .pipe(response);
  }
}
