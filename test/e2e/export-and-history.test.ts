import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, groupCount, launchBrowser } from './browser.ts';
import { contentsOf, filesIn } from './disk.ts';
import { addAndScan, openServed, type Served } from './opened.ts';
import { makePhotos } from './photos.ts';

let browser: Browser;
let served: Served;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  served = await openServed();
  await makePhotos(served.folder);
  await addAndScan(served, served.folder);
  await open();
  return async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
    await served.close();
  };
});

async function open() {
  ({ page, complaints } = await served.open(browser));
  await expect.poll(() => groupCount(page)).toBeGreaterThan(0);
}

const dialog = (name?: string) => page.getByRole('dialog', name === undefined ? {} : { name });
const button = (name: string | RegExp) => dialog().getByRole('button', { name, exact: true });
const operations = () => dialog('History').getByRole('listitem');

async function exportTo(folder: string, mode = 'Copy') {
  await page.keyboard.press('e');
  await dialog('Export groups').getByText('8 photos in 4 folders').waitFor();
  await dialog().getByRole('radio', { name: mode }).check();
  await dialog().getByLabel('Folder to export to').fill(folder);
}

describe('an export', () => {
  test('copies each group into a folder of its own, and Undo removes what it made', async () => {
    const before = await filesIn(served.folder);
    const { groups } = await served.core.call('groups', {});
    const folder = served.beside('exported');
    await exportTo(folder);
    await button('Export 8 photos').click();
    await dialog('Exported').getByText('8 files exported into 4 folders').first().waitFor();
    const made = await filesIn(folder);
    expect(Object.keys(made).filter((path) => /^\d[/\\]\d /.test(path)).length).toBe(8);
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as unknown;
    for (const { photos } of groups) for (const { path } of photos) expect(JSON.stringify(manifest)).toContain(path);
    expect(await filesIn(served.folder)).toEqual(before);
    await button('Undo').click();
    await dialog('Undone').getByText('8 files are as they were before').first().waitFor();
    expect(await filesIn(folder)).toEqual({});
    expect(await filesIn(served.folder)).toEqual(before);
  });

  test('moves photos, keepers too, and Undo brings them back', async () => {
    const before = await filesIn(served.folder);
    const folder = served.beside('moved');
    await exportTo(folder, 'Move');
    await dialog().getByText('keepers too').waitFor();
    await dialog()
      .getByRole('checkbox', { name: /Similar/ })
      .uncheck();
    await button('Move 6 photos').click();
    await dialog('Exported').getByText('6 files exported into 3 folders').first().waitFor();
    expect(Object.keys(await filesIn(served.folder)).length).toBe(Object.keys(before).length - 6);
    await button('Undo').click();
    await dialog('Undone').getByText('6 files').first().waitFor();
    expect(await filesIn(served.folder)).toEqual(before);
  });

  test('into a folder that holds anything is refused, with what to do', async () => {
    const taken = served.beside('taken');
    await mkdir(taken);
    await writeFile(join(taken, 'notes.txt'), 'Mine.');
    await exportTo(taken);
    await button('Export 8 photos').click();
    await dialog().getByRole('alert').getByText('export into a new one').waitFor();
    expect(await dialog('Export groups').isVisible()).toBe(true);
    // The browser itself reports the refused call.
    complaints.length = 0;
  });

  test('proposes a new folder, also in one that is looked for', async () => {
    await page.keyboard.press('e');
    const field = dialog('Export groups').getByLabel('Folder to export to');
    await expect.poll(() => field.inputValue()).toMatch(/Twinlens export \d{4}-\d\d-\d\d$/);
    await button('Choose…').click();
    const chooser = dialog('Choose a folder');
    await chooser.getByText(/directly in/).waitFor();
    await chooser.getByLabel('Folder', { exact: true }).fill(served.beside(''));
    await chooser.getByRole('button', { name: 'Choose this folder' }).click();
    await chooser.waitFor({ state: 'detached' });
    const proposed = await field.inputValue();
    expect(proposed.startsWith(served.beside(''))).toBe(true);
    await button('Export 8 photos').click();
    await dialog('Exported').getByText('8 files exported').first().waitFor();
    await access(join(proposed, 'manifest.csv'));
  });
});

