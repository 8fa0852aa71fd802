/** Photos that lie on each other, to the last pixel, with all that their files say, and the winner of several. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, launchBrowser } from './browser.ts';
import { addAndScan, openServed, type Served } from './opened.ts';
import { paint } from './photos.ts';

let browser: Browser;
let served: Served;

const large = { width: 3000, height: 2250 };

beforeAll(async () => {
  browser = await launchBrowser();
  served = await openServed();
  await mkdir(served.folder);
  const file = (name: string) => join(served.folder, name);
  const whole = await paint(5, large).png().toBuffer();
  const exif = { IFD0: { Model: 'Camera 5', Artist: 'Ada' } };
  await sharp(whole).jpeg({ quality: 95 }).withExif(exif).toFile(file('whole.jpg'));
  await sharp(whole)
    .extract({ left: 700, top: 600, width: 1500, height: 1200 })
    .flop()
    .jpeg({ quality: 95 })
    .withExif({ IFD0: { Model: 'Camera 5', Software: 'A program' } })
    .toFile(file('part.jpg'));
  for (const width of [1400, 1000, 700])
    await paint(6, { width: 1400, height: 1050 })
      .resize(width)
      .jpeg({ quality: width / 20 })
      .toFile(file(`harbour ${width}.jpg`));
  await addAndScan(served, served.folder);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

const dialog = (page: Page) => page.getByRole('dialog');

/** Opens Compare on the group of a photo. */
async function compare(page: Page, name: string) {
  await page.getByTestId('photo').first().waitFor();
  await page.getByTestId('photo').filter({ hasText: name }).first().focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByText(name).first().waitFor();
  await expect
    .poll(() =>
      page.evaluate(`[...document.querySelectorAll('[role=dialog] img')].every((one) => one.naturalWidth > 0)`),
    )
    .toBe(true);
}

/** The mean light of what is seen of a frame. */
async function light(page: Page, at: number, where?: { left: number; top: number; width: number; height: number }) {
  const picture = sharp(await dialog(page).locator('.frame').nth(at).screenshot());
  const { width, height } = await picture.metadata();
  const { left, top, ...size } = where ?? { left: 0.45, top: 0.45, width: 0.1, height: 0.1 };
  const { channels } = await sharp(
    await picture
      .extract({
        left: Math.round(left * width),
        top: Math.round(top * height),
        width: Math.round(size.width * width),
        height: Math.round(size.height * height),
      })
      .toBuffer(),
  ).stats();
  return Math.max(...channels.slice(0, 3).map(({ mean }) => mean));
}

test('a mirrored part is outlined in the whole, and lies on it: swapped in its place, and black where both are the same', async () => {
  const { page, complaints, close } = await served.open(browser);
  await compare(page, 'part.jpg');
  const frame = (at: number) => dialog(page).locator('.frame').nth(at);
  await frame(0).locator('polygon').first().waitFor();
  expect(await frame(1).locator('polygon').count()).toBe(0);
  // The corners of the part, mirrored: its left is at the right.
  const points = await frame(0).locator('polygon').first().getAttribute('points');
  const corners = points?.split(' ').map((corner) => corner.split(',').map(Number));
  const expected = [
    [2200, 600],
    [700, 600],
    [700, 1800],
    [2200, 1800],
  ];
  for (const [at, [x = 0, y = 0]] of expected.entries()) {
    expect(Math.abs((corners?.[at]?.[0] ?? 0) - x / large.width)).toBeLessThan(0.012);
    expect(Math.abs((corners?.[at]?.[1] ?? 0) - y / large.height)).toBeLessThan(0.012);
  }
  // And the outline is seen: in the middle of its upper edge there is white.
  const box = await frame(0).locator('polygon').last().boundingBox();
  const clip = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) - 2, width: 2, height: 14 };
  const { channels } = await sharp(await page.screenshot({ clip })).stats();
  expect(Math.min(...channels.slice(0, 3).map(({ max }) => max))).toBeGreaterThan(240);

  await page.keyboard.press('f');
  await expect
    .poll(() => dialog(page).getByRole('button', { name: 'Difference' }).getAttribute('aria-pressed'))
    .toBe('true');
  expect(await light(page, 0)).toBeGreaterThan(20);
  await expect.poll(() => light(page, 1)).toBeLessThan(12);
  await page.keyboard.press('f');
  await expect.poll(() => light(page, 1)).toBeGreaterThan(20);
  // In the place of the part lies what the whole shows there.
  const before = await light(page, 1, { left: 0.4, top: 0.4, width: 0.2, height: 0.2 });
  await page.keyboard.down('b');
  await page.waitForTimeout(100);
  expect(Math.abs((await light(page, 1, { left: 0.4, top: 0.4, width: 0.2, height: 0.2 })) - before)).toBeLessThan(6);
  await page.keyboard.up('b');
  expect(complaints).toEqual([]);
  await close();
});

