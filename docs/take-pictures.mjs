/**
 * `npm run pictures`: takes the README's pictures of the window anew, on the demo library, light and dark. Needs what
 * `npm test` sets up.
 */
/* global document, NodeFilter */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { browser as findBrowser } from '../setup/browser.mjs';

const library = await mkdtemp(join(tmpdir(), 'twinlens-pictures-'));
const here = import.meta.dirname;
const start = [join(here, '..', 'setup', 'start.mjs'), '--demo', '--library', library, '--port', '0'];
// Its clean-up goes to a trash of its own.
const env = { ...process.env, XDG_DATA_HOME: join(library, 'data') };
const twinlens = spawn(process.execPath, start, { stdio: ['ignore', 'pipe', 'inherit'], env });
try {
  const address = await printedAddress();
  const browser = await chromium.launch({ executablePath: findBrowser(process.execPath), args: ['--no-sandbox'] });
  const inBoth = async (takePictures) => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
      await page.goto(address);
      await takePictures(page, (name) => takePicture(page, `${name}-${colorScheme}`));
      await page.close();
    }
  };
  await inBoth(async (page, picture) => {
    // The scan has ended, or had before the page came.
    await page
      .getByText(/^(Up to date|[1-9]\d* photos in the library)/)
      .first()
      .waitFor({ timeout: 120_000 });
    await page.getByRole('radio', { name: /Resized/ }).click();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await picture('groups');
    await page.getByRole('radio', { name: /Cropped/ }).click();
    await page.getByTestId('photo').filter({ hasText: 'PXL_20251227_170218~2' }).first().click();
    // Where the crop lies in the whole.
    await page.locator('[role=dialog] polygon').first().waitFor();
    await picture('compare');
    await page.keyboard.press('Escape');
    await page.keyboard.press('q');
    const skipped = await skipTo(page, 'Verified as the same picture');
    await picture('questions');
    for (let answer = 0; answer < skipped; answer++) await page.keyboard.press('b');
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    await page.getByRole('button', { name: /^Move \d+ photos/ }).waitFor();
    await picture('plan');
    await page.keyboard.press('Escape');
    await page.keyboard.press('o');
    await page
      .getByRole('button', { name: /^Keep those in/ })
      .first()
      .waitFor();
    await picture('folders');
  });
  await fillHistory(await browser.newPage(), address);
  await inBoth(async (page, picture) => {
    await page.getByRole('article').first().waitFor();
    await page.keyboard.press('h');
    await page
      .getByRole('button', { name: /^Undo: / })
      .first()
      .waitFor();
    await picture('history');
  });
  await browser.close();
} finally {
  twinlens.kill('SIGINT');
  await once(twinlens, 'exit');
  await rm(library, { recursive: true, force: true });
}

/** A clean-up that was undone, an export, and a clean-up. */
async function fillHistory(page, address) {
  await page.goto(address);
  await page.getByRole('article').first().waitFor();
  const ended = (title) => page.getByRole('dialog', { name: title }).getByRole('button', { name: 'Close' }).last();
  await cleanUp();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await ended('Undone').click({ timeout: 60_000 });
  await page.keyboard.press('e');
  await page.getByLabel('Folder to export to').fill(join(library, 'Pictures by group'));
  await page.getByRole('button', { name: /^Export \d+ photos/ }).click();
  await ended('Exported').click({ timeout: 60_000 });
  await cleanUp();
  await page.close();

  async function cleanUp() {
    await page.keyboard.press('c');
    await page.getByRole('button', { name: /^Move \d+ photos/ }).click();
    await ended('Cleaned up').waitFor({ timeout: 60_000 });
  }
}

/** Skips questions until one says this of its pair. @returns how many were skipped. */
async function skipTo(page, words) {
  for (let skipped = 0; ; skipped++) {
    await page.getByText(/such pairs? (are|is) the same/).waitFor();
    if (await page.getByText(words).isVisible()) return skipped;
    await page.keyboard.press('k');
  }
}

async function takePicture(page, name) {
  await page.waitForTimeout(1500); // pictures fade in
  // Where this machine keeps its temporary files is nobody's business.
  await page.evaluate((prefix) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(prefix, '~');
  }, library);
  await page.screenshot({ path: join(here, 'pictures', `${name}.png`) });
}

async function printedAddress() {
  for await (const line of createInterface(twinlens.stdout)) {
    const address = /http:\S+/.exec(line);
    if (address !== null) return address[0];
  }
  throw new Error('The window was not served.');
}
