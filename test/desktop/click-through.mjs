/* global document -- what it evaluates in the page */
/**
 * Uses Twinlens as a person would, through the remote debugging port: groups with pictures, clean up, undo, export, quit
 * and start again, and an engine that is killed. Ends with 0 where all went well.
 *
 *     npm run click-through -- PROGRAM    an installed Twinlens
 *     npm run click-through               the window of this checkout, in a browser
 */
import { readdirSync, realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { makePhotos } from '../e2e/photos.ts';
import { killEngine } from './kill-engine.mjs';
import { startProgram, startServed } from './start.mjs';

const [program] = process.argv.slice(2);
const folder = realpathSync(await mkdtemp(join(tmpdir(), 'twinlens-click-')));
const [photos, library] = [join(folder, 'photos'), join(folder, 'library')];
await makePhotos(photos);

let started = await start();
try {
  await step('groups appear, with pictures', async (page) => {
    await page.getByRole('article').nth(3).waitFor({ timeout: 120_000 });
    await page.waitForFunction(
      () => {
        const pictures = [...document.querySelectorAll('[role=feed] img')];
        return pictures.length >= 8 && pictures.every(({ complete, naturalWidth }) => complete && naturalWidth > 0);
      },
      { timeout: 60_000 },
    );
  });
  const before = filesIn(photos);
  await step('clean up into a folder', async (page) => {
    await page.getByRole('button', { name: /^Clean up/ }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'A folder' }).check();
    await page.getByLabel('Folder to move the photos to').fill(join(folder, 'away'));
    await page.getByRole('button', { name: /^Move \d+ photos to the folder/ }).click();
    await page.getByRole('dialog', { name: 'Cleaned up' }).waitFor({ timeout: 60_000 });
    expect(filesIn(photos).length < before.length, 'photos have gone');
  });
  await step('undo', async (page) => {
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await closeWhenDone(page, 'Undone');
    expect(`${filesIn(photos)}` === `${before}`, 'every photo is back');
  });
  await step('export', async (page) => {
    await page.keyboard.press('e');
    await page.getByLabel('Folder to export to').fill(join(folder, 'exported'));
    await page.getByRole('button', { name: /^Export \d+ photos/ }).click();
    await closeWhenDone(page, 'Exported');
    expect(filesIn(join(folder, 'exported')).length >= 8, 'photos are exported');
  });
  if (program !== undefined) {
    await step('the engine is killed, and the window goes on', async (page) => {
      killEngine(library);
      await page.keyboard.press('h');
      await page.getByRole('dialog', { name: 'History' }).getByRole('listitem').nth(1).waitFor({ timeout: 60_000 });
      await page.keyboard.press('Escape');
      await page.getByRole('article').first().waitFor({ timeout: 60_000 });
    });
  }
  await started.quit();
  started = await start();
  await step('quit and start again: what was done is remembered', async (page) => {
    await page.getByRole('article').nth(3).waitFor({ timeout: 60_000 });
    await page.keyboard.press('h');
    await page.getByRole('dialog', { name: 'History' }).getByRole('listitem').nth(1).waitFor({ timeout: 30_000 });
  });
} finally {
  await started.quit();
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

function start() {
  return program === undefined ? startServed(library, photos) : startProgram(program, library, photos, folder);
}

async function step(what, act) {
  const browser = await chromium.connectOverCDP(started.debugging);
  try {
    const page = await shownPage(browser);
    await page.bringToFront();
    await act(page);
    console.log(`ok      ${what}`);
  } catch (error) {
    console.log(`failed  ${what}`);
    throw error;
  } finally {
    await browser.close();
  }
}

async function shownPage(browser) {
  for (let tries = 0; tries < 300; tries++) {
    const page = browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((one) => /^(app|http):/.test(one.url()));
    if (page !== undefined) return page;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('No window was opened.');
}

async function closeWhenDone(page, title) {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByRole('button', { name: 'Close' }).last().click({ timeout: 60_000 });
}

function filesIn(path) {
  return readdirSync(path, { recursive: true }).sort();
}

function expect(truth, what) {
  if (!truth) throw new Error(`It is not so that ${what}.`);
}