test('one picture lies on the other up to a line that is moved by pointer and by keyboard, whatever part is seen', async () => {
  const { page, complaints, close } = await served.open(browser, { viewport: { width: 1280, height: 800 } });
  await compare(page, 'harbour 700.jpg');
  const frame = dialog(page).locator('.frame').nth(1);
  await page.keyboard.press('w');
  const line = frame.locator('.line');
  const swiped = () =>
    page.evaluate<string>(`getComputedStyle(document.querySelector('[role=dialog] .swiped')).clipPath`);
  await line.waitFor();
  expect(await swiped()).toMatch(/^inset\(0px 50% 0px 0px\)$/);
  // Where they are one picture, so it stays.
  const before = await light(page, 1, { left: 0.1, top: 0.4, width: 0.2, height: 0.2 });
  const box = await frame.boundingBox();
  if (!box) throw new Error('There is no frame.');
  await line.hover();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2);
  await page.mouse.up();
  await expect.poll(swiped).toMatch(/^inset\(0px 7[45](\.\d+)?% 0px 0px\)$/);
  expect(Math.abs((await light(page, 1, { left: 0.1, top: 0.4, width: 0.2, height: 0.2 })) - before)).toBeLessThan(6);
  // Enlarged, the line stays where it is in the frame.
  for (let step = 0; step < 2; step++) await page.keyboard.press('+');
  await expect.poll(async () => (await line.boundingBox())?.x ?? 0).toBeGreaterThan(box.x + box.width * 0.2);
  expect((await line.boundingBox())?.x ?? 0).toBeLessThan(box.x + box.width * 0.3);
  // The slider moves it, and its arrows go to no other photo.
  const slider = dialog(page).getByRole('slider', { name: 'Line' });
  const at = await slider.inputValue();
  await slider.press('ArrowRight');
  expect(Number(await slider.inputValue())).toBeGreaterThan(Number(at));
  await dialog(page).getByText('harbour 700.jpg').first().waitFor();
  // What differs takes its place, and gives it back.
  await page.keyboard.press('f');
  await expect.poll(() => line.count()).toBe(0);
  await page.keyboard.press('w');
  await line.waitFor();
  await expectAccessible(page, 'swipe');
  expect(complaints).toEqual([]);
  await close();
});

test('from near all pixels of a large photo are seen', async () => {
  const { page, complaints, close } = await served.open(browser);
  await compare(page, 'part.jpg');
  const widths = () =>
    page.evaluate<number[]>(
      `[...document.querySelectorAll('[role=dialog] .frame img')].map((one) => one.naturalWidth)`,
    );
  expect(Math.max(...(await widths()))).toBe(2048);
  for (let step = 0; step < 5; step++) await page.keyboard.press('+');
  await expect.poll(async () => Math.max(...(await widths()))).toBe(large.width);
  expect(complaints).toEqual([]);
  await close();
});

test('what two files say is read on demand, what differs first', async () => {
  const { page, complaints, close } = await served.open(browser, { viewport: { width: 1280, height: 800 } });
  await compare(page, 'part.jpg');
  const asked: string[] = [];
  page.on('request', (request) => request.url().endsWith('/call/metadata') && asked.push(request.postData() ?? ''));
  await page.keyboard.press('j');
  const table = dialog(page).getByRole('region', { name: 'What the files say' });
  const row = (name: string) =>
    table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  await row('Artist').waitFor();
  expect(await row('Artist').getByRole('cell').allTextContents()).toEqual(['Ada', '–']);
  expect(await row('Software').getByRole('cell').allTextContents()).toEqual(['–', 'A program']);
  expect((await row('Camera model name').count()) + (await row('Model').count())).toBe(1);
  expect(await row('Model').getByRole('cell').allTextContents()).toEqual(['Camera 5']);
  const names = await table.getByRole('rowheader').allTextContents();
  expect(names.indexOf('Artist')).toBeLessThan(names.indexOf('Model'));
  // Each file is read once, and what is known is not asked for again.
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await row('Artist').waitFor();
  expect(asked).toHaveLength(2);
  await expectAccessible(page, 'comparing with details');
  await page.setViewportSize({ width: 400, height: 800 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page, 'comparing with details on a narrow window');
  expect(complaints).toEqual([]);
  await close();
});

test('of three photos two keys leave the winner', async () => {
  const { page, complaints, close } = await served.open(browser);
  await compare(page, 'harbour 1000.jpg');
  const marked = async () => (await served.core.call('marks', {})).photos.map(({ path }) => path.split('/').at(-1));
  await dialog(page).getByText('1 of 2').waitFor();
  await page.keyboard.press('>');
  await expect.poll(marked).toEqual(['harbour 1400.jpg']);
  const { groups } = await served.core.call('groups', {});
  expect(groups.map(({ photos }) => photos[0]?.path.split('/').at(-1))).toContain('harbour 1000.jpg');
  await dialog(page).getByText('harbour 700.jpg').first().waitFor();
  await page.keyboard.press('<');
  await expect.poll(async () => (await marked()).toSorted()).toEqual(['harbour 1400.jpg', 'harbour 700.jpg']);
  // And on to the next group, or back to the list after the last.
  await expect
    .poll(() =>
      dialog(page)
        .getByText(/harbour/)
        .count(),
    )
    .toBe(0);
  expect(complaints).toEqual([]);
  await close();
});
