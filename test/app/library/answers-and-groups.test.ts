/** What a person answers changes the groups at once, and what a scan finds between two answers is in them. */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../../app/library.ts';
import { paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf, scan } from '../scanning.ts';

const root = temporaryFolder();
let folder: string;
let library: Library;
let count = 0;

beforeEach(async () => {
  folder = join(root, String(count++), 'photos');
  const photo = (seed: number, stir = 0) =>
    paint(seed, { width: 400, height: 300, stir }).jpeg({ quality: 90 }).toBuffer();
  await writeFiles(folder, {
    'square.jpg': await photo(4),
    'square later.jpg': await photo(4, 12),
    'alone.jpg': await photo(5),
    'alone as well.jpg': await photo(6),
  });
  library = await openLibrary({ directory: join(folder, '..', 'library') });
  await scan(library, folder);
});
afterEach(() => library.close());

const at = (name: string) => join(folder, name);
const grouped = async () =>
  (await groupsOf(library))
    .map(({ photos }) => photos.map(({ path }) => path.slice(folder.length + 1)).sort())
    .sort((a, b) => String(a).localeCompare(String(b)));
const say = (a: string, b: string, verdict: 'same' | 'different') =>
  library.call('label', { a: at(a), b: at(b), verdict });

test('answers part and join; new photos, new rules and files that have gone are seen between them', async () => {
  expect(await grouped()).toEqual([['square later.jpg', 'square.jpg']]);
  await say('square.jpg', 'square later.jpg', 'different');
  expect(await grouped()).toEqual([]);
  await say('alone.jpg', 'alone as well.jpg', 'same');
  expect(await grouped()).toEqual([['alone as well.jpg', 'alone.jpg']]);

  mkdirSync(at('more'));
  copyFileSync(at('square.jpg'), at('more/copy.jpg'));
  await scan(library, folder);
  expect(await grouped()).toEqual([
    ['alone as well.jpg', 'alone.jpg'],
    ['more/copy.jpg', 'square.jpg'],
  ]);
  await library.call('choose-keeper', { path: at('more/copy.jpg') });
  const kept = (await groupsOf(library)).flatMap(({ photos }) => photos.filter(({ keep }) => keep));
  expect(kept.map(({ path }) => path)).toContain(at('more/copy.jpg'));

  await library.call('set-rules', { exclude: [at('more')] });
  expect(await grouped()).toEqual([['alone as well.jpg', 'alone.jpg']]);
  await say('square.jpg', 'square later.jpg', 'same');
  expect(await grouped()).toEqual([
    ['alone as well.jpg', 'alone.jpg'],
    ['square later.jpg', 'square.jpg'],
  ]);

  rmSync(at('alone.jpg'));
  await scan(library, folder);
  await library.call('set-rules', { exclude: [] });
  await say('square.jpg', 'square later.jpg', 'different');
  await scan(library, folder);
  expect(await grouped()).toEqual([['more/copy.jpg', 'square.jpg']]);
});
