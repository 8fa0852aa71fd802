import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, launchBrowser } from './browser.ts';
import { filesIn } from './disk.ts';
import { openOnPhotos, type Served } from './opened.ts';
import { paint } from './photos.ts';

let browser: Browser;
let served: Served;
let page: Page;
let complaints: string[];
let card: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  const opened = await openOnPhotos(browser);
  ({ served, page, complaints } = opened);
  card = served.beside('card');
  await mkdir(card, { recursive: true });
  await copyFile(join(served.folder, 'beach.jpg'), join(card, 'had.jpg'));
  await paint(10).resize(300).jpeg().toFile(join(card, 'larger there.jpg'));
  for (const seed of [60, 61])
    await paint(seed)
      .withExif({ IFD2: { DateTimeOriginal: '2021:03:04 10:11:12' } })
      .jpeg()
      .toFile(join(card, `new ${seed}.jpg`));
  return async () => {
    // A browser notes down what was refused.
    expect(complaints.filter((line) => !line.includes('400'))).toEqual([]);
    await opened.close();
  };
});

const dialog = () => page.getByRole('dialog', { name: 'Do I already have these?' });
const listed = () => dialog().getByRole('region', { name: 'Photos that were checked' }).getByRole('listitem');

async function checkCard() {
  await page.keyboard.press('i');
  // The home folder comes into the field once it was looked at.
  await dialog()
    .getByText(/directly in/)
    .waitFor();
  await dialog().getByRole('textbox').fill(card);
  await dialog().getByRole('button', { name: 'Check this folder' }).click();
  await dialog().getByText('You have 1 of these 4 photos; 3 are missing.').first().waitFor();
}

test('a card is checked by keyboard, what is new is copied by date, undone, and the card is as it was', async () => {
  const before = await filesIn(card);
  await checkCard();
  await expect.poll(() => listed().count()).toBe(4);
  expect(await listed().filter({ hasText: 'had.jpg' }).innerText()).toContain('You have it');
  expect(await listed().filter({ hasText: 'larger there.jpg' }).innerText()).toContain('You have it larger');
  await expectAccessible(page, 'a checked folder');
  // Every picture is shown, those that the library does not hold too.
  const broken = `[...document.querySelectorAll('[role=dialog] img')].filter((img) => img.complete && img.naturalWidth === 0).length`;
  expect(await page.evaluate<number>(broken)).toBe(0);
  await dialog().getByRole('button', { name: /^New/ }).click();
  await expect.poll(() => listed().count()).toBe(2);
  await dialog().getByRole('textbox', { name: 'Folder to copy them to' }).fill(served.beside('copied'));
  await dialog().getByRole('button', { name: 'Copy 2 photos' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Copied' }).getByText('2 files copied').first().waitFor();
  expect(Object.keys(await filesIn(served.beside('copied')))).toEqual([
    '2021/2021-03-04/new 60.jpg',
    '2021/2021-03-04/new 61.jpg',
  ]);
  await page.getByRole('dialog').getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('dialog', { name: 'Undone' }).waitFor();
  expect(await filesIn(served.beside('copied'))).toEqual({});
  expect(await filesIn(card)).toEqual(before);
  // Closing it goes back to what was found, which is still there.
  await page.keyboard.press('Escape');
  await expect.poll(() => listed().count()).toBe(2);
});

test('a folder that is not there is refused with a sentence; narrow and in the dark it is all there', async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.keyboard.press('i');
  // The home folder comes into the field once it was looked at.
  await dialog()
    .getByText(/directly in/)
    .waitFor();
  await dialog().getByRole('textbox').fill(served.beside('nowhere'));
  await dialog().getByRole('button', { name: 'Check this folder' }).click();
  await dialog().getByRole('alert').filter({ hasText: 'nowhere' }).waitFor();
  await page.keyboard.press('Escape');
  await checkCard();
  await expectAccessible(page, 'a checked folder, narrow');
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
  await dialog().getByRole('button', { name: 'Check another folder' }).click();
  await dialog().getByRole('button', { name: 'Check this folder' }).waitFor();
});
