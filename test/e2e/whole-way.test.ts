/**
 * All of a person's way through the app, by keyboard alone, on a real library of real photos: first run, scan, passes, compare,
 * search, settings, answers, a lesson and back, clean-up, undo, export and check; with a reload after every step.
 */
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hasRealPhotos, heldOutPhotos, writeFiles } from '../photos.ts';
import { groupCount, launchBrowser } from './browser.ts';
import { filesIn } from './disk.ts';
import { openServed, type Served } from './opened.ts';

const originals = 16;
/** Of the others nothing is said: what is learned must hold for them, too. */
const answeredAbout = 12;
const backedUp = 6;

let browser: Browser;
let served: Served;

beforeAll(async () => {
  browser = await launchBrowser();
  served = await openServed();
  vi.stubEnv('XDG_DATA_HOME', served.beside('data'));
});
afterAll(async () => {
  await browser.close();
  await served.close();
  vi.unstubAllEnvs();
});

/** Every photo as it is, without its colours, and cut; some once more beside it, some in a backup; and a card with some of them. */
async function makePhotos(): Promise<void> {
  const files: Record<string, Uint8Array> = {};
  for (const [at, path] of heldOutPhotos(originals).entries()) {
    const photo = await readFile(path);
    const { width, height } = await sharp(photo).metadata();
    const [left, top] = [Math.round(width * 0.15), Math.round(height * 0.1)];
    files[`Pictures/${at} whole.jpg`] = photo;
    files[`Pictures/${at} grey.jpg`] = await sharp(photo).greyscale().jpeg({ quality: 90 }).toBuffer();
    files[`Pictures/${at} cut.jpg`] = await sharp(photo)
      .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
      .jpeg({ quality: 90 })
      .toBuffer();
    if (at < backedUp) files[`Backup/${at} whole.jpg`] = photo;
    if (at >= originals - 3) files[`Pictures/${at} whole copy.jpg`] = photo;
  }
  await writeFiles(served.folder, files);
  await mkdir(served.beside('card'));
  await copyFile(join(served.folder, 'Pictures', '0 whole.jpg'), join(served.beside('card'), 'had.jpg'));
  await copyFile(heldOutPhotos(originals + 1).at(-1)!, join(served.beside('card'), 'new.jpg'));
}

const originalOf = (name: string) => name.split(' ')[0];
/** For whom a photo without its colours is another one. */
const opinion = (a: string, b: string) =>
  originalOf(a) === originalOf(b) && a.includes('grey') === b.includes('grey') ? 's' : 'd';

async function groupNames(): Promise<string[][]> {
  const { groups } = await served.core.call('groups', {});
  return groups.map(({ photos }) => photos.map(({ path }) => basename(path)).sort());
}

