import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { openOnPhotos, type Served } from './opened.ts';

let browser: Browser;
let served: Served;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  const opened = await openOnPhotos(browser);
  ({ served, page, complaints } = opened);
  return opened.close;
});

const photo = () => page.getByTestId('photo').first();
const choice = (name: string) => page.getByRole('menuitem', { name });

test('a photo’s own menu copies its path, and says where the desktop cannot be reached', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await photo().click({ button: 'right' });
  await choice('Copy path').click();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied.startsWith(served.folder)).toBe(true);
  // The library of this test has no desktop behind it.
  for (const name of ['Show in folder', 'Open']) {
    await photo().click({ button: 'right' });
    await page.getByRole('menuitem', { name, exact: true }).click();
    await page.getByRole('alert').filter({ hasText: copied }).waitFor();
  }
  expect(complaints.filter((line) => !line.includes('400'))).toEqual([]);
});

test('a folder or a file that is dropped on a browser’s window is explained, and opens nothing', async () => {
  // Code of the page, whose words these tests do not have.
  const drop = (name: string) =>
    page.evaluate<boolean[]>(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['x'], ${JSON.stringify(name)}, { type: 'image/jpeg' }));
      const event = (kind) => new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true });
      return [event('dragover'), event('drop')].map((one) => !document.body.dispatchEvent(one));
    })()`);
  const address = page.url();
  // Both are kept from the browser, which would open the file in the place of the window.
  expect(await drop('a.jpg')).toEqual([true, true]);
  await page.getByRole('alert').filter({ hasText: 'Drop folders here' }).waitFor();
  await page.getByRole('button', { name: 'Close this notice' }).click();
  expect(page.url()).toBe(address);
  expect(complaints).toEqual([]);
});
