/** A library finished in passes, by keyboard alone, with every key counted: proven copies, folders, and the rest one by one. */
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { groupCount, launchBrowser } from './browser.ts';
import { filesIn } from './disk.ts';
import { addAndScan, openServed, type Served } from './opened.ts';
import { paint } from './photos.ts';

/** A tenth of what a person with a thousand groups has. */
const many = { proven: 70, inFolders: [8, 6, 6], alike: 10 };
/** What the passes take whatever the number of groups; the look-alikes take one key each. */
const mostFixed = 30;
const small = { width: 400, height: 300 };

let browser: Browser;
let served: Served;

beforeAll(async () => {
  browser = await launchBrowser();
  served = await openServed();
  vi.stubEnv('XDG_DATA_HOME', served.beside('data'));
  await makePhotos(served.folder);
  await addAndScan(served, served.folder);
}, 240_000);
afterAll(async () => {
  await browser.close();
  await served.close();
  vi.unstubAllEnvs();
});

async function makePhotos(folder: string) {
  let seed = 1000;
  const write = async (path: string, { from = seed, stir = 0 } = {}) => {
    await mkdir(dirname(path), { recursive: true });
    await paint(from, { ...small, stir })
      .jpeg({ quality: 90 })
      .toFile(path);
  };
  const twice = async (path: string, copy: string) => {
    await write(path);
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(path, copy);
    seed++;
  };
  for (let at = 0; at < many.proven; at++)
    await twice(join(folder, 'All', `${at}.jpg`), join(folder, 'All', `${at} copy.jpg`));
  for (const [pair, photos] of many.inFolders.entries())
    for (let at = 0; at < photos; at++)
      await twice(join(folder, `Album ${pair}`, `${at}.jpg`), join(folder, `Backup ${pair}`, `${at}.jpg`));
  for (let at = 0; at < many.alike; at++) {
    await write(join(folder, 'Walks', `${at}.jpg`));
    await write(join(folder, 'Walks', `${at} again.jpg`), { stir: 12 });
    seed++;
  }
}

/** A keyboard that counts. */
function keyboard(page: Page) {
  let pressed = 0;
  return {
    press: async (key: string) => {
      pressed++;
      await page.keyboard.press(key);
    },
    count: () => pressed,
  };
}

test('a hundred groups take a key for each that has to be looked at, and few more; a reload loses nothing', async () => {
  const { page, complaints } = await served.open(browser);
  const { press, count } = keyboard(page);
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const total = many.proven + many.inFolders.reduce((sum, photos) => sum + photos, 0) + many.alike;
  await expect.poll(() => groupCount(page)).toBe(total);

  // Folder against folder: one decision for each pair. Tab leads to the side that is in the other one, and to that one.
  for (const left of [3, 2, 1]) {
    await press('o');
    const board = dialog('Folders that share photos');
    await expect.poll(() => board.getByRole('listitem').count()).toBe(left);
    await press('Tab');
    await press('Tab');
    await press('Enter');
    const plan = dialog('Keep those in');
    await plan.getByRole('button', { name: /^Move \d+ photos to the trash$/ }).waitFor();
    const start = plan.getByRole('button', { name: /^Move \d+ photos to the trash$/ });
    await expect.poll(() => start.getAttribute('aria-disabled')).toBe('false');
    await press('Control+Enter');
    await dialog('Cleaned up').waitFor();
    await press('Escape');
    await press('Escape');
  }
  await page.reload();
  await expect.poll(() => groupCount(page)).toBe(many.proven + many.alike);

  // Byte for byte the same: one plan.
  await press('c');
  const everything = dialog('Clean up').getByRole('button', { name: `Move ${many.proven} photos to the trash` });
  await everything.waitFor();
  await expect.poll(() => everything.getAttribute('aria-disabled')).toBe('false');
  await press('Control+Enter');
  await dialog('Cleaned up').waitFor();
  await press('Escape');
  await expect.poll(() => groupCount(page)).toBe(many.alike);

  // The rest, one key each: of every other one both are kept.
  await press('g');
  for (let at = 0; at < many.alike; at++) await press(at % 2 === 0 ? 'n' : 'v');
  const marked = many.alike / 2;
  await expect.poll(async () => (await served.core.call('marks', {})).photos.length).toBe(marked);
  await page.reload();
  await expect.poll(() => groupCount(page)).toBe(many.alike);
  await press('c');
  const theMarked = dialog('Clean up').getByRole('button', { name: `Move ${marked} photos to the trash` });
  await theMarked.waitFor();
  await expect.poll(() => theMarked.getAttribute('aria-disabled')).toBe('false');
  await press('Control+Enter');
  await dialog('Cleaned up').waitFor();
  await press('Escape');

  expect(count()).toBeLessThanOrEqual(mostFixed + many.alike);
  const kept = Object.keys(await filesIn(served.folder));
  expect(kept).toHaveLength(total + many.alike / 2);
  for (const pair of many.inFolders.keys())
    expect(kept.filter((path) => path.startsWith(`Backup ${pair}/`))).toEqual([]);
  // What was decided of the others is known: nothing is left to be looked at.
  const { states } = await served.core.call('groups', {});
  expect(states.undecided).toBe(0);
  // And all of it comes back.
  for (const { operation } of (await served.core.call('history', {})).operations)
    await served.core.call('undo', { operation });
  await expect.poll(async () => Object.keys(await filesIn(served.folder)).length, { timeout: 60_000 }).toBe(2 * total);
  expect(complaints).toEqual([]);
});

test('keys that come faster than pages decide one group each, and none is lost', async () => {
  const own = await openServed();
  const pairs = 100;
  await mkdir(own.folder);
  for (let at = 0; at < pairs; at++) {
    const path = join(own.folder, `${at}.jpg`);
    await paint(3000 + at, { width: 160, height: 120 })
      .jpeg()
      .toFile(path);
    await copyFile(path, join(own.folder, `${at} copy.jpg`));
  }
  await addAndScan(own, own.folder);
  const { page, complaints } = await own.open(browser);
  await expect.poll(() => groupCount(page)).toBe(pairs);
  // The library takes its time for each page of the list, and the keys do not wait for it.
  await page.route('**/call/groups', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 250));
    await route.continue();
  });
  await page.keyboard.press('g');
  for (let at = 0; at < pairs; at++) await page.keyboard.press(at % 2 === 0 ? 'm' : 'v');
  const states = async () => (await own.core.call('groups', {})).states;
  await expect.poll(states, { timeout: 20_000 }).toMatchObject({ reviewed: pairs, undecided: 0, marked: pairs / 2 });
  // Each key was for the group that followed: every other one is marked.
  const { groups } = await own.core.call('groups', {});
  const marked = new Set((await own.core.call('marks', {})).photos.map(({ path }) => path));
  expect(groups.map(({ photos }) => photos.some(({ path }) => marked.has(path)))).toEqual(
    groups.map((_, at) => at % 2 === 0),
  );
  expect(complaints).toEqual([]);
  await page.context().close();
  await own.close();
});
