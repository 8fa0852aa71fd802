import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { decodedThumbnails, groupCount, launchBrowser } from './browser.ts';
import { addAndScan, openServed, type Served } from './opened.ts';
import { makePhotos, makeSlowPhotos, paint } from './photos.ts';

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
  await mkdir(served.folder, { recursive: true });
  ({ page, complaints } = await served.open(browser));
  return async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
    await served.close();
  };
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const activity = () => page.getByRole('contentinfo', { name: 'Activity' });

/** Adds a folder by typing its path into the dialog. */
async function addByHand(path: string) {
  await button('Add a folder').click();
  // The dialog starts in the home folder; only then does it stop writing into the field.
  await page.getByText(/directly in/).waitFor();
  await page.getByLabel('Folder', { exact: true }).fill(path);
  await button('Add this folder').click();
}

test('a folder is added by browsing to it, and its groups appear with their pictures', async () => {
  await makePhotos(served.folder);
  await page.getByText('Looking changes nothing on disk').waitFor();
  await button('Add a folder').click();
  const field = page.getByLabel('Folder', { exact: true });
  await page.getByText(/directly in/).waitFor();
  await expect.poll(() => field.inputValue()).not.toBe('');

  // Up to the top, then down to the folder, as a person would.
  const steps = served.folder.split(/[/\\]/).filter(Boolean);
  for (let level = 0; level < 20; level++) {
    const up = button(/^Up to/);
    if (!(await up.isVisible())) break;
    const before = await field.inputValue();
    await up.click();
    await expect.poll(() => field.inputValue()).not.toBe(before);
  }
  for (const name of steps) {
    await page.getByRole('list', { name: 'Folders inside' }).getByRole('button', { name, exact: true }).click();
    await expect.poll(() => field.inputValue()).toMatch(new RegExp(`${name}$`));
  }
  await button('Add this folder').click();

  await expect.poll(() => groupCount(page), { timeout: 60_000 }).toBe(4);
  await activity()
    .getByText(/^Up to date/)
    .first()
    .waitFor();
  await expect.poll(() => decodedThumbnails(page)).toEqual({ decoded: 8, waiting: 0 });
  const folders = page.getByRole('list', { name: 'Folders' });
  expect(await folders.innerText()).toContain('14 photos');
  const identical = page.getByRole('article', { name: 'Identical' });
  expect(await identical.innerText()).toMatch(/beach\.jpg[^]*Keeper|Keeper[^]*beach\.jpg/);
  expect(await identical.innerText()).toContain('1200 × 900');
});

test('a leading ~ is the home folder', async () => {
  await button('Add a folder').click();
  await page.getByText(/directly in/).waitFor();
  const field = page.getByLabel('Folder', { exact: true });
  const home = await field.inputValue();
  await field.fill('~/no folder of this name');
  await field.blur();
  await expect.poll(() => field.inputValue()).toBe(`${home}/no folder of this name`);
  await page.keyboard.press('Escape');
});

