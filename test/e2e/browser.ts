import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect } from 'vitest';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A real Chromium: the one that TWINLENS_BROWSER names, one that is installed, or the one playwright downloaded. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.TWINLENS_BROWSER ?? usualPlaces.find((place) => existsSync(place));
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      // Chromium's own sandbox does not start for the root user, which tests in a container run as.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

/** A fresh window on an address. `complaints` gathers what the console and the page report as errors. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

/** How many photos show a picture that was really decoded, and how many do not yet. */
export async function decodedThumbnails(page: Page): Promise<{ decoded: number; waiting: number }> {
  return page.evaluate(`(() => {
    const pictures = [...document.querySelectorAll('[role=feed] img')];
    const decoded = pictures.filter((picture) => picture.complete && picture.naturalWidth > 0).length;
    return { decoded, waiting: pictures.length - decoded };
  })()`);
}

/** The number of groups in the line of sums. */
export async function groupCount(page: Page): Promise<number> {
  const text = await page.getByTestId('sum').innerText();
  return Number(/^([\d,]+) groups?/.exec(text)?.[1]?.replaceAll(',', ''));
}

/** Nothing may need scrolling sideways. */
export async function expectNoSidewaysScroll(page: Page) {
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
}

/** Nothing grave may stand in the way of assistive technology. */
export async function expectAccessible(page: Page, what: string) {
  // Colours on their way from one look to another are read wrongly.
  await page.evaluate(`Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
    .then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`)]),
    what,
  ).toEqual([]);
}