test.skipIf(!hasRealPhotos)('a person’s whole way, by keyboard, with a reload after every step', async () => {
  const { page, complaints } = await served.open(browser);
  await makePhotos();
  const before = await filesIn(served.folder);
  const dialog = (name?: string) => page.getByRole('dialog', name === undefined ? {} : { name });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const enter = (name: string | RegExp) => dialog().getByRole('button', { name }).first().press('Enter');
  /** The page is loaded anew, and shows the groups again. */
  const again = async () => {
    await page.reload();
    await page.getByTestId('photo').first().waitFor();
  };
  const confirm = async (name: RegExp) => {
    const start = dialog().getByRole('button', { name });
    await start.waitFor();
    await expect.poll(() => start.getAttribute('aria-disabled')).toBe('false');
    await press('Control+Enter');
    await dialog('Cleaned up').waitFor();
  };

  // First run: a folder is added; the page is loaded anew in the midst of its scan.
  await page.getByText('Looking changes nothing on disk').waitFor();
  await press('a');
  await page.getByText(/directly in/).waitFor();
  await page.getByLabel('Folder', { exact: true }).fill(served.folder);
  await enter('Add this folder');
  await page
    .getByRole('contentinfo')
    .getByText(/of \d+/)
    .first()
    .waitFor();
  await page.reload();
  await page
    .getByText(/^Up to date/)
    .first()
    .waitFor({ timeout: 60_000 });
  await again();
  const scanned = await groupCount(page);
  expect(scanned).toBeGreaterThanOrEqual(originals);

  // Folder against folder.
  await press('o');
  await expect.poll(() => dialog().getByRole('listitem').count()).toBe(1);
  await press('Tab', 'Tab', 'Enter');
  await confirm(/^Move \d+ photos to the trash$/);
  await again();
  expect(Object.keys(await filesIn(served.folder)).filter((path) => path.startsWith('Backup'))).toEqual([]);

  // Compare: closer, where two differ, and what their files say.
  await press('g', 'ArrowRight', 'Enter');
  await dialog().getByRole('figure').nth(1).waitFor();
  await press('+', 'f', 'j');
  await dialog().getByRole('table').first().waitFor();
  await press('Escape');

  // Search, and a smaller size of the pictures that is remembered.
  await press('/');
  await page.keyboard.type('grey');
  await press('Enter');
  await expect.poll(() => groupCount(page)).toBeLessThanOrEqual(originals);
  await press('Escape');
  await again();
  await press(',');
  await dialog('Settings').getByRole('radio', { name: 'Small' }).press('Space');
  await again();
  await press(',');
  expect(await dialog('Settings').getByRole('radio', { name: 'Small' }).isChecked()).toBe(true);
  await press('Escape');

  // One by one: some are decided, one is put off; and only what was looked at goes.
  await press('g', 'm', 'v', 'p');
  await again();
  const states = async () => (await served.core.call('groups', {})).states;
  await expect.poll(states).toMatchObject({ reviewed: 2, skipped: 1 });

  // Answers, the page loaded anew among them.
  const asked = async () => {
    const names = dialog().getByRole('figure').getByRole('img');
    await names.nth(1).waitFor();
    return [(await names.nth(0).getAttribute('alt'))!, (await names.nth(1).getAttribute('alt'))!] as const;
  };
  await press('q');
  let given = 0;
  const none = dialog().getByText('No pair is worth a question now');
  while (given < 150) {
    const pair = await Promise.race([asked(), none.waitFor().then(() => null)]);
    if (pair === null) break;
    const isLeftOut = pair.some((name) => Number(originalOf(name)) >= answeredAbout);
    await press(isLeftOut ? 'k' : opinion(...pair));
    if (++given === 10) {
      await again();
      await press('q');
    }
  }
  const said = async () => (await served.core.call('judgements', {})).judgements.length;
  await expect.poll(said).toBe(given);
  expect(given).toBeGreaterThan(30);

  // A lesson: shown, used, and gone back from.
  const untaught = await groupNames();
  await press('Escape', 'l');
  await enter('Learn now');
  await dialog()
    .getByText(/^What you taught holds/)
    .waitFor({ timeout: 100_000 });
  await again();
  await press('l');
  await enter(/^Use it|^Use this one: Version 1/);
  const versions = dialog().getByRole('list', { name: 'Versions' });
  await versions.getByRole('button', { name: 'Use this one: As shipped' }).waitFor({ timeout: 60_000 });
  await expect.poll(groupNames).not.toEqual(untaught);
  await again();
  await press('l');
  await versions.getByRole('button', { name: 'Use this one: As shipped' }).press('Enter');
  await versions.getByRole('button', { name: 'Use this one: Version 1' }).waitFor({ timeout: 60_000 });
  await again();
  expect(await groupNames()).toEqual(untaught);

  // Clean up what is marked, and undo everything from the history.
  await press('c');
  await confirm(/^Move \d+ photos? to the trash$/);
  await again();
  expect(Object.keys(await filesIn(served.folder)).length).toBeLessThan(Object.keys(before).length);
  await press('h');
  for (let left = 2; left > 0; left--) {
    await dialog('History').getByRole('button', { name: /^Undo/ }).first().press('Enter');
    await dialog('Undone').waitFor();
    await press('Escape');
    await again();
    await press('h');
  }
  await press('Escape');
  expect(await filesIn(served.folder)).toEqual(before);

  // Export, and a card that is checked.
  await expect.poll(() => groupCount(page)).toBeGreaterThan(0);
  await press('e');
  await dialog('Export groups')
    .getByText(/photos in \d+ folders/)
    .waitFor();
  await dialog().getByLabel('Folder to export to').fill(served.beside('exported'));
  await enter(/^Export \d+ photos$/);
  await dialog('Exported').waitFor();
  await again();
  expect(Object.keys(await filesIn(served.beside('exported')))).toContain('manifest.json');
  await press('i');
  await dialog()
    .getByText(/directly in/)
    .waitFor();
  await dialog().getByRole('textbox').fill(served.beside('card'));
  await enter('Check this folder');
  await dialog().getByText('You have 1 of these 2 photos; 1 is missing.').first().waitFor();
  await again();
  expect(await filesIn(served.folder)).toEqual(before);
  expect(await said()).toBe(given);
  expect(complaints).toEqual([]);
  await page.context().close();
});
