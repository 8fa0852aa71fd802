import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { vi } from 'vitest';
import type { Core } from '../../app/contract/contract.ts';
import { openLibrary } from '../../app/library.ts';
import { serve } from '../../main/server/serve.ts';
import { openPage } from './browser.ts';
import { makePhotos } from './photos.ts';

export interface Served {
  core: Core;
  /** A place for photos. */
  folder: string;
  /** A place for what a test needs beside them. */
  beside: (name: string) => string;
  open: (browser: Browser, options?: BrowserContextOptions) => ReturnType<typeof openPage>;
  /** Ends it, and starts it anew on the same library. */
  restart: () => Promise<Served>;
  close: () => Promise<void>;
}

/** A real library of its own in a temporary folder, served to a real browser. */
export async function openServed(): Promise<Served> {
  return openServedIn(await mkdtemp(join(tmpdir(), 'twinlens-window-')));
}

async function openServedIn(folder: string): Promise<Served> {
  const core = await openLibrary({ directory: join(folder, 'library'), watch: true });
  const serving = await serve({ core, port: 0, pages: join(import.meta.dirname, '../../dist/renderer') });
  const end = async () => {
    await serving.close();
    await core.close();
  };
  return {
    core,
    folder: join(folder, 'photos'),
    beside: (name) => join(folder, name),
    open: (browser, options) => openPage(browser, serving.url, options),
    async restart() {
      await end();
      return openServedIn(folder);
    },
    async close() {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A window on a library of its own whose photos are scanned and shown (`makePhotos`). */
export async function openOnPhotos(browser: Browser) {
  const served = await openServed();
  await makePhotos(served.folder);
  await addAndScan(served, served.folder);
  const opened = await served.open(browser);
  await opened.page.getByTestId('photo').first().waitFor();
  return {
    served,
    ...opened,
    close: async () => {
      await opened.close();
      await served.close();
    },
  };
}

/** Adds a folder without the window and waits until its scan is over. */
export async function addAndScan({ core }: Served, path: string) {
  const states = new Map<number, string>();
  const stop = core.on('job', ({ id, state }) => states.set(id, state));
  const { job } = await core.call('add-folder', { path });
  await vi.waitUntil(() => states.get(job) === 'done', { timeout: 60_000, interval: 20 });
  stop();
}
