import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
  const { defaultThreshold } = await served.core.call('library', {});
  await served.core.call('set-threshold', { threshold: defaultThreshold });
  ({ page, complaints } = await served.open(browser));
  await expect.poll(() => groupCount(page)).toBe(4);
  return async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
  };
});

const slider = () => page.getByRole('slider', { name: 'How alike photos must be' });
const press = (...keys: string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

/** The photo that has the focus, by the end of its path. */
const focusedPhoto = () =>
  page.evaluate<string>(`(document.activeElement?.querySelector('[title]')?.title ?? '').split(/[/\\\\]/).at(-1)`);

describe('the threshold', () => {
  test('moves with the keyboard and regroups at once, in words', async () => {
    await press('t');
    const usual = await slider().getAttribute('aria-valuetext');
    expect(usual).toMatch(/^Balanced: /);
    await press('Home');
    // What is verified as the same picture is grouped at every threshold, what only looks alike is not.
    await expect.poll(() => groupCount(page), { timeout: 2000 }).toBe(3);
    expect(await slider().getAttribute('aria-valuetext')).toMatch(/^Copies only: /);
    await press('End');
    await expect.poll(() => groupCount(page), { timeout: 2000 }).not.toBe(3);
    expect(await slider().getAttribute('aria-valuetext')).toMatch(/^(Loose|Very loose): /);
  });

  test('is kept when it is let go, and goes back to the default', async () => {
    const { defaultThreshold } = await served.core.call('library', {});
    await press('t', 'Home');
    await expect.poll(async () => (await served.core.call('library', {})).threshold).toBe(0);
    await page.reload();
    await expect.poll(() => groupCount(page)).toBe(3);
    expect(await slider().inputValue()).toBe('0');
    await page.getByRole('button', { name: 'Back to the default' }).click();
    await expect.poll(() => groupCount(page)).toBe(4);
    await expect.poll(async () => (await served.core.call('library', {})).threshold).toBe(defaultThreshold);
    await expect.poll(() => page.getByRole('button', { name: 'Back to the default' }).isDisabled()).toBe(true);
  });

  test('follows a drag while it lasts', async () => {
    const box = (await slider().boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 4, box.y + box.height / 2, { steps: 20 });
    await expect.poll(() => groupCount(page)).toBe(3);
    // Not let go yet: the library's own threshold is as it was.
    expect((await served.core.call('library', {})).threshold).toBeGreaterThan(0.1);
    await page.mouse.up();
    await expect.poll(async () => (await served.core.call('library', {})).threshold).toBeLessThan(0.1);
  });
});

test('the sums say what could be freed', async () => {
  const { photos, sparableBytes } = await served.core.call('groups', {});
  const text = await page.getByTestId('sum').innerText();
  expect(text).toContain(`4 groups · ${photos} photos`);
  expect(Number(/([\d.]+) kB could be freed/.exec(text)?.[1])).toBeCloseTo(sparableBytes / 1000, -1);
});

test('a kind can be shown alone, by mouse and by key', async () => {
  const kinds = page
    .getByRole('radiogroup', { name: 'Kind of match' })
    .or(page.getByRole('group', { name: 'Kind of match' }));
  expect((await kinds.innerText()).replaceAll(/\s+/g, ' ')).toBe(
    'All 4 Identical 1 Same pixels 1 Resized 1 Edited 0 Cropped 0 Burst 0 Similar 1',
  );
  await kinds.getByText('Resized').click();
  await expect.poll(() => groupCount(page)).toBe(1);
  await page.getByText('harbour small.jpg').waitFor();
  expect(await page.getByText('beach.jpg').count()).toBe(0);
  await press('1');
  await page.getByText('beach.jpg').waitFor();
  await press('t', 'Home', '6');
  await page.getByText('No groups of this kind').waitFor();
  await page.getByRole('button', { name: 'Show all groups' }).click();
  await expect.poll(() => groupCount(page)).toBe(3);
});

test('a photo is compared with its keeper, and the focus returns to where the comparison ended', async () => {
  await press('g', 'ArrowRight', 'Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Same file, byte for byte').waitFor();
  await expect
    .poll(() =>
      page.evaluate(
        `[...document.querySelectorAll('[role=dialog] img:not(.unseen-picture)')].map((picture) => picture.naturalWidth)`,
      ),
    )
    .toEqual([1200, 1200]);
  expect(await dialog.getByRole('img').count()).toBe(2);
  expect(await dialog.getByRole('figure').first().innerText()).toContain('Keeper');
  await press('ArrowDown');
  await dialog.getByText('Same picture to the last pixel').waitFor();
  await press('ArrowDown');
  await dialog.getByText('Same picture, resized or re-compressed').waitFor();
  await dialog.getByText('600 × 450').waitFor();
  // At the end of the group the button stays where the keys are heard.
  await dialog.getByRole('button', { name: 'Next' }).focus();
  await press('Enter', 'ArrowUp');
  await dialog.getByText('Same picture to the last pixel').waitFor();
  await press('ArrowDown');
  await dialog.getByText('600 × 450').waitFor();
  await press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(focusedPhoto).toMatch(/^harbour/);
});

test('everything is within reach of the keyboard', async () => {
  const names: string[] = [];
  for (let stop = 0; stop < 24; stop++) {
    await press('Tab');
    names.push(
      await page.evaluate<string>(
        `document.activeElement === document.body ? 'end' : document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText`,
      ),
    );
    expect(
      await page.evaluate(`(() => {
        const style = getComputedStyle(document.activeElement);
        const picture = document.activeElement.querySelector('.picture');
        return document.activeElement === document.body || style.outlineStyle !== 'none' ||
          (picture !== null && getComputedStyle(picture).boxShadow !== 'none');
      })()`),
      `the focus is seen on ${names.at(-1)!}`,
    ).toBe(true);
    if (names.at(-1) === 'end') break;
  }
  const text = names.join('\n');
  for (const name of [
    'Keyboard shortcuts',
    'Rescan photos',
    'Remove photos from the library',
    'Add a folder',
    '2 files could not be read',
    'How alike photos must be',
    'All 4',
    'beach',
  ]) {
    expect(text).toContain(name);
  }

  await press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await press('Escape');
  await press('a');
  await page.getByRole('dialog', { name: 'Add a folder' }).waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('folder-path');
  await page.getByText(/directly in/).waitFor();
  // Letters typed into a field are letters.
  await page.getByLabel('Folder', { exact: true }).focus();
  await press('?');
  expect(await page.getByRole('dialog').count()).toBe(1);
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press('r');
  await page
    .getByRole('contentinfo', { name: 'Activity' })
    .getByText(/nothing new/)
    .first()
    .waitFor();
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each([1280, 420])('nothing stands in the way of assistive technology, %i wide', async (width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.reload();
    await expect.poll(() => groupCount(page)).toBe(4);
    await expectAccessible(page, 'the window');
    await page.keyboard.press('g');
    await press('Enter');
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page, 'the comparison');
    await press('Escape');
    await press('?');
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page, 'the shortcuts');
    await press('Escape');
    await press('a');
    await page.getByText(/directly in/).waitFor();
    await expectAccessible(page, 'adding a folder');
  });
});

test('a narrow window shows everything without sideways scrolling', async () => {
  await page.setViewportSize({ width: 420, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.getByRole('article').first().getByText('beach.jpg').waitFor();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Folders', exact: true }).click();
  await page.getByRole('dialog').getByText('14 photos').waitFor();
  await expectNoSidewaysScroll(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Add a folder' }).click();
  await page.getByText(/directly in/).waitFor();
  await expectNoSidewaysScroll(page);
  await press('Escape');
  await press('g', 'Enter');
  await page.getByRole('dialog').getByRole('img').first().waitFor();
  await expectNoSidewaysScroll(page);
});
