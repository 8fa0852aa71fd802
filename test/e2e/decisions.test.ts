import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
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
  const { photos } = await core.call('marks', {});
  if (photos.length > 0) await core.call('mark', { photos, marked: false });
  for (const group of (await core.call('groups', {})).groups)
    await core.call('review', { contents: group.photos.map(({ sha256 }) => sha256), review: null });
  await open();
  return async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
  };
});

async function open(): Promise<void> {
  ({ page, complaints } = await served.open(browser));
  await expect.poll(() => groupCount(page)).toBe(4);
}

const press = (...keys: string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const marked = () => page.getByText(/marked to go/).first();
const field = () => page.getByRole('combobox', { name: 'Find groups' });

test('marks outlive a reload and a restart, and are in every window at once', async () => {
  await press('g', 'ArrowRight', 'x');
  await marked().waitFor();
  const other = await served.open(browser);
  await other.page.getByText('1 photo marked to go').waitFor();
  await press('g', 'ArrowDown', 'ArrowRight', 'x');
  await other.page.getByText('2 photos marked to go').waitFor();
  await other.close();
  await page.reload();
  await page.getByText('2 photos marked to go').waitFor();
  await page.context().close();
  served = await served.restart();
  await open();
  await page.getByText('2 photos marked to go').waitFor();
});

test('what was decided just before a reload is recorded, however slow the library was', async () => {
  await page.route(/\/call\/(mark|review)$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue().catch(() => undefined);
  });
  await press('g', 'm', 'm', 'v', 'n');
  await page.reload();
  await page.getByText('3 photos marked to go').waitFor();
  expect((await served.core.call('marks', {})).photos).toHaveLength(3);
  await expect.poll(async () => (await served.core.call('groups', {})).states.undecided).toBe(0);
});

test('unmarking all can be undone, and so can each mark', async () => {
  await press('g', 'ArrowRight', 'x', 'ArrowDown', 'ArrowRight', 'x');
  await page.getByText('2 photos marked to go').waitFor();
  await page.getByRole('button', { name: 'Unmark all' }).click();
  await page.getByRole('button', { name: 'Undo the last unmarking' }).click();
  await page.getByText('2 photos marked to go').waitFor();
  await press('Control+z');
  await page.getByText('1 photo marked to go').waitFor();
  await press('z');
  await expect.poll(() => marked().count()).toBe(0);
});

test('a group takes one key, and the next one is there', async () => {
  await page.getByRole('combobox', { name: 'Show' }).selectOption('undecided');
  await press('g', 'm');
  await expect.poll(() => groupCount(page)).toBe(3);
  await press('p');
  await expect.poll(() => groupCount(page)).toBe(2);
  await press('v');
  await expect.poll(() => groupCount(page)).toBe(1);
  await page.getByText('2 groups of 4 decided').waitFor({ state: 'detached' });
  expect((await served.core.call('groups', { show: 'reviewed' })).total).toBe(2);
  expect((await served.core.call('groups', { show: 'skipped' })).total).toBe(1);
  // Where one left off, after a restart as well.
  await page.context().close();
  served = await served.restart();
  await open();
  await page.getByRole('combobox', { name: 'Show' }).selectOption('undecided');
  await expect.poll(() => groupCount(page)).toBe(1);
  await press('g', 'v');
  await page.getByText('All of these are decided').waitFor();
  await page.getByRole('button', { name: 'Show all groups' }).click();
  await expect.poll(() => groupCount(page)).toBe(4);
  await expectAccessible(page, 'groups that are decided');
});

test('keys that come faster than the list decide one group each', async () => {
  await page.getByRole('combobox', { name: 'Show' }).selectOption('undecided');
  await press('g');
  const [first, second] = (await served.core.call('groups', {})).groups;
  await page.evaluate(`for (const key of ['v', 'm', 'p'])
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))`);
  await expect.poll(() => groupCount(page)).toBe(1);
  const { photos } = await served.core.call('marks', {});
  expect(photos.map(({ path }) => path)).toEqual(second!.photos.filter(({ keep }) => !keep).map(({ path }) => path));
  expect(photos.some(({ path }) => first!.photos.some((photo) => photo.path === path))).toBe(false);
});

