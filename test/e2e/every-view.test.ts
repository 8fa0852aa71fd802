import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, launchBrowser } from './browser.ts';
import { openOnPhotos, type Served } from './opened.ts';

/** Each view with the key that opens it. */
const views = {
  compare: 'Enter',
  questions: 'q',
  learn: 'l',
  'clean-up': 'c',
  'folders that share photos': 'o',
  check: 'i',
  export: 'e',
  history: 'h',
  'add a folder': 'a',
  settings: ',',
  keys: '?',
};

/** As wide as windows are, in every look; at 200 % a window of 1,280 pixels is 640 wide. */
const looks: [string, BrowserContextOptions][] = [
  ['400 pixels, light', { viewport: { width: 400, height: 800 }, colorScheme: 'light' }],
  ['640 pixels, as 1,280 at 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['900 pixels, dark', { viewport: { width: 900, height: 700 }, colorScheme: 'dark' }],
  ['1,280 pixels, forced colours', { forcedColors: 'active' }],
  [
    '1,920 pixels, dark, forced colours',
    { viewport: { width: 1920, height: 1080 }, forcedColors: 'active', colorScheme: 'dark' },
  ],
  ['1,920 pixels, light', { viewport: { width: 1920, height: 1080 }, colorScheme: 'light' }],
];

describe('every view', () => {
  let browser: Browser;
  let served: Served;
  let close: () => Promise<void>;

  beforeAll(async () => {
    browser = await launchBrowser();
    ({ served, close } = await openOnPhotos(browser));
    return async () => {
      await close();
      await browser.close();
    };
  });

  async function look(page: Page, what: string) {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page, what);
  }

  test.each(looks)('can be used by anybody, at %s', async (name, options) => {
    const { page, complaints, close: closePage } = await served.open(browser, options);
    await page.getByTestId('photo').first().waitFor();
    await look(page, `groups, ${name}`);
    for (const [view, key] of Object.entries(views)) {
      await page.getByTestId('photo').first().focus();
      await page.keyboard.press(key);
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await look(page, `${view}, ${name}`);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
    expect(complaints).toEqual([]);
    await closePage();
  });
});
