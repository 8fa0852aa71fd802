/** A person teaches a library of real photos: every photo once as it is, once without its colours, once cut. */
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Judgement, Verdict } from '../../app/contract/contract.ts';
import { hasRealPhotos, heldOutPhotos, writeFiles } from '../photos.ts';
import { expectAccessible, expectNoSidewaysScroll, launchBrowser } from './browser.ts';
import { addAndScan, openServed, type Served } from './opened.ts';

const originals = 16;
const answeredAbout = 12;
let browser: Browser;
let served: Served;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  if (!hasRealPhotos) return;
  browser = await launchBrowser();
  served = await openServed();
  const files: Record<string, Uint8Array> = {};
  for (const [at, path] of heldOutPhotos(originals).entries()) {
    const photo = await readFile(path);
    const { width, height } = await sharp(photo).metadata();
    const [left, top] = [Math.round(width * 0.15), Math.round(height * 0.1)];
    files[`${at} whole.jpg`] = photo;
    files[`${at} grey.jpg`] = await sharp(photo).greyscale().jpeg({ quality: 90 }).toBuffer();
    files[`${at} cut.jpg`] = await sharp(photo)
      .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
      .jpeg({ quality: 90 })
      .toBuffer();
  }
  await writeFiles(served.folder, files);
  await addAndScan(served, served.folder);
});

afterAll(async () => {
  if (!hasRealPhotos) return;
  await browser.close();
  await served.close();
});

/** "3 grey.jpg" → "3": of which photo it was made. */
const originalOf = (name: string) => name.split(' ')[0];
const isGrey = (name: string) => name.includes('grey');
/** For whom a photo without its colours is another one. */
const opinion = (a: string, b: string): Verdict =>
  originalOf(a) === originalOf(b) && isGrey(a) === isGrey(b) ? 'same' : 'different';

