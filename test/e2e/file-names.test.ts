/** Long names of files: cut where they tell least, and whole for whoever searches for one or has it read aloud. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { addAndScan, openServed, type Served } from './opened.ts';
import { paint } from './photos.ts';

const beginning = 'Signal-2023-07-14-holiday-at-the-lake-with-everybody';
let browser: Browser;
let served: Served;

beforeAll(async () => {
  browser = await launchBrowser();
  served = await openServed();
  await mkdir(served.folder);
  const file = join(served.folder, `${beginning}.jpg`);
  await paint(7, { width: 300, height: 400 }).jpeg().toFile(file);
  await copyFile(file, join(served.folder, `${beginning} (1).jpg`));
  await addAndScan(served, served.folder);
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

interface Shown {
  ending: string;
  clientWidth: number;
  scrollWidth: number;
  /** Pixels that the beginning and the end have. */
  cut: number;
  whole: number;
}

test.each([400, 1280])('two photos with long names have their places in Compare, %i wide', async (width) => {
  const { page, complaints } = await served.open(browser, { viewport: { width, height: 800 } });
  await page.getByTestId('photo').first().click();
  const dialog = (await page.getByRole('dialog').boundingBox())!;
  const figures = page.getByRole('dialog').getByRole('figure');
  await figures.nth(1).waitFor();
  for (const figure of await figures.all()) {
    const { x, width: wide } = (await figure.boundingBox())!;
    expect(x).toBeGreaterThanOrEqual(dialog.x);
    expect(x + wide).toBeLessThanOrEqual(dialog.x + dialog.width);
  }
  const tooWide = await page.evaluate<string[]>(
    `[...document.querySelectorAll('[role=dialog] figure')].flatMap((figure) =>
      [...figure.querySelectorAll(':scope > *, figcaption > *')]
        .filter((part) => part.getBoundingClientRect().right > figure.getBoundingClientRect().right + 1)
        .map((part) => part.className))`,
  );
  expect(tooWide).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the end of a long name is seen, and all of it is read', async () => {
  const { page, complaints } = await served.open(browser);
  await page.getByTestId('photo').nth(1).waitFor();
  const shown = await page.evaluate<Shown[]>(
    `[...document.querySelectorAll('[role=feed] [data-ending]')].map((parts) => {
      const width = (part) => parseFloat(getComputedStyle(parts, part).width);
      const { clientWidth, scrollWidth, dataset } = parts;
      return { ending: dataset.ending, clientWidth, scrollWidth, cut: width('::before'), whole: width('::after') };
    })`,
  );
  expect(shown.map(({ ending }) => ending).sort()).toEqual(
    [' (1).jpg', '.jpg'].map((end) => `${beginning}${end}`.slice(-10)).sort(),
  );
  for (const { clientWidth, scrollWidth, cut, whole } of shown) {
    // All of the end has its place, and the beginning what is left.
    expect(whole).toBeGreaterThan(40);
    expect(cut + whole).toBeCloseTo(clientWidth, 0);
    expect(scrollWidth).toBe(clientWidth);
  }
  // As a screen reader has it: once, and whole.
  for (const name of [`${beginning}.jpg`, `${beginning} (1).jpg`]) {
    const read = await page.getByTestId('photo').filter({ hasText: name }).ariaSnapshot();
    expect(read.split(name)).toHaveLength(2);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});