describe('the history', () => {
  test('is empty at first, and says what will be there', async () => {
    await page.keyboard.press('h');
    await dialog('History').getByText('Nothing was done yet').waitFor();
    expect(await operations().count()).toBe(0);
  });

  test('lists every operation after a restart, and undoes each', async () => {
    const before = await filesIn(served.folder);
    await served.core.call('apply', { to: served.beside('away'), kinds: ['identical', 'resized'] });
    await expect.poll(async () => (await served.core.call('history', {})).operations[0]?.finished).toBe(true);
    await page.context().close();
    served = await served.restart();
    await open();
    await page.getByRole('button', { name: 'History and undo' }).click();
    await expect.poll(() => operations().count()).toBe(1);
    const text = await operations().first().innerText();
    expect(text).toContain('2 files moved to a folder');
    expect(text).toContain(served.beside('away'));
    expect(text).toContain(String(new Date().getFullYear()));

    // What another file has the place of stays where it is, and is named.
    const [moved] = Object.keys(await filesIn(served.beside('away')));
    const taken = join(served.folder, (moved ?? '').split(/[/\\]/).slice(1).join('/'));
    await writeFile(taken, 'Another file.');
    await operations()
      .first()
      .getByRole('button', { name: /^Undo: 2 files moved to a folder/ })
      .click();
    await dialog('Undone').getByText('1 file is as it was before').first().waitFor();
    await dialog().getByText('another file has its place now').waitFor();
    await button('Close').last().click();
    await expect.poll(() => operations().first().innerText()).toContain('1 of them undone');

    await rm(taken);
    await operations().first().getByRole('button').click();
    await dialog('Undone').getByText('1 file is as it was before').first().waitFor();
    await button('Close').last().click();
    await expect.poll(() => operations().first().innerText()).toContain('Undone');
    expect(await operations().first().getByRole('button').count()).toBe(0);
    expect(await filesIn(served.folder)).toEqual(before);
  });

  test('empties trashes of our own only after it was asked, and cannot undo that', async () => {
    const before = contentsOf(await filesIn(served.folder));
    // No trash can be made where a file has its place.
    await writeFile(served.beside('data'), '');
    process.env.XDG_DATA_HOME = served.beside('data');
    try {
      await served.core.call('apply', { to: 'trash' });
      await expect.poll(async () => (await served.core.call('history', {})).operations[0]?.finished).toBe(true);
    } finally {
      delete process.env.XDG_DATA_HOME;
    }
    const files = await filesIn(served.folder);
    expect(Object.keys(files).filter((path) => path.includes('.twinlens-trash')).length).toBe(3);
    await page.keyboard.press('h');
    await button('Empty them…').click();
    const question = page.getByRole('alertdialog', { name: 'Delete 3 files for good?' });
    expect(await question.innerText()).toContain('It cannot be undone');
    await question.getByRole('button', { name: 'Keep them' }).click();
    expect(await filesIn(served.folder)).toEqual(files);
    await button('Empty them…').click();
    await question.getByRole('button', { name: 'Delete for good' }).click();
    await expect.poll(() => operations().first().innerText()).toContain('3 of them deleted for good');
    expect(await operations().first().getByRole('button').count()).toBe(0);
    await expect.poll(() => button('Empty them…').count()).toBe(0);
    expect(contentsOf(await filesIn(served.folder)).length).toBe(before.length - 3);
  });
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each([1280, 400])('nothing stands in the way of assistive technology, %i wide', async (width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await exportTo(served.beside('exported'));
    await expectAccessible(page, 'the export');
    await expectNoSidewaysScroll(page);
    await button('Export 8 photos').click();
    await dialog('Exported').getByText('8 files exported').first().waitFor();
    await button('Undo').click();
    await dialog('Undone').getByText('8 files').first().waitFor();
    await button('Close').last().click();
    await served.core.call('apply', { to: served.beside('away') });
    await expect.poll(async () => (await served.core.call('history', {})).operations[0]?.finished).toBe(true);
    await page.keyboard.press('h');
    await expect.poll(() => operations().count()).toBe(2);
    await expectAccessible(page, 'the history');
    await expectNoSidewaysScroll(page);
  });
});
