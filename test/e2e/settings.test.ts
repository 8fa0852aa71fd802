import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { expectAccessible, groupCount, launchBrowser } from './browser.ts';
import { openOnPhotos, type Served } from './opened.ts';

let browser: Browser;
let served: Served;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  const opened = await openOnPhotos(browser);
  ({ served, page, complaints } = opened);
  return opened.close;
});

const settings = () => page.getByRole('dialog', { name: 'Settings' });
const rules = () => served.core.call('rules', {});
const order = () =>
  settings().getByRole('list', { name: 'Your order of rules' }).getByRole('listitem').locator('.words').allInnerTexts();

test('the order of keeper rules is made, changed and taken back by keyboard, and the groups follow at once', async () => {
  await page.keyboard.press(',');
  const choice = settings().getByLabel('Keep rather');
  for (const rule of ['the older file', 'the one with the shorter path']) {
    await choice.selectOption({ label: rule });
    await choice.press('Tab');
    await page.keyboard.press('Enter');
    await settings().getByRole('listitem').filter({ hasText: rule }).waitFor();
  }
  const earlier = settings().getByRole('button', { name: 'Earlier: the one with the shorter path' });
  await earlier.focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await rules()).keep).toEqual([{ rule: 'shortest-path' }, { rule: 'oldest' }]);
  await expect.poll(order).toEqual(['the one with the shorter path', 'the older file']);
  // The row took the focus along: there is nothing earlier, so it is on the next button.
  const focused = () => page.evaluate<string | null>(`document.activeElement.getAttribute('aria-label')`);
  await expect.poll(focused).toBe('Later: the one with the shorter path');
  // By the mouse as well.
  await settings()
    .getByRole('listitem')
    .filter({ hasText: 'the older file' })
    .dragTo(settings().getByRole('listitem').filter({ hasText: 'shorter path' }));
  await expect.poll(async () => (await rules()).keep[0]).toEqual({ rule: 'oldest' });
  await settings().getByRole('button', { name: 'Remove: the older file' }).click();
  await expect.poll(async () => (await rules()).keep).toEqual([{ rule: 'shortest-path' }]);
  expect(complaints).toEqual([]);
});

test('folders are protected and released; one that is not there is refused with a sentence', async () => {
  await page.keyboard.press(',');
  const field = settings().getByRole('textbox', { name: 'Folder to be protected' });
  await field.fill(join(served.folder, 'Not there'));
  await field.press('Enter');
  await settings().getByRole('alert').filter({ hasText: 'Not there' }).waitFor();
  expect((await rules()).protect).toEqual([]);
  await field.fill(join(served.folder, 'Copies'));
  await field.press('Enter');
  await expect.poll(async () => (await rules()).protect).toEqual([join(served.folder, 'Copies')]);
  await expect.poll(() => field.inputValue()).toBe('');
  await expect.poll(() => settings().getByRole('alert').innerText()).toBe('');
  await settings()
    .getByRole('button', { name: /^No longer protected:/ })
    .click();
  await expect.poll(async () => (await rules()).protect).toEqual([]);
  expect(complaints.filter((line) => !line.includes('400'))).toEqual([]);
});

