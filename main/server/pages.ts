import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { PersonError } from '../../app/errors.ts';
import { contentSecurityPolicy, pageTypes } from '../page-headers.ts';
import { commonHeaders, Refusal } from './answer.ts';

const policy = contentSecurityPolicy("img-src 'self'", "connect-src 'self'");

/** The files of the built window by their addresses. Only what is listed is served, so no address leads out of it. */
async function listPages(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [`/${relative(directory, path).split(sep).join('/')}`, path]));
}

/** Fails with a sentence where the pages were never built. */
export async function assertPages(directory: string) {
  const pages = await listPages(directory);
  if (!pages.has('/index.html')) {
    throw new PersonError('The pages of the window are not built yet: run “npm run build:pages” first.');
  }
}

/** Answers a request for a page. The folder is listed anew each time, since a build renames its files. */
export async function answerPage(directory: string, address: string, response: ServerResponse) {
  const pages = await listPages(directory);
  const path = pages.get(address === '/' ? '/index.html' : address);
  const size = path && (await stat(path).catch(() => undefined))?.size;
  if (!path || size === undefined) throw new Refusal(404, 'There is no such page.');
  response.writeHead(200, {
    ...commonHeaders,
    'Content-Type': pageTypes[extname(path)] ?? 'application/octet-stream',
    'Content-Length': size,
    // Vite names everything under assets/ by its content.
    'Cache-Control': address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Security-Policy': policy,
  });
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
}
