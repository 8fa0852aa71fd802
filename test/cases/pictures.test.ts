/** Pictures that look alike: what is no copy stays, whatever is said of it otherwise. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bulkKinds } from '../../app/contract/values.ts';
import { hasCases, makeCase, told } from './case.ts';

/** What the case has in a folder: nothing of it may be called a copy, or go in bulk. */
async function expectNoCopies(folder: string) {
  const found = await told(folder);
  expect(found.bulk).toEqual([]);
  for (const { photos } of found.groups)
    for (const { keep, kind } of photos) expect(keep || !bulkKinds.includes(kind)).toBe(true);
  return found;
}

describe.skipIf(!hasCases)('pictures that differ in something small (skipped without the shared cases)', () => {
  let bills: string;
  let small: string;
  beforeAll(async () => {
    bills = await makeCase('01-paper-one-number');
    small = await makeCase('03-small-but-it-matters');
  });

  test('bills and receipts of which one number is another are no copies', async () => {
    await expectNoCopies(bills);
  });

  test.each(['chat', 'eyes', 'stamp', 'tripod', 'form', 'ticket'])('nor are these: %s', async (name) => {
    await expectNoCopies(join(small, name));
  });
});

describe.skipIf(!hasCases)('pictures that share what many share (skipped without the shared cases)', () => {
  let pages: string;
  let plain: string;
  let tiny: string;
  let templates: string;
  beforeAll(async () => {
    pages = await makeCase('02-pages-of-text');
    plain = await makeCase('04-transparent-and-plain');
    tiny = await makeCase('22-tiny-and-long');
    templates = await makeCase('23-one-template');
  });

  test.each(['type-11', 'type-14', 'columns-11', 'type-20'])(
    'pages of other words are not one picture: %s',
    async (name) => {
      expect((await expectNoCopies(join(pages, name))).verified).toEqual([]);
    },
  );

  test.each(['white-logos', 'white-logos-webp'])('white drawings on nothing are no copies: %s', async (name) => {
    const { groups } = await expectNoCopies(join(plain, name));
    expect(groups.map(({ kind }) => kind)).toEqual(['similar']);
  });

  test.each(['sky', 'plain', 'dark', 'foggy', 'stars', 'blank-pages'])(
    'what is nearly empty is not one picture: %s',
    async (name) => {
      expect((await expectNoCopies(join(plain, name))).verified).toEqual([]);
    },
  );

  test('tiny icons go for the same icon only', async () => {
    for (const one of (await told(join(tiny, 'icons'))).bulk)
      expect(one).toMatch(/^(\w+)(-16)?\.png for \1(-16)?\.png$/);
  });

  test.each(['flags', 'spacers', 'strips'])('tiny and long pictures are no copies: %s', async (name) => {
    expect((await expectNoCopies(join(tiny, name))).verified).toEqual([]);
  });

  test.each(['slides', 'tables', 'mat', 'player', 'music'])(
    'what is written into one template differs: %s',
    async (name) => {
      expect((await expectNoCopies(join(templates, name))).verified).toEqual([]);
    },
  );

  test('one picture under other words is the same picture, edited', async () => {
    const { verified } = await expectNoCopies(join(templates, 'memes'));
    expect(verified.map(({ kind, photos }) => [kind, photos.length])).toEqual([['edited', 3]]);
  });
});
