import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, launchBrowser } from './browser.ts';
import { filesIn } from './disk.ts';
import { addAndScan, openServed, type Served } from './opened.ts';
import { paint } from './photos.ts';

let browser: Browser;
let served: Served;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A backup of five photos, one of which is in no other folder and one better than what it is a backup of. */
async function makeBackup(folder: string) {
  const [pictures, backup] = [join(folder, 'Pictures', '2019'), join(folder, 'Old disk', 'Backup')];
  await mkdir(pictures, { recursive: true });
  await mkdir(backup, { recursive: true });
  for (let seed = 1; seed <= 5; seed++)
    await paint(seed)
      .jpeg({ quality: 90 })
      .toFile(join(backup, `${seed}.jpg`));
  for (const name of ['1.jpg', '2.jpg', '3.jpg']) await copyFile(join(backup, name), join(pictures, name));
  await paint(4, { width: 1200 }).resize(600).jpeg({ quality: 60 }).toFile(join(pictures, '4.jpg'));
}

beforeEach(async () => {
  served = await openServed();
  vi.stubEnv('XDG_DATA_HOME', served.beside('data'));
  await makeBackup(served.folder);
  await addAndScan(served, served.folder);
  ({ page, complaints } = await served.open(browser));
  await page.getByTestId('photo').first().waitFor();
  return async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
    await served.close();
    vi.unstubAllEnvs();
  };
});

const board = () => page.getByRole('dialog', { name: 'Folders that share photos' });
const pair = () => board().getByRole('listitem', { name: 'All of Pictures/2019 is in Old disk/Backup' });

test('one decision for two folders, by keyboard: the copies go, what only one has comes over, and undo brings all back', async () => {
  const before = await filesIn(served.folder);
  await page.keyboard.press('o');
  await pair().waitFor();
  expect(await pair().innerText()).toContain('3 copies could go');
  expect(await pair().innerText()).toContain('1 photo only here');
  await expectAccessible(page, 'folders that share photos');
  await pair().getByRole('button', { name: 'Keep those in Pictures/2019…' }).focus();
  await page.keyboard.press('Enter');
  const plan = page.getByRole('dialog', { name: 'Keep those in Pictures/2019' });
  await plan.getByRole('button', { name: 'Move 3 photos to the trash' }).waitFor();
  await plan.getByRole('checkbox', { name: /^Then move the 2 photos that only Old disk\/Backup has/ }).check();
  await expectAccessible(page, 'a clean-up between two folders');
  await plan.getByRole('button', { name: 'Move 3 photos to the trash' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Move the others into Pictures/2019' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('2 files moved').first().waitFor();
  expect(Object.keys(await filesIn(served.folder))).toEqual([
    ...['1.jpg', '2.jpg', '3.jpg', '4.jpg'].map((name) => `Pictures/2019/${name}`),
    ...['4.jpg', '5.jpg'].map((name) => `Pictures/2019/Backup/${name}`),
  ]);
  await page.keyboard.press('Escape');
  await expect.poll(() => board().innerText()).toContain('No two folders share photos');
  await page.keyboard.press('Escape');
  for (let undone = 0; undone < 2; undone++) {
    await page.keyboard.press('h');
    await page.getByRole('dialog', { name: 'History' }).getByRole('button', { name: /Undo/ }).first().click();
    await page.getByRole('dialog').getByText('as they were before').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  expect(await filesIn(served.folder)).toEqual(before);
});

test('a pair that is not minded is out of the way, and comes back; narrow and in the dark as well', async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Menu' }).click();
  await expectAccessible(page, 'the menu');
  await page.getByRole('menuitem', { name: 'Folders that share photos' }).click();
  await pair().waitFor();
  await expectAccessible(page, 'folders that share photos, narrow');
  await expectNoSidewaysScroll(page);
  await pair().getByRole('button', { name: 'Never mind this pair' }).click();
  await expect.poll(() => board().innerText()).toContain('You have been through all of them');
  await page.reload();
  await page.keyboard.press('o');
  await board()
    .getByRole('checkbox', { name: /Show those I do not mind/ })
    .check();
  await pair().getByRole('button', { name: 'Mind this pair again' }).click();
  await pair().getByRole('button', { name: 'Never mind this pair' }).waitFor();
});
