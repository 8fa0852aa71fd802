import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { vi } from 'vitest';
import { openLibrary } from '../../app/library.ts';
import { serve } from '../../main/server/serve.ts';
import { openPage } from './browser.ts';

/** A real library of its own in a temporary folder, served to a real browser. */
export async function openServed() {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-window-'));
  const core = await openLibrary({ directory: join(folder, 'library'), watch: true });
  const serving = await serve({ core, port: 0, pages: join(import.meta.dirname, '../../dist/renderer') });
  return {
    core,
    /** A place for photos. */
    folder: join(folder, 'photos'),
    open: (browser: Browser, options?: BrowserContextOptions) => openPage(browser, serving.url, options),
    async close() {
      await serving.close();
      await core.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Served = Awaited<ReturnType<typeof openServed>>;

/** Adds a folder without the window and waits until its scan is over. */
export async function addAndScan({ core }: Served, path: string) {
  const states = new Map<number, string>();
  const stop = core.on('job', ({ id, state }) => states.set(id, state));
  const { job } = await core.call('add-folder', { path });
  await vi.waitUntil(() => states.get(job) === 'done', { timeout: 60_000, interval: 20 });
  stop();
}
