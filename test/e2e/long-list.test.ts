import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { serve, type Serving } from '../../main/server/serve.ts';
import { decodedThumbnails, launchBrowser, openPage } from './browser.ts';
import { manyGroups } from './many-groups.ts';

const total = 10_000;
let browser: Browser;
let serving: Serving;
let asked: number[];
let page: Page;
let complaints: string[];

beforeAll(async () => {
  const many = await manyGroups(total);
  asked = many.asked;
  serving = await serve({ core: many.core, port: 0, pages: join(import.meta.dirname, '../../dist/renderer') });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await serving.close();
});

beforeEach(async () => {
  asked.length = 0;
  ({ page, complaints } = await openPage(browser, serving.url));
  await page.getByRole('article').first().waitFor();
  return async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
  };
});

const rows = () => page.getByRole('article').count();
/** Runs in the page, where `list` is what scrolls. */
const scroll = (step: string) =>
  page.evaluate(`{ const list = document.querySelector('[data-testid=groups]'); ${step} }`);

test('ten thousand groups put a handful of rows into the page, wherever the list is', async () => {
  await page.getByTestId('sum').getByText(`10,000 groups`).waitFor();
  expect(asked).toEqual([0]);
  for (const place of [0.25, 0.5, 0.999]) {
    await scroll(`list.scrollTo(0, list.scrollHeight * ${place})`);
    await page
      .locator(`article[aria-posinset="${Math.floor(total * place) + 1}"] img`)
      .first()
      .waitFor();
    expect(await rows()).toBeLessThan(14);
  }
  await expect.poll(async () => (await decodedThumbnails(page)).waiting).toBe(0);
  // The groups in between were never asked for.
  expect(new Set(asked).size).toBeLessThan(12);
});

test('a group on its way takes the place that it will have', async () => {
  await scroll('list.scrollTo(0, 600000)');
  const heights = () =>
    page.evaluate<number[]>(`[...document.querySelectorAll('article')].map((row) => row.offsetHeight)`);
  // The rows are there at once, and the photos only with the answer.
  const before = await heights();
  await page.locator('article[aria-posinset="1911"] img').first().waitFor();
  expect(new Set([...before, ...(await heights())]).size).toBe(1);
});

test('the arrow keys lead through the list, and End to its very end', async () => {
  await page.keyboard.press('g');
  const focused = () => page.evaluate<string>(`document.activeElement?.querySelector('[title]')?.title ?? ''`);
  await expect.poll(focused).toBe('/photos/0/photo-0-0.jpg');
  await page.keyboard.press('ArrowRight');
  await expect.poll(focused).toBe('/photos/0/photo-0-1.jpg');
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('/photos/1/photo-1-1.jpg');
  for (let step = 2; step < 10; step++) {
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe(`/photos/${step}/photo-${step}-1.jpg`);
  }
  await page.keyboard.press('Control+End');
  await expect.poll(focused).toBe(`/photos/9999/photo-9999-0.jpg`);
  await page.keyboard.press('Control+Home');
  await expect.poll(focused).toBe('/photos/0/photo-0-0.jpg');
  // The list is one stop of the Tab key, not ten thousand.
  expect(await page.locator('[role=feed] .photo[tabindex="0"]').count()).toBe(1);
});