const press = (...keys: string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const dialog = () => page.getByRole('dialog');
const button = (name: string | RegExp) => dialog().getByRole('button', { name });

/** The names of the two photos that are asked about. */
async function asked(): Promise<[string, string]> {
  const names = dialog().getByRole('figure').getByRole('img');
  await names.nth(1).waitFor();
  return [(await names.nth(0).getAttribute('alt'))!, (await names.nth(1).getAttribute('alt'))!];
}

async function judgements(): Promise<Judgement[]> {
  return (await served.core.call('judgements', {})).judgements;
}

/** "a.jpg + b.jpg": "same" for all that was said, the names in order. */
async function said(): Promise<Record<string, Verdict>> {
  return Object.fromEntries(
    (await judgements()).map(({ a, b, verdict }) => [pairOf(basename(a.path!), basename(b.path!)), verdict]),
  );
}
const pairOf = (a: string, b: string) => [a, b].sort().join(' + ');

async function groupNames(): Promise<string[][]> {
  const { groups } = await served.core.call('groups', {});
  return groups.map(({ photos }) => photos.map(({ path }) => basename(path)).sort());
}
const groupOf = async (name: string) => (await groupNames()).find((names) => names.includes(name)) ?? [name];

describe.skipIf(!hasRealPhotos)('teaching', () => {
  beforeEach(async () => {
    for (const { a, b } of await judgements()) await served.core.call('forget-judgement', { a: a.sha256, b: b.sha256 });
    ({ page, complaints } = await served.open(browser));
    await page.getByTestId('sum').waitFor();
    return async () => {
      expect(complaints).toEqual([]);
      await page.context().close();
    };
  });

  describe('questions', () => {
    test('what is called different leaves its group at once, and Back takes that back', async () => {
      await press('q');
      let pair = await asked();
      while (originalOf(pair[0]) !== originalOf(pair[1])) {
        await press('k');
        pair = await asked();
      }
      await dialog().getByText('Verified as the same picture').waitFor();
      await dialog().getByText('as far as Twinlens knows without your answers').waitFor();
      const before = await groupNames();
      expect(await groupOf(pair[0])).toContain(pair[1]);

      await press('d');
      await expect.poll(async () => (await said())[pairOf(...pair)]).toBe('different');
      await expect.poll(() => groupOf(pair[0])).not.toContain(pair[1]);
      expect(await asked()).not.toEqual(pair);

      await press('b');
      expect(await asked()).toEqual(pair);
      await expect.poll(async () => (await said())[pairOf(...pair)]).toBeUndefined();
      expect(await groupNames()).toEqual(before);
      await press('s');
      await expect.poll(async () => (await said())[pairOf(...pair)]).toBe('same');
      await press('Backspace');
      expect(await asked()).toEqual(pair);
      await press('Escape');
      await dialog().waitFor({ state: 'detached' });
    });

    test('no pair is asked about twice, not even after the window was opened anew', async () => {
      await press('q');
      const seen: string[] = [];
      for (let round = 0; round < 12; round++) {
        seen.push(pairOf(...(await asked())));
        await press(round % 3 === 0 ? 'Space' : 'k');
      }
      await expect.poll(async () => Object.values(await said()).length).toBe(12);
      await page.reload();
      await page.getByTestId('sum').waitFor();
      await press('q');
      await asked();
      for (;;) {
        const more = await Promise.race([
          asked().then((pair) => pairOf(...pair)),
          dialog()
            .getByText('No pair is worth a question now')
            .waitFor()
            .then(() => null),
        ]).catch(() => null);
        if (more === null) break;
        seen.push(more);
        await press('k');
        await expect.poll(async () => (await said())[more]).toBe('skip');
      }
      expect(seen.length).toBeGreaterThan(20);
      expect(seen).toEqual([...new Set(seen)]);
      // The keys are heard where there is no question, too.
      await press('b');
      expect(pairOf(...(await asked()))).toBe(seen.at(-1));
    });

    test('a key that is held down answers once, and both pictures are enlarged together', async () => {
      await press('q');
      const first = await asked();
      const transforms = () =>
        page.evaluate<string[]>(
          `[...document.querySelectorAll('[role=dialog] figure .place')].map((place) => place.style.transform)`,
        );
      await press('+', '+', 'ArrowLeft');
      const [left, right] = await transforms();
      expect(left).toBe(right);
      expect(left).toContain('scale(2.25)');
      await press('0');
      expect((await transforms())[0]).toContain('scale(1)');
      await page.keyboard.down('s');
      await page.keyboard.down('s');
      await page.keyboard.down('s');
      await page.keyboard.up('s');
      await asked();
      await expect.poll(said).toEqual({ [pairOf(...first)]: 'same' });
    });

    test('answers that nobody took are kept, said to be, and recorded in their order when somebody does', async () => {
      await press('q');
      const first = await asked();
      await page.context().setOffline(true);
      await press('s');
      const second = await asked();
      await press('d');
      await page.getByRole('alert').getByText('2 answers are not recorded yet').waitFor();
      expect(await said()).toEqual({});
      await page.context().setOffline(false);
      await expect.poll(said).toEqual({ [pairOf(...first)]: 'same', [pairOf(...second)]: 'different' });
      await page.getByText('not recorded yet').waitFor({ state: 'detached' });
      // The browser itself reports that it was offline.
      complaints.splice(0);
    });
  });

  describe('groups', () => {
    test('a group is confirmed, a photo split off, and both are taken back, by keyboard', async () => {
      const before = await groupNames();
      // Keys are for what is there: a list on its way has no photo to go to.
      await page.getByTestId('photo').first().waitFor();
      await press('g', 's');
      await page.getByText(/^Noted: (these 3|both) are the same/).waitFor();
      const confirmed = await judgements();
      expect(confirmed.map(({ verdict, origin }) => [verdict, origin])).toEqual(
        confirmed.map(() => ['same', 'group-confirmed']),
      );
      const told = page.getByRole('article').first().getByText('You said: the same', { exact: true });
      await told.waitFor();
      await press('u');
      await expect.poll(said).toEqual({});
      await told.waitFor({ state: 'detached' });

      await press('g', 'ArrowRight', 'd');
      await page.getByText(/is not the same as the other/).waitFor();
      await expect.poll(groupNames).not.toEqual(before);
      expect((await judgements()).map(({ verdict, origin }) => [verdict, origin])).toContainEqual([
        'different',
        'group-split',
      ]);
      // The focus is still in the list.
      await expect.poll(() => page.evaluate(`document.activeElement.dataset.testid`)).toBe('photo');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await expect.poll(groupNames).toEqual(before);
    });

    test('a photo is split off where it is compared, and the comparison stays with its group', async () => {
      const before = await groupNames();
      const group = before.find((names) => names.length === 3)!;
      const at = before.indexOf(group);
      const { groups } = await served.core.call('groups', {});
      const keeper = basename(groups[at]!.photos[0]!.path);
      await page.getByTestId('photo').filter({ hasText: keeper }).click();
      const [, other] = await asked();
      await press('d');
      await button('Undo').waitFor();
      await expect.poll(() => groupOf(keeper)).toEqual(group.filter((name) => name !== other));
      await expect.poll(asked).toEqual([keeper, group.find((name) => name !== other && name !== keeper)]);
      await press('u');
      await expect.poll(groupNames).toEqual(before);
    });
  });

  test('answers that contradict each other are shown as a chain, and one of them is given anew', async () => {
    const { groups } = await served.core.call('groups', {});
    const [a, b, c] = groups.find(({ photos }) => photos.length === 3)!.photos.map(({ sha256 }) => sha256);
    const judge = (one: string, other: string, verdict: Verdict) =>
      served.core.call('judge', { pairs: [{ a: one, b: other }], verdict, origin: 'pair' });
    await judge(a!, b!, 'same');
    await judge(b!, c!, 'same');
    await judge(a!, c!, 'different');
    await press('q');
    await button(/cannot all be right/).click();
    const list = dialog().getByRole('list', { name: 'Answers that cannot all be right' });
    expect(await list.getByRole('button').count()).toBe(3);
    expect(await list.getByRole('img').count()).toBe(3);
    await list.getByRole('button', { name: /different\. Answer anew/ }).focus();
    await press('Enter');
    await dialog().getByText('You said: different.').waitFor();
    await press('s');
    await dialog().getByText('All your answers agree.').waitFor();
    expect((await served.core.call('judgements', {})).contradictions).toEqual([]);
    await expect.poll(() => page.evaluate('document.activeElement.innerText')).toBe('Go on answering');
  });

  test('too few answers are not learned from, with a sentence that says how many it takes', async () => {
    await press('l');
    await dialog().getByText('20 more answers, and there is enough to learn from.').waitFor();
    await button('Learn now').click();
    await dialog()
      .getByText(/too little to learn from yet.*at least 20 are needed/)
      .first()
      .waitFor({ timeout: 60_000 });
    // There is nothing to plot.
    expect(await dialog().getByText('Wrong in 1,000 pairs').count()).toBe(0);
    expect(await dialog().getByRole('list', { name: 'Versions' }).innerText()).toMatch(/^As shipped\s+In use/);
  });

  test('answers are written into a file, and taken over from it', async () => {
    const { groups } = await served.core.call('groups', {});
    const [a, b] = groups[0]!.photos.map(({ sha256 }) => sha256);
    await served.core.call('judge', { pairs: [{ a: a!, b: b! }], verdict: 'different', origin: 'pair' });
    const file = join(served.folder, '..', 'answers.json');
    await rm(file, { force: true });
    await press('l');
    await dialog().getByText('Answers as a file').click();
    await dialog().getByLabel('File to write the answers into').fill(file);
    await button('Write').click();
    await dialog().getByText(`1 answer written to ${file}.`).waitFor();
    await button('Write').click();
    await dialog()
      .getByText(/nothing was written over it/)
      .waitFor();
    await served.core.call('forget-judgement', { a: a!, b: b! });
    await dialog().getByLabel('Take answers over from such a file').fill(file);
    await button('Take over').click();
    await dialog().getByText('1 answer read, 1 of them new.').waitFor();
    expect(Object.values(await said())).toEqual(['different']);
    // The browser itself reports the call that was refused.
    complaints.splice(0, 1);
  });

  test('what was learned is proven, used, listed, and gone back from', async () => {
    const { pairs } = await served.core.call('suggest', { count: 200 });
    for (const { a, b } of pairs) {
      const [nameA, nameB] = [basename(a.path), basename(b.path)];
      // Of the last photos nothing is said: what is learned must hold for them, too.
      if ([nameA, nameB].some((name) => Number(originalOf(name)) >= answeredAbout)) continue;
      const pair = { a: a.sha256, b: b.sha256 };
      await served.core.call('judge', { pairs: [pair], verdict: opinion(nameA, nameB), origin: 'pair' });
    }
    let untaught = await groupNames();
    await press('q');
    await button('Learn now').click();
    await dialog().getByRole('progressbar').waitFor();
    await dialog()
      .getByText(/^What you taught holds: on \d+ answers that it had not seen/)
      .waitFor({ timeout: 100_000 });
    const versions = dialog().getByRole('list', { name: 'Versions' });
    await versions.getByText('Version 1').waitFor();
    // It is shown before it is used: what would change, and pairs of that to be looked at.
    await dialog().getByRole('heading', { name: 'What version 1 would change' }).waitFor();
    await dialog()
      .getByText(/^It would .*part \d+ group/)
      .waitFor();
    expect(await groupNames()).toEqual(untaught);
    const shown = dialog().getByRole('list', { name: 'Pairs that would change' }).getByRole('listitem');
    const looked = 2;
    for (let at = 0; at < looked; at++) {
      const pair = await shown.nth(at).getByRole('group').getAttribute('aria-label');
      const [nameA, nameB] = pair!.split(' and ') as [string, string];
      await shown
        .nth(at)
        .getByRole('button', { name: opinion(nameA, nameB), exact: false })
        .click();
    }
    await dialog()
      .getByText(new RegExp(`^${looked} looked at, all as you mean them`))
      .waitFor();
    await expectInOrder('what a version would change');
    // What was said of these two holds whatever version is used.
    untaught = await groupNames();
    await dialog()
      .getByRole('button', { name: /^Use it/ })
      .click();
    await versions.getByRole('button', { name: 'Use this one: As shipped' }).waitFor({ timeout: 60_000 });
    const { heads } = await served.core.call('heads', {});
    expect(heads.map(({ version, active }) => [version, active])).toEqual([
      [0, false],
      [1, true],
    ]);
    const { before, after } = heads[1]!.heldOut!;
    const plotted = await dialog().getByRole('definition').first().innerText();
    expect(plotted).toContain(`Before ${Math.round(before.errorsPerThousand.value)} (`);
    expect(plotted).toContain(`After ${Math.round(after.errorsPerThousand.value)} (`);
    await dialog()
      .getByRole('img', { name: /^The loss (fell|went) from .* steps\.$/ })
      .waitFor();
    await expect.poll(groupNames).not.toEqual(untaught);
    for (const at of [12, 13, 14, 15]) expect(await groupOf(`${at} whole.jpg`)).not.toContain(`${at} grey.jpg`);
    await expectInOrder('what was learned');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 400, height: 800 });
    // After a restart of the window it is still known how well the version in use does.
    await page.reload();
    await page.getByTestId('sum').waitFor();
    await press('l');
    await dialog().getByText('Wrong in 1,000 pairs').waitFor();
    await expectInOrder('what was learned, narrow and dark');
    await page.setViewportSize({ width: 1280, height: 800 });

    await versions.getByRole('button', { name: 'Use this one: As shipped' }).click();
    await versions.getByRole('button', { name: 'Use this one: Version 1' }).waitFor({ timeout: 60_000 });
    await expect.poll(groupNames).toEqual(untaught);
    await versions.getByRole('button', { name: 'Use this one: Version 1' }).click();
    await versions.getByRole('button', { name: 'Use this one: As shipped' }).waitFor({ timeout: 60_000 });
    await press('Escape');
    // The status line says it as well, and leads back.
    await page.getByRole('button', { name: 'What was learned…' }).click();
    await dialog().getByText('Before and after').waitFor();
    await versions.getByRole('button', { name: 'Use this one: As shipped' }).click();
    await versions.getByRole('button', { name: 'Use this one: Version 1' }).waitFor({ timeout: 60_000 });
  });

  describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
    test.each([1280, 400])('nothing stands in the way of assistive technology, %i wide', async (width) => {
      const { groups } = await served.core.call('groups', {});
      const [a, b, c] = groups.find(({ photos }) => photos.length === 3)!.photos.map(({ sha256 }) => sha256);
      const chain = [
        { a: a!, b: b! },
        { a: b!, b: c! },
      ];
      await served.core.call('judge', { pairs: chain, verdict: 'same', origin: 'pair' });
      await served.core.call('judge', { pairs: [{ a: a!, b: c! }], verdict: 'different', origin: 'pair' });
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.reload();
      await page.getByTestId('sum').waitFor();
      await press('g', 's');
      await page.getByText(/^Noted/).waitFor();
      await expectInOrder('a confirmed group');
      await press('q');
      await asked();
      await expectInOrder('a question');
      await button(/cannot all be right/).click();
      await dialog().getByRole('list', { name: 'Answers that cannot all be right' }).waitFor();
      await expectInOrder('a contradiction');
      await press('Escape', 'l');
      await dialog().getByText('As shipped').waitFor();
      await dialog().getByText('Answers as a file').click();
      await expectInOrder('learning');
    });
  });
});

async function expectInOrder(what: string) {
  await expectAccessible(page, what);
  await expectNoSidewaysScroll(page);
}
