import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, groupCount, launchBrowser } from './browser.ts';
import type { Job } from '../../app/contract/contract.ts';
import { contentsOf, filesIn } from './disk.ts';
import { addAndScan, openServed, type Served } from './opened.ts';
import { makePhotos, makeSlowPhotos } from './photos.ts';

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
  // The trash of the desktop is nobody's business: this one lies beside the photos.
  vi.stubEnv('XDG_DATA_HOME', served.beside('data'));
  await makePhotos(served.folder);
  await addAndScan(served, served.folder);
  ({ page, complaints } = await served.open(browser));
  await expect.poll(() => groupCount(page)).toBe(4);
  return async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
    await served.close();
    vi.unstubAllEnvs();
  };
});

const dialog = (name?: string) => page.getByRole('dialog', name === undefined ? {} : { name });
const button = (name: string | RegExp) => dialog().getByRole('button', { name, exact: true });
const radio = (name: string | RegExp) => dialog().getByRole('radio', { name });
const press = (...keys: string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const focused = () =>
  page.evaluate<string>(
    `document.activeElement.getAttribute('aria-label') ?? (document.activeElement.innerText || document.activeElement.value)`,
  );

async function tabTo(name: string) {
  for (let stop = 0; stop < 40; stop++) {
    if ((await focused()) === name) return;
    await press('Tab');
  }
  throw new Error(`The Tab key does not reach “${name}”.`);
}

/** Opens the plan and has it lead to a folder. */
async function planInto(folder: string) {
  await page.getByRole('button', { name: /^Clean up/ }).click();
  await radio('A folder').check();
  await dialog().getByLabel('Folder to move the photos to').fill(folder);
}

describe('all verified copies', () => {
  test('go to a folder as the plan says, and Undo brings them back byte for byte', async () => {
    const before = await filesIn(served.folder);
    const plan = await served.core.call('plan', { to: 'trash' });
    expect(plan.photos.length).toBe(3);
    const away = served.beside('away');
    await planInto(away);
    await dialog().getByText('3 photos of 3 groups').waitFor();
    const rows = dialog().getByRole('region', { name: 'Photos that go' }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(3);
    for (const [row, { path, keeper, reason }] of plan.photos.entries()) {
      const text = await rows.nth(row).innerText();
      expect(text).toContain(path.split(/[/\\]/).at(-1));
      expect(text).toContain(keeper.split(/[/\\]/).at(-1));
      expect(text).toContain(`Kept: ${reason}`);
    }
    // Nothing has happened until it is confirmed.
    expect(await filesIn(served.folder)).toEqual(before);

    await button('Move 3 photos to the folder').click();
    await dialog('Cleaned up').getByText('3 files moved').first().waitFor();
    const there = await filesIn(served.folder);
    expect(
      Object.keys(before)
        .filter((path) => !(path in there))
        .map((path) => join(served.folder, path))
        .sort(),
    ).toEqual(plan.photos.map(({ path }) => path).sort());
    expect(contentsOf({ ...there, ...prefixed('away', await filesIn(away)) })).toEqual(contentsOf(before));
    await expect.poll(() => groupCount(page)).toBe(1);

    await button('Undo').click();
    await dialog('Undone').getByText('3 files are as they were before').first().waitFor();
    expect(await filesIn(served.folder)).toEqual(before);
    expect(await filesIn(away)).toEqual({});
    await button('Close').last().click();
    await expect.poll(() => groupCount(page)).toBe(4);
  });

  test('can be chosen by kind, and none at all cannot be confirmed', async () => {
    await press('c');
    await button('Move 3 photos to the trash').waitFor();
    await dialog()
      .getByRole('checkbox', { name: /Resized/ })
      .uncheck();
    await button('Move 2 photos to the trash').waitFor();
    expect(await dialog().innerText()).not.toContain('harbour');
    for (const kind of [/Identical/, /Same pixels/]) await dialog().getByRole('checkbox', { name: kind }).uncheck();
    await expect.poll(() => button('Nothing to move').isDisabled()).toBe(true);
    expect(await dialog().innerText()).toContain('There are no copies of these kinds');
  });

  test('can be marked in the list first, and single ones left', async () => {
    await press('c');
    await button('Mark them in the list, to look through them').click();
    await page.getByText('3 photos marked to go').waitFor();
    await page.getByRole('article', { name: 'Resized' }).getByRole('button', { name: 'Unmark' }).click();
    await page.getByText('2 photos marked to go').waitFor();
    await page.getByRole('button', { name: 'Clean up 2…' }).click();
    await button('Move 2 photos to the trash').waitFor();
    expect(await radio('What I marked (2)').isChecked()).toBe(true);
  });
});

test('a folder inside the library is taken only if it is left out of it, and one that is not a whole path is refused', async () => {
  await planInto(join(served.folder, 'Away'));
  await dialog().getByText('the next scan would find the photos again').waitFor();
  const goes = () => button('Move 3 photos to the folder').isEnabled();
  await expect.poll(goes).toBe(false);
  await dialog().getByLabel('Leave it out of the library from now on').check();
  await expect.poll(goes).toBe(true);
  const field = dialog().getByLabel('Folder to move the photos to');
  await field.fill('Away');
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  expect(await dialog().innerText()).toContain('Give its whole path');
  await expect.poll(() => button('Move 3 photos to the folder').isDisabled()).toBe(true);
});

test('by keyboard alone: a photo is marked, confirmed, moved to the trash and brought back', async () => {
  const before = await filesIn(served.folder);
  await press('g', 'ArrowRight', 'x');
  await page.getByText('1 photo marked to go').waitFor();
  expect(await page.getByRole('article').first().getByRole('button', { pressed: true }).count()).toBe(1);
  await press('c');
  const confirm = 'Move 1 photo to the trash';
  await button(confirm).waitFor();
  // The one that begins is never the one that has the focus by itself.
  expect(await focused()).not.toBe(confirm);
  await press('Enter');
  expect(await filesIn(served.folder)).toEqual(before);
  await tabTo(confirm);
  await press('Enter');
  await dialog('Cleaned up').getByText('1 file moved').first().waitFor();
  const gone = Object.keys(before).filter((path) => path.includes('beach'));
  const after = await filesIn(served.folder);
  expect(gone.filter((path) => path in after).length).toBe(1);
  expect(contentsOf(await filesIn(served.beside('data/Trash/files')))).toEqual(
    contentsOf(Object.fromEntries(gone.filter((path) => !(path in after)).map((path) => [path, before[path] ?? '']))),
  );
  // What has gone is marked no more.
  await expect.poll(() => page.getByText('marked to go').count()).toBe(0);

  await tabTo('Undo');
  await press('Enter');
  await dialog('Undone').getByText('1 file is as it was before').first().waitFor();
  expect(await filesIn(served.folder)).toEqual(before);
  expect(await filesIn(served.beside('data/Trash/files'))).toEqual({});
  await press('Escape');
  await dialog().waitFor({ state: 'detached' });
  // Through plan, outcome and Undo, the focus comes back to the photo from which it left.
  await expect.poll(focused).toContain('beach');
});

test('a group whose photos are all marked is refused, and says why; the others go', async () => {
  const before = await filesIn(served.folder);
  const identical = page.getByRole('article', { name: 'Identical' });
  await press('g', 'x', 'ArrowRight', 'x');
  await identical.getByText('All are marked: one has to stay').waitFor();
  await press('c');
  await button('Nothing to move').waitFor();
  const left = dialog().getByRole('region', { name: 'Photos that cannot go' });
  await expect.poll(() => left.getByRole('listitem').count()).toBe(2);
  expect(await left.innerText()).toContain('every photo of its group is selected, and one has to stay');
  expect(await button('Nothing to move').isDisabled()).toBe(true);
  await press('Escape', 'ArrowDown', 'x');
  await page.getByText('3 photos marked to go').waitFor();
  await press('c');
  await button('Move 1 photo to the trash').click();
  await dialog('Cleaned up').getByText('2 files stayed where they are').first().waitFor();
  const stayed = dialog().getByRole('region', { name: 'Files that stayed' });
  expect(await stayed.innerText()).toContain('one has to stay');
  const after = await filesIn(served.folder);
  expect(
    Object.keys(before)
      .filter((path) => !(path in after))
      .join(),
  ).toMatch(/^(Copies\/)?forest[^,]*$/);
  // What had to stay is marked still.
  await page.getByText('2 photos marked to go').waitFor();
});

test('another photo of a group can be kept, by key and by mouse, and the rules can have it back', async () => {
  const resized = page.getByRole('article', { name: 'Resized' });
  const keeper = async () => {
    const { groups } = await served.core.call('groups', { kind: 'resized' });
    return `${groups[0]?.photos[0]?.path.split(/[/\\]/).at(-1) ?? ''} ${groups[0]?.chosen ?? ''}`;
  };
  expect(await keeper()).toBe('harbour.jpg false');
  await resized.getByTestId('photo').nth(1).focus();
  await press('k');
  await expect.poll(keeper).toBe('harbour small.jpg true');
  await resized.getByText('Kept: your choice').waitFor();
  // The keeper comes first, and the focus goes with it.
  expect(await resized.getByTestId('photo').first().innerText()).toContain('harbour small.jpg');
  await expect
    .poll(() => page.evaluate(`document.activeElement.querySelector('[title]')?.title ?? ''`))
    .toMatch(/harbour small\.jpg$/);
  await resized.getByRole('button', { name: 'Undo choice' }).click();
  await expect.poll(keeper).toBe('harbour.jpg false');
  await resized.getByText('Kept: your choice').waitFor({ state: 'detached' });

  await resized.getByTestId('photo').nth(1).hover();
  await resized.getByRole('button', { name: 'Keep this one: harbour small.jpg' }).click();
  await expect.poll(keeper).toBe('harbour small.jpg true');

  // Compared large, the two change places.
  await resized.getByTestId('photo').nth(1).click();
  await dialog().getByRole('figure').first().getByText('harbour small.jpg', { exact: true }).waitFor();
  await press('k');
  await dialog().getByRole('figure').first().getByText('harbour.jpg', { exact: true }).waitFor();
  await expect.poll(keeper).toBe('harbour.jpg true');
  await press('x');
  await dialog().getByRole('button', { name: 'Goes' }).waitFor();
  await press('Escape');
  await page.getByText('1 photo marked to go').waitFor();
});

test('what is protected cannot be marked, and is named when it was asked for', async () => {
  await served.core.call('set-rules', { protect: [served.folder] });
  const identical = page.getByRole('article', { name: 'Identical' });
  await expect.poll(() => identical.getByText('Protected', { exact: true }).count()).toBe(2);
  expect(await identical.getByRole('button', { name: /^Mark/ }).count()).toBe(0);
  await press('g', 'x', 'ArrowRight', 'x');
  expect(await page.getByText('marked to go').count()).toBe(0);
  await press('c');
  await dialog().getByRole('tab', { name: 'Cannot go 3', selected: true }).waitFor();
  await dialog().getByText('it is protected').first().waitFor();
  expect(await button('Nothing to move').isDisabled()).toBe(true);
});

const isPausedAction = ({ name, state }: Job) => name === 'apply' && state === 'paused';

describe('while a scan is under way', () => {
  let scan: number;
  let before: Record<string, string>;

  beforeEach(async () => {
    before = await filesIn(served.folder);
    await makeSlowPhotos(served.beside('slow'), 10);
    scan = (await served.core.call('add-folder', { path: served.beside('slow') })).job;
    await served.core.call('pause-job', { job: scan });
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await press('c');
    await dialog().getByText('Photos are still being compared').waitFor();
  });

  test('an action goes before it, and the scan goes on afterwards', async () => {
    const { photos } = await served.core.call('library', {});
    await button('Move 3 photos to the trash').click();
    await dialog('Cleaned up').getByText('3 files moved').first().waitFor();
    const { jobs } = await served.core.call('library', {});
    expect(jobs.find(({ id }) => id === scan)).toMatchObject({ state: 'paused' });
    await button('Undo').click();
    await dialog('Undone').getByText('3 files are as they were before').first().waitFor();
    expect(await filesIn(served.folder)).toEqual(before);
    await served.core.call('resume-job', { job: scan });
    await expect.poll(async () => (await served.core.call('library', {})).jobs.length, { timeout: 60_000 }).toBe(0);
    expect((await served.core.call('library', {})).photos).toBe(photos + 10);
  });

  test('the outcome of an action waits to be seen when its dialog is closed', async () => {
    const stop = served.core.on('job', ({ id, name, state }) => {
      if (name === 'apply' && state === 'running') void served.core.call('pause-job', { job: id });
    });
    await button('Move 3 photos to the trash').click();
    await expect.poll(async () => (await served.core.call('library', {})).jobs.some(isPausedAction)).toBe(true);
    stop();
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await served.core.call('cancel-job', { job: scan });
    const action = (await served.core.call('library', {})).jobs.find(isPausedAction);
    await served.core.call('resume-job', { job: action!.id });
    const activity = page.getByRole('contentinfo', { name: 'Activity' });
    await activity.getByText('3 files moved').first().waitFor();
    // The files that are gone make another scan, which does not cover it.
    await served.core.call('scan', {});
    await expect.poll(async () => (await served.core.call('library', {})).jobs.length, { timeout: 60_000 }).toBe(0);
    await activity.getByRole('button', { name: 'Details and undo…' }).click();
    await dialog('Cleaned up').getByText('3 files moved').first().waitFor();
    await button('Undo').click();
    await dialog('Undone').getByText('3 files are as they were before').first().waitFor();
    expect(await filesIn(served.folder)).toEqual(before);
  });
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each([1280, 400])('nothing stands in the way of assistive technology, %i wide', async (width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await press('g', 'ArrowRight', 'x');
    await page.getByText('1 photo marked to go').waitFor();
    await expectAccessible(page, 'a marked photo');
    await expectNoSidewaysScroll(page);
    await planInto(served.beside('away'));
    await button('Move 1 photo to the folder').waitFor();
    await expectAccessible(page, 'the plan');
    await expectNoSidewaysScroll(page);
    await button('Choose…').click();
    await page.getByText(/directly in/).waitFor();
    await expectAccessible(page, 'choosing a folder');
    await press('Escape');
    await button('Move 1 photo to the folder').click();
    await dialog('Cleaned up').getByText('1 file moved').first().waitFor();
    await expectAccessible(page, 'the outcome');
    await expectNoSidewaysScroll(page);
  });
});

function prefixed(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, description]) => [`${folder}/${path}`, description]));
}