test('a path that is no folder is explained beside the field, and nothing is added', async () => {
  await addByHand(join(served.folder, 'nowhere'));
  const problem = page.locator('#folder-problem');
  await expect.poll(() => problem.innerText()).toMatch(/\w.*\./);
  expect(await page.getByLabel('Folder', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  await page.keyboard.press('Escape');
  await page.getByText('Looking changes nothing on disk').waitFor();
  // The browser itself reports the refused call.
  complaints.splice(0, 1);
});

test('a scan is seen, paused, resumed and cancelled', async () => {
  await makeSlowPhotos(served.folder, 80);
  await addByHand(served.folder);
  await activity().getByText(/of 80/).first().waitFor();
  await button('Pause').click();
  await activity().getByText('Paused').first().waitFor();
  const done = async () => Number(/(\d+) of 80/.exec(await activity().innerText())?.[1]);
  // What was already being read still arrives, on a busy machine late; then it stands still, short of the end.
  const gained = async () => {
    const before = await done();
    await page.waitForTimeout(1500);
    return (await done()) - before;
  };
  await expect.poll(gained, { timeout: 20_000 }).toBe(0);
  const paused = await done();
  expect(paused).toBeLessThan(80);
  await button('Resume').click();
  await expect.poll(done, { timeout: 20_000 }).toBeGreaterThan(paused);
  await activity().getByRole('button', { name: 'Cancel' }).click();
  await activity()
    .getByText(/cancelled/)
    .first()
    .waitFor();
  expect(await button('Pause').count()).toBe(0);
});

test('groups are shown while a scan goes on, and nothing moves under the eyes of a person who looks at one', async () => {
  await makeSlowPhotos(served.folder, 80);
  for (const name of ['a beach.jpg', 'a beach again.jpg'])
    await paint(1).jpeg({ quality: 90 }).toFile(join(served.folder, name));
  await addByHand(served.folder);
  // Long before all is read.
  await expect.poll(() => groupCount(page), { timeout: 30_000 }).toBe(1);
  await activity()
    .getByText(/Reading photos/)
    .first()
    .waitFor();
  await page.getByTestId('sum').getByText('so far').waitFor();

  const photo = page.getByTestId('photo').first();
  await photo.focus();
  const found = button('More groups were found: show them');
  await found.waitFor({ timeout: 60_000 });
  expect(await groupCount(page)).toBe(1);
  expect(await page.evaluate(`document.activeElement.closest('[data-testid=photo]') !== null`)).toBe(true);
  // By keyboard too: the way there does not let go of the list, and the focus comes back to it.
  await found.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => groupCount(page)).toBe(2);
  expect(await found.count()).toBe(0);
  await expect.poll(() => page.evaluate(`document.activeElement.closest('[data-testid=photo]') !== null`)).toBe(true);
  await activity().getByRole('button', { name: 'Cancel' }).click();
  await activity()
    .getByText(/cancelled/)
    .first()
    .waitFor();
});

test('a photo that is put into a watched folder joins its group by itself', async () => {
  await makePhotos(served.folder);
  await addAndScan(served, served.folder);
  await expect.poll(() => groupCount(page)).toBe(4);
  await copyFile(join(served.folder, 'single-12.jpg'), join(served.folder, 'Copies', 'single again.jpg'));
  await expect.poll(() => groupCount(page), { timeout: 30_000 }).toBe(5);
  await page.getByText('single again.jpg').waitFor();
});

test('a folder that cannot be seen is marked, and its photos are kept', async () => {
  const away = join(served.folder, 'Drive');
  await makePhotos(away);
  await addAndScan(served, away);
  await expect.poll(() => groupCount(page)).toBe(4);
  await rename(away, `${away} unplugged`);
  await page.getByText(/Offline — its 14 photos are kept/).waitFor();
  expect(await groupCount(page)).toBe(4);
  await expect.poll(() => page.getByRole('article').first().getByText('Offline').count()).toBe(2);
  expect(await button('Rescan Drive').isDisabled()).toBe(true);

  // Compared large, there is still the thumbnail.
  await page.getByRole('article').first().getByTestId('photo').first().click();
  await expect
    .poll(() =>
      page.evaluate(
        `[...document.querySelectorAll('[role=dialog] img:not(.unseen-picture)')].map((picture) => picture.naturalWidth > 0)`,
      ),
    )
    .toEqual([true, true]);
  await page.keyboard.press('Escape');

  await rename(`${away} unplugged`, away);
  await page
    .getByText(/Offline/)
    .first()
    .waitFor({ state: 'detached', timeout: 30_000 });
  complaints.length = 0;
});

test('removing a folder asks first, and forgets only', async () => {
  await makePhotos(served.folder);
  await addAndScan(served, served.folder);
  await expect.poll(() => groupCount(page)).toBe(4);
  await button(/^Remove photos/).click();
  const question = page.getByRole('alertdialog');
  expect(await question.innerText()).toContain('Nothing on disk is touched');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await groupCount(page)).toBe(4);
  await button(/^Remove photos/).click();
  await question.getByRole('button', { name: 'Remove from the library' }).click();
  await page.getByText('Looking changes nothing on disk').waitFor();
  expect((await served.core.call('library', {})).photos).toBe(0);
});

test('files that could not be read are listed with their reasons', async () => {
  await makePhotos(served.folder);
  await addAndScan(served, served.folder);
  await button('2 files could not be read').click();
  const list = page.getByRole('list', { name: 'Files that could not be read' });
  await list.getByText('notes.jpg').waitFor();
  expect(await list.getByRole('listitem').count()).toBe(2);
  const { files } = await served.core.call('unreadable', {});
  for (const { reason } of files) expect(await list.innerText()).toContain(reason);
});

test('files that were passed over are listed by reason', async () => {
  await makePhotos(served.folder);
  await writeFile(join(served.folder, 'shopping.txt'), 'bread and butter');
  await writeFile(join(served.folder, 'found under an odd name.jpg (1)'), await paint(77).jpeg().toBuffer());
  const before = await served.core.call('library', {});
  await addAndScan(served, served.folder);
  const { photos } = await served.core.call('library', {});
  expect(photos).toBeGreaterThan(before.photos);
  await button(/passed over$/).click();
  const list = page.getByRole('list', { name: 'Files that were passed over' });
  await list.getByText('shopping.txt').waitFor();
  expect(await list.innerText()).not.toContain('odd name');
  await page.getByRole('button', { name: '1 · is no photo, by what is in it' }).click();
  await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
});

test('the window shows what happens elsewhere: a scan from another shell', async () => {
  await makePhotos(served.folder);
  await addAndScan(served, served.folder);
  await expect.poll(() => groupCount(page)).toBe(4);
  await writeFile(join(served.folder, 'new.jpg'), await paint(1).jpeg({ quality: 60 }).toBuffer());
  await served.core.call('scan', {});
  await page.getByText('new.jpg').waitFor();
});