test('what is left out leaves the groups at once, and comes back with a scan that is offered', async () => {
  const before = await groupCount(page);
  await page.keyboard.press(',');
  const field = settings().getByRole('textbox', { name: 'Files or folders to leave out' });
  await field.fill('Copies/');
  await field.press('Enter');
  await expect.poll(() => groupCount(page)).toBe(0);
  await settings().getByRole('button', { name: 'Let in again: Copies/' }).click();
  await settings().getByRole('button', { name: 'Scan now' }).click();
  await expect.poll(() => groupCount(page), { timeout: 60_000 }).toBe(before);
  // What is no number is no limit.
  const megapixels = settings().getByRole('spinbutton', { name: 'Photos below' });
  await megapixels.fill('0.5');
  await megapixels.press('Tab');
  await expect.poll(async () => (await rules()).minimumPixels).toBe(500_000);
  await megapixels.fill('-3');
  await megapixels.press('Tab');
  await expect.poll(async () => (await rules()).minimumPixels).toBe(0);
  expect(await megapixels.inputValue()).toBe('0');
  // What is typed while the answer to an earlier change is on its way stays, and holds.
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/*rules', async (route) => {
    const response = await route.fetch();
    await answered;
    await route.fulfill({ response });
  });
  await megapixels.fill('0.5');
  await megapixels.press('Enter');
  await expect.poll(async () => (await rules()).minimumPixels).toBe(500_000);
  await megapixels.fill('0.75');
  answer();
  await page.unrouteAll({ behavior: 'wait' });
  await megapixels.press('Tab');
  await expect.poll(async () => (await rules()).minimumPixels).toBe(750_000);
  await expect.poll(() => megapixels.inputValue()).toBe('0.75');
  expect(complaints).toEqual([]);
});

test('videos are taken once they are asked for, and are shown as such', async () => {
  const head = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'latin1');
  for (const name of ['clip.mp4', 'clip copy.mp4']) writeFileSync(join(served.folder, name), head);
  const before = await groupCount(page);
  await page.keyboard.press(',');
  await settings().getByRole('checkbox', { name: 'Take videos as well' }).check();
  await expect.poll(async () => (await rules()).videos).toBe(true);
  await settings().getByRole('button', { name: 'Scan now' }).click();
  await expect.poll(() => groupCount(page), { timeout: 60_000 }).toBe(before + 1);
  await settings().getByRole('button', { name: 'Done' }).click();
  const tile = page.getByTestId('photo').filter({ hasText: 'clip copy.mp4' });
  await tile.getByText('Video', { exact: true }).waitFor();
  await page.keyboard.press(',');
  await settings().getByRole('checkbox', { name: 'Take videos as well' }).uncheck();
  await expect.poll(() => groupCount(page)).toBe(before);
  expect(complaints).toEqual([]);
});

test('light or dark is chosen, whatever the system says, and remembered', async () => {
  const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await paper();
  await page.keyboard.press(',');
  await settings().getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(paper).not.toBe(light);
  const dark = await paper();
  await expectAccessible(page, 'settings');
  await page.reload();
  await page.getByTestId('photo').first().waitFor();
  await expect.poll(paper).toBe(dark);
  await page.keyboard.press(',');
  await settings().getByRole('radio', { name: 'As the system' }).check();
  await expect.poll(paper).toBe(light);
  await page.setViewportSize({ width: 400, height: 800 });
  await expectAccessible(page, 'settings');
  expect(complaints).toEqual([]);
});

test('photos are as large as one likes, in this window and the next; what stood first stays first', async () => {
  const height = async () => (await page.getByTestId('photo').locator('.picture').first().boundingBox())?.height ?? 0;
  const medium = await height();
  await page.keyboard.press(',');
  await settings().getByRole('radio', { name: 'Small' }).check();
  await expect.poll(height).toBeLessThan(medium * 0.7);
  await expectAccessible(page, 'settings with small photos');
  await settings().getByRole('radio', { name: 'Large' }).check();
  await expect.poll(height).toBeGreaterThan(medium * 1.3);
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByTestId('photo').first().waitFor();
  expect(await height()).toBeGreaterThan(medium * 1.3);

  // The second group stands first; with other sizes it still does.
  const top = () =>
    page.evaluate<string | undefined>(
      `[...document.querySelectorAll('article')].find((one) => one.getBoundingClientRect().bottom > document.querySelector('.scroller').getBoundingClientRect().top + 5)?.ariaPosInSet`,
    );
  await page.evaluate(
    `document.querySelector('.scroller').scrollTo(0, document.querySelector('article').offsetHeight)`,
  );
  await expect.poll(top).toBe('2');
  for (const size of ['Medium', 'Large']) {
    await page.keyboard.press(',');
    await settings().getByRole('radio', { name: size }).check();
    await page.keyboard.press('Escape');
    await expect.poll(top, { message: size }).toBe('2');
  }
  expect(complaints).toEqual([]);
});
