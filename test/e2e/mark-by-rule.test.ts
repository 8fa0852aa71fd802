import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, groupCount, launchBrowser } from './browser.ts';
import { addAndScan, openServed, type Served } from './opened.ts';
import { makePhotos } from './photos.ts';

let browser: Browser;
let served: Served;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  served = await openServed();
  await makePhotos(served.folder);
  await addAndScan(served, served.folder);
});

afterAll(async () => {
  await browser.close();
  await served.close();
});

beforeEach(async () => {
  const { core } = served;
  await core.call('mark', { photos: (await core.call('marks', {})).photos, marked: false });
  for (const { photos } of (await core.call('groups', {})).groups)
    await core.call('review', { contents: photos.map(({ sha256 }) => sha256), review: null });
  ({ page, complaints } = await served.open(browser));
  await expect.poll(() => groupCount(page)).toBe(4);
  return async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
  };
});

const dialog = () => page.getByRole('dialog', { name: 'Mark by rule' });
const marked = async () => {
  const { photos } = await served.core.call('marks', {});
  return photos.map(({ path }) => path.slice(served.folder.length + 1)).sort();
};
const copies = ['beach copy.jpg', 'forest saved again.png', 'harbour small.jpg'].map((name) => join('Copies', name));

test('by keyboard alone: all that has been looked at, in one step that is taken back with one key', async () => {
  await page.keyboard.press('g');
  // Two groups are looked at, and both kept as they are.
  await page.keyboard.press('v');
  await page.keyboard.press('v');
  await expect.poll(async () => (await served.core.call('groups', {})).states.reviewed).toBe(2);
  await expect.poll(() => page.getByText('2 groups of').count()).toBe(1);
  await page.keyboard.press('y');
  // The rule is at hand: what was looked at, and the suggested one stays.
  expect(await dialog().getByRole('radio', { name: 'That I have looked at' }).isChecked()).toBe(true);
  const button = dialog().getByRole('button', { name: 'Mark 2 photos' });
  await button.waitFor();
  await expect.poll(() => button.getAttribute('aria-disabled')).toBe('false');
  await page.keyboard.press('Control+Enter');
  await dialog().waitFor({ state: 'detached' });
  await expect.poll(async () => (await marked()).length).toBe(2);
  await page.keyboard.press('Control+z');
  await expect.poll(marked).toEqual([]);
});

test('by mouse: one folder’s copies, whichever is suggested; what was used before is there again', async () => {
  await page.getByRole('button', { name: 'Mark by rule' }).click();
  const stays = dialog().getByLabel('What stays');
  // Without a folder or a name nothing is "such".
  expect(await stays.getByRole('option', { name: 'one that is not such' }).count()).toBe(0);
  await dialog().getByLabel('Mark only photos in this folder').fill(join(served.folder, 'Copies'));
  await stays.selectOption({ label: 'one that is not such' });
  await dialog().getByRole('button', { name: 'Mark 3 photos' }).waitFor();
  await dialog().getByLabel('Mark only photos with this name').fill('*.jpg');
  await dialog().getByRole('button', { name: 'Mark 2 photos' }).waitFor();
  await dialog().getByLabel('Mark only photos with this name').fill('');
  await dialog().getByRole('button', { name: 'Mark 3 photos' }).click();
  await expect.poll(marked).toEqual(copies);

  await page.reload();
  await page.getByText('3 photos marked to go').waitFor();
  await page.keyboard.press('y');
  await dialog().getByText('No photo would be marked.').waitFor();
  await dialog().getByRole('button', { name: 'Mark those in Copies but one that is not such' }).click();
  expect(await stays.inputValue()).toBe('other');
  // Of look-alikes too: the last photo of Copies.
  await dialog().getByRole('radio', { name: 'All: one of each group stays' }).check();
  await dialog().getByRole('button', { name: 'Mark 1 photo' }).click();
  await expect.poll(marked).toEqual([...copies, join('Copies', 'market again.jpg')]);
});

test('where no other photo would stay nothing is marked, and that is said; a half path is no folder', async () => {
  await page.keyboard.press('y');
  await dialog().getByLabel('Mark only photos in this folder').fill('Copies');
  await dialog().getByText('Give its whole path.').waitFor();
  expect(await dialog().getByRole('button', { name: /^Mark/ }).last().getAttribute('aria-disabled')).toBe('true');
  await page.keyboard.press('Control+Enter');
  expect(await marked()).toEqual([]);
  await dialog().getByLabel('Mark only photos in this folder').fill(served.folder);
  await dialog().getByLabel('What stays').selectOption({ label: 'one that is not such' });
  await dialog().getByText('Of 3 groups some stay that are meant: no other would be left.').waitFor();
  await dialog().getByText('No photo would be marked.').waitFor();
});

test('the list narrowed is what the rule is for', async () => {
  await page.getByRole('combobox', { name: 'Find groups' }).fill('harbour');
  await expect.poll(() => groupCount(page)).toBe(1);
  await page.getByRole('button', { name: 'Mark by rule' }).click();
  expect(await dialog().getByRole('radio', { name: 'In the list now (1)' }).isChecked()).toBe(true);
  await dialog().getByRole('button', { name: 'Mark 1 photo' }).waitFor();
  await dialog()
    .getByRole('radio', { name: /^All \(/ })
    .check();
  await dialog().getByRole('button', { name: 'Mark 3 photos' }).waitFor();
});

test.each([
  ['light', 1280],
  ['dark', 400],
] as const)('is accessible and fits: %s, %i pixels', async (colorScheme, width) => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 800 });
  await page.keyboard.press('y');
  await dialog().getByRole('button', { name: 'Mark 3 photos' }).waitFor();
  await expectAccessible(page, `mark by rule, ${colorScheme}`);
  await expectNoSidewaysScroll(page);
});
