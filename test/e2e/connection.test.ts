import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Core } from '../../app/contract/contract.ts';
import { serve, type Serving } from '../../main/server/serve.ts';
import { groupCount, launchBrowser, openPage } from './browser.ts';
import { manyGroups } from './many-groups.ts';

const pages = join(import.meta.dirname, '../../dist/renderer');
/** Every connection of the servers of this file, so that a test can cut them. */
const sockets = new Set<Socket>();
subscribe('http.server.request.start', (message) => sockets.add((message as { socket: Socket }).socket));

let browser: Browser;
let core: Core;
let serving: Serving;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ core } = await manyGroups(20));
  serving = await serve({ core, port: 0, pages });
});

afterAll(async () => {
  await browser.close();
  await serving.close();
});

test('the token leaves the address bar, and a reload needs it no more', async () => {
  const { page, complaints, close } = await openPage(browser, serving.url);
  await expect.poll(() => groupCount(page)).toBe(20);
  expect(page.url()).toBe(`http://127.0.0.1:${serving.port}/`);
  expect(await page.evaluate('document.cookie')).toBe('');
  await page.reload();
  await expect.poll(() => groupCount(page)).toBe(20);
  expect(complaints).toEqual([]);
  await close();
});

test.each(['', '#token=guessed'])(
  'a window without the token says how to get in, and shows nothing: “%s”',
  async (fragment) => {
    const { page, close } = await openPage(browser, `http://127.0.0.1:${serving.port}/${fragment}`);
    await page.getByText('Open Twinlens again from the terminal').waitFor();
    expect(await page.getByRole('article').count()).toBe(0);
    // The right address in the same tab is enough.
    await page.goto(serving.url);
    await expect.poll(() => groupCount(page)).toBe(20);
    await close();
  },
);

test('a window that loses its server says so, and is back by itself', async () => {
  const { page, close } = await openPage(browser, serving.url);
  await expect.poll(() => groupCount(page)).toBe(20);
  const notice = page.getByRole('alert').filter({ hasText: 'Twinlens does not answer' });
  await page.context().setOffline(true);
  for (const socket of sockets) socket.destroy();
  await notice.waitFor();
  await page.context().setOffline(false);
  await notice.waitFor({ state: 'detached' });
  expect(await groupCount(page)).toBe(20);
  await close();
});

test('a server started anew on the same port knows no old sessions', async () => {
  const { page, close } = await openPage(browser, serving.url);
  await expect.poll(() => groupCount(page)).toBe(20);
  const { port } = serving;
  await serving.close();
  await page.getByText('Twinlens does not answer').waitFor();
  serving = await serve({ core, port, pages });
  await page.getByText('Open Twinlens again from the terminal').waitFor();
  await page.goto(serving.url);
  await expect.poll(() => groupCount(page)).toBe(20);
  await close();
});
