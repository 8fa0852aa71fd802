import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, launchBrowser } from './browser.ts';
import { openOnPhotos } from './opened.ts';

let browser: Browser;
let opened: Awaited<ReturnType<typeof openOnPhotos>>;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  opened = await openOnPhotos(browser);
  ({ page, complaints } = opened);
});
afterAll(async () => {
  await opened.close();
  await browser.close();
});

const dialog = () => page.getByRole('dialog');
const frame = (at: number) => dialog().locator('.frame').nth(at);
/** The names of the pictures that are seen in each frame. */
const names = () =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('[role=dialog] .frame img:not(.unseen-picture)')].map((one) => one.alt)`,
  );

async function compare(words: string) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('Enter');
  for (let group = 0; group < 4; group++) await page.keyboard.press('ArrowUp');
  for (let group = 0; group < 8; group++) {
    if (await dialog().getByText(words).isVisible()) break;
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(200);
  }
  await dialog().getByText(words).waitFor();
  await expect
    .poll(() =>
      page.evaluate(`[...document.querySelectorAll('[role=dialog] img')].every((one) => one.naturalWidth > 0)`),
    )
    .toBe(true);
}

/** The brightest sample of the middle of a frame, as it is seen. */
async function brightest(at: number): Promise<number> {
  const picture = sharp(await frame(at).screenshot());
  const { width, height } = await picture.metadata();
  const [left, top] = [Math.round(width / 3), Math.round(height * 0.4)];
  const { channels } = await sharp(
    await picture.extract({ left, top, width: Math.round(width / 3), height: Math.round(height / 5) }).toBuffer(),
  ).stats();
  return Math.max(...channels.slice(0, 3).map(({ max }) => max));
}

test('two photos are enlarged and moved together, and the pictures change places while a key is held', async () => {
  await compare('Same picture, resized or re-compressed');
  const places = () =>
    page.evaluate<string[]>(`[...document.querySelectorAll('[role=dialog] .place')].map((one) => one.style.transform)`);
  await page.keyboard.press('+');
  await expect.poll(async () => new Set(await places())).toEqual(new Set(['translate(0%, 0%) scale(1.5)']));
  await frame(0).hover();
  await page.mouse.wheel(0, -200);
  await expect.poll(async () => new Set(await places()).size).toBe(1);
  expect((await places())[0]).not.toBe('translate(0%, 0%) scale(1.5)');
  await dialog().getByRole('button', { name: 'All of it' }).click();
  await expect.poll(async () => new Set(await places())).toEqual(new Set(['translate(0%, 0%) scale(1)']));

  const before = await names();
  const swapped = before.toReversed();
  expect(swapped).not.toEqual(before);
  await page.keyboard.down('b');
  await expect.poll(names).toEqual(swapped);
  await page.keyboard.up('b');
  await expect.poll(names).toEqual(before);
  await dialog().getByRole('button', { name: 'Hold to swap' }).hover();
  await page.mouse.down();
  await expect.poll(names).toEqual(swapped);
  await page.mouse.up();
  await expect.poll(names).toEqual(before);
  await dialog().getByRole('button', { name: 'Hold to swap' }).focus();
  await page.keyboard.down('Space');
  await expect.poll(names).toEqual(swapped);
  await page.keyboard.up('Space');
  await expect.poll(names).toEqual(before);
  // Shift that came in between makes another key of it: it is let go all the same.
  await page.keyboard.down('b');
  await expect.poll(names).toEqual(swapped);
  await page.keyboard.down('Shift');
  await page.keyboard.up('b');
  await page.keyboard.up('Shift');
  await expect.poll(names).toEqual(before);
  expect(complaints).toEqual([]);
});

test('a difference is black where two pictures are the same, and is seen where they are not', async () => {
  await compare('Same picture to the last pixel');
  expect(await brightest(1)).toBeGreaterThan(40);
  await page.keyboard.press('f');
  await expect.poll(() => brightest(1)).toBe(0);
  await compare('Same picture, resized or re-compressed');
  await dialog().getByRole('button', { name: 'Difference' }).click();
  await dialog().getByRole('slider', { name: 'Sensitivity' }).fill('32');
  await expect.poll(() => brightest(1)).toBeGreaterThan(40);
  await expectAccessible(page, 'comparing');
  await page.setViewportSize({ width: 400, height: 800 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page, 'comparing on a narrow window');
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(complaints).toEqual([]);
});
