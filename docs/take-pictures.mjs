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
const twinlens = spawn(process.execPath, start, { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const address = await printedAddress();
  const browser = await chromium.launch({ executablePath: findBrowser(process.execPath), args: ['--no-sandbox'] });
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
    await page.goto(address);
    await page.getByRole('radio', { name: /Resized/ }).click({ timeout: 60_000 });
    await page.getByText(/^15 groups/).waitFor({ timeout: 60_000 });
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.waitForTimeout(1000); // pictures fade in
    await page.screenshot({ path: join(here, 'pictures', `groups-${colorScheme}.png`) });
    await page.getByRole('feed').getByRole('button').nth(2).click();
    await page.waitForTimeout(1500);
    // Where this machine keeps its temporary files is nobody's business.
    await page.evaluate((prefix) => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(prefix, '~');
    }, library);
    await page.screenshot({ path: join(here, 'pictures', `compare-${colorScheme}.png`) });
    await page.close();
  }
  await browser.close();
} finally {
  twinlens.kill('SIGINT');
  await once(twinlens, 'exit');
  await rm(library, { recursive: true, force: true });
}

async function printedAddress() {
  for await (const line of createInterface(twinlens.stdout)) {
    const address = /http:\S+/.exec(line);
    if (address !== null) return address[0];
  }
  throw new Error('The window was not served.');
}