test('nothing is offered to be undone once what was marked has gone', async () => {
  await press('g', 'ArrowRight', 'x');
  await page.getByText('1 photo marked to go').waitFor();
  const { photos } = await served.core.call('marks', {});
  await served.core.call('mark', { photos, marked: false });
  await expect.poll(() => marked().count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Undo the last unmarking' }).count()).toBe(0);
});

test('a clean-up may take only what was looked at', async () => {
  await press('g', 'v', 'c');
  const dialog = page.getByRole('dialog', { name: /Clean up/ });
  const elsewhere = dialog.getByText('forest saved again.png');
  await expect.poll(() => elsewhere.count()).toBe(1);
  await dialog.getByLabel('Only in groups that I have looked at').check();
  await expect.poll(() => elsewhere.count()).toBe(0);
  await expect
    .poll(() => dialog.getByText('beach copy.jpg').or(dialog.getByText('beach.jpg')).count())
    .toBeGreaterThan(0);
  expect(await elsewhere.count()).toBe(0);
  expect(existsSync(join(served.folder, 'Copies', 'beach copy.jpg'))).toBe(true);
  await press('Escape');
});

test('groups are found by what is typed, with completion, and sorted', async () => {
  await press('Control+f');
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('find');
  await page.keyboard.type('harb');
  await expect.poll(() => groupCount(page)).toBe(1);
  await page.getByText('harbour small.jpg').first().waitFor();
  await press('Escape', 'Escape');
  await expect.poll(() => groupCount(page)).toBe(4);
  await page.keyboard.type('kind:');
  await page.getByRole('option').first().waitFor();
  await expectAccessible(page, 'completions');
  await press('ArrowDown', 'Enter');
  await expect.poll(() => groupCount(page)).toBeLessThan(4);
  await press('Escape', 'Escape');
  // Half a kind is no mistake.
  await page.keyboard.type('kind:resi');
  await page.getByRole('option').first().waitFor();
  await page.waitForTimeout(400);
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.keyboard.type('zed');
  await expect.poll(() => groupCount(page)).toBe(1);
  await press('Escape', 'Escape');
  await field().fill('nothing is called this');
  await page.getByText('No groups like that').waitFor();
  await page.getByRole('button', { name: 'Show all groups' }).click();
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('room');
  const { groups } = await served.core.call('groups', { sort: 'room' });
  const first = groups[0]!.photos[0]!.path.split(/[/\\]/).at(-1)!;
  await expect.poll(() => page.getByRole('article').first().innerText()).toContain(first);
});

test('all of it fits a narrow window', async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await field().waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page, 'a narrow window');
});

test('Ctrl and Shift mark with a click, as in a list of files, and Shift with an arrow by keyboard', async () => {
  const photo = (name: string) => page.getByTestId('photo').filter({ hasText: name });
  const names = async () => (await served.core.call('marks', {})).photos.map(({ path }) => basename(path)).sort();
  await photo('beach copy.jpg').click({ modifiers: ['ControlOrMeta'] });
  await expect.poll(names).toEqual(['beach copy.jpg']);
  await photo('beach copy.jpg').click({ modifiers: ['ControlOrMeta'] });
  await expect.poll(names).toEqual([]);
  // From there to the third group, without what is kept on the way.
  await photo('harbour small.jpg').click({ modifiers: ['Shift'] });
  await expect.poll(async () => (await names()).length).toBe(3);
  expect(await names()).toContain('beach copy.jpg');
  expect(await names()).toContain('harbour small.jpg');
  expect(await page.evaluate(`document.activeElement.textContent.includes('harbour small.jpg')`)).toBe(true);
  await press('z');
  await expect.poll(names).toEqual([]);
  await press('g', 'Home', 'Shift+ArrowRight');
  await expect.poll(async () => (await names()).length).toBe(2);
  expect(await page.getByRole('dialog').count()).toBe(0);
});