test('on a wide screen groups stand side by side, and the arrow keys go where they point', async () => {
  const wide = await openPage(browser, serving.url, { viewport: { width: 1920, height: 1080 } });
  const group = (place: number) => wide.page.locator(`article[aria-posinset="${place}"]`);
  await group(1).waitFor();
  const boxOf = async (place: number) => (await group(place).boundingBox())!;
  const [first, second, third] = [await boxOf(1), await boxOf(2), await boxOf(3)];
  expect(second.y).toBe(first.y);
  expect(second.x).toBeCloseTo(first.x + first.width, 0);
  expect([third.x, third.y]).toEqual([first.x, first.y + first.height]);
  const focused = () => wide.page.evaluate<string>(`document.activeElement?.querySelector('[title]')?.title ?? ''`);
  const presses = async (key: string, name: string) => {
    await wide.page.keyboard.press(key);
    await expect.poll(focused, { message: key }).toMatch(new RegExp(`/photo-${name}[.]jpg$`));
  };
  await presses('g', '0-0');
  await presses('ArrowDown', '2-0');
  await presses('ArrowRight', '2-1');
  await presses('ArrowRight', '2-2');
  await presses('ArrowRight', '2-3');
  await presses('ArrowRight', '3-0');
  await presses('ArrowLeft', '2-3');
  await presses('ArrowUp', '0-1');
  await presses('Home', '0-0');
  await presses('ArrowLeft', '0-0');
  await presses('Control+End', `${total - 1}-0`);
  // What stood first stays first where the window becomes narrower.
  const top = () =>
    wide.page.evaluate<string | undefined>(
      `[...document.querySelectorAll('article')].find((one) => one.getBoundingClientRect().bottom > document.querySelector('[data-testid=groups]').getBoundingClientRect().top + 5)?.ariaPosInSet`,
    );
  await wide.page.evaluate(`document.querySelector('[data-testid=groups]').scrollTo(0, ${first.height} * 100)`);
  await expect.poll(top).toBe('201');
  await wide.page.setViewportSize({ width: 1280, height: 1080 });
  await expect.poll(top).toBe('201');
  expect(wide.complaints).toEqual([]);
  await wide.close();
});

test('the keeper of a long row stays in view, and hides no other photo that has the focus', async () => {
  await page.keyboard.press('g');
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowDown');
  const row = page.locator('article[aria-posinset="5"]');
  const sides = async (place: number) => {
    const box = (await row.getByTestId('photo').nth(place).boundingBox())!;
    return { left: box.x, right: box.x + box.width };
  };
  await row.getByTestId('photo').first().waitFor();
  const keeper = await sides(0);
  for (let place = 1; place < 6; place++) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await sides(5)).right).toBeLessThanOrEqual(1280);
  expect((await sides(1)).left).toBeLessThan(keeper.left);
  expect(await sides(0)).toEqual(keeper);
  for (let place = 4; place > 0; place--) {
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await sides(place)).left).toBeGreaterThanOrEqual(keeper.right);
  }
});

test('the focus survives scrolling away with the mouse', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('ArrowRight');
  await scroll('list.scrollTo(0, 900000)');
  await page.locator('article[aria-posinset="2867"] img').first().waitFor();
  await page.keyboard.press('ArrowLeft');
  await expect
    .poll(() => page.evaluate<string>(`document.activeElement?.querySelector('[title]')?.title ?? ''`))
    .toBe('/photos/0/photo-0-0.jpg');
});

test('scrolling fast never holds more rows than the window shows', async () => {
  const most = await page.evaluate<number>(`new Promise((resolve) => {
    const list = document.querySelector('[data-testid=groups]');
    let most = 0;
    let frames = 0;
    const step = () => {
      most = Math.max(most, list.querySelectorAll('article').length);
      list.scrollBy(0, 400);
      if (++frames < 120) requestAnimationFrame(step);
      else resolve(most);
    };
    requestAnimationFrame(step);
  })`);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(20);
});

test('a plan of thirty thousand photos puts a handful of rows into the page, and leads to its end', async () => {
  await page.keyboard.press('c');
  const plan = page.getByRole('region', { name: 'Photos that go' });
  await plan.getByText('photo-0-1.jpg').waitFor();
  expect(await plan.getByRole('listitem').count()).toBeLessThan(20);
  await plan.focus();
  await page.keyboard.press('End');
  await plan.getByText('photo-9999-5.jpg').waitFor();
  expect(await plan.getByRole('listitem').count()).toBeLessThan(20);
});
