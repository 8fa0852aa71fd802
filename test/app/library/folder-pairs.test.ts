/** Folders that share photos: what is told of them, and what one decision does, with real files and a real library. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ActionReport, FolderPair } from '../../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { tree } from '../actions/household.ts';
import { groupsOf, groupWith, scan } from '../scanning.ts';

const root = temporaryFolder();
let folder: string;
let library: Library;
let count = 0;

const at = (...names: string[]) => join(folder, ...names);
const shown = (path: string) => path.slice(folder.length + 1);
const pairs = async () => (await library.call('folder-pairs', {})).pairs;
const told = ({ inside, holder }: FolderPair) =>
  [inside, holder].map(({ path, photos, copies, sparable }) => [shown(path), photos, copies, sparable]);

async function done(job: { job: number }): Promise<ActionReport> {
  const { outcome, error } = await library.finished(job.job);
  if (outcome === null) throw new Error(error ?? 'no outcome');
  return outcome;
}

/** What lies in a folder, by name. */
const listing = (path: string) =>
  Object.keys(tree(path))
    .map((name) => name.slice(path.length + 1))
    .sort();

beforeEach(async () => {
  process.env.XDG_DATA_HOME = join(root, String(count), 'home');
  folder = join(root, String(count++), 'photos');
  const photos = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map((seed) => jpeg(seed, { width: 480, height: 360 })));
  const [one, two, three, four, five, six, seven, eight] = photos;
  const small = (photo: Buffer | undefined) => sharp(photo).resize(240).jpeg({ quality: 60 }).toBuffer();
  await writeFiles(folder, {
    'Pictures/2019/1.jpg': one!,
    'Pictures/2019/2.jpg': two!,
    'Pictures/2019/3.jpg': await small(three),
    'Pictures/2020/4.jpg': four!,
    'Pictures/2020/5.jpg': five!,
    'Backup/2019/1.jpg': one!,
    'Backup/2019/2.jpg': two!,
    // The only whole one.
    'Backup/2019/3.jpg': three!,
    'Backup/2020/4 copied.jpg': await small(four),
    'Backup/2020/5.jpg': five!,
    'Backup/2020/only here.jpg': six!,
    'Backup/2020/only here.CR2': Buffer.alloc(900, 7),
    'Backup/2020/only here.xmp': '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
    'Phone/7.jpg': seven!,
    'Phone/8.jpg': eight!,
    'Phone/1.jpg': one!,
  });
  library = await openLibrary({ directory: join(root, String(count), 'library') });
  await scan(library, folder);
}, 120_000);

afterEach(() => library.close());

describe('pairs of folders', () => {
  test('a whole backup is one pair, told from the side that is inside; its years are not told again', async () => {
    const found = await pairs();
    expect(told(found[0]!)).toEqual([
      ['Pictures', 5, 5, 4],
      ['Backup', 6, 5, 4],
    ]);
    // One photo of three is no folder that shares photos.
    expect(found).toHaveLength(1);
    expect(found[0]!.passed).toBe(false);
  });

  test('a pair that is not minded is told as such, in whichever order, until that is taken back', async () => {
    const folders: [string, string] = [at('Backup'), at('Pictures')];
    await library.call('pass-folder-pair', { folders, passed: true });
    expect((await pairs()).map(({ passed }) => passed)).toEqual([true]);
    await library.call('pass-folder-pair', { folders: [folders[1], folders[0]], passed: false });
    expect((await pairs()).map(({ passed }) => passed)).toEqual([false]);
  });

  test('a backup inside what it is a backup of is a pair with all around it', async () => {
    mkdirSync(at('Phone', 'Old'));
    for (const name of ['7.jpg', '8.jpg']) copyFileSync(at('Phone', name), at('Phone', 'Old', name));
    await scan(library);
    const inner = (await pairs()).find(({ inside, holder }) =>
      [inside, holder].some(({ path }) => path.endsWith('Old')),
    );
    expect(told(inner!)).toEqual([
      ['Phone/Old', 2, 2, 2],
      ['Phone', 3, 2, 2],
    ]);
    const plan = await library.call('plan', { to: 'trash', between: { keep: at('Phone'), clear: at('Phone', 'Old') } });
    expect(plan.photos.map(({ path }) => shown(path)).sort()).toEqual(['Phone/Old/7.jpg', 'Phone/Old/8.jpg']);
    const other = await library.call('plan', {
      to: 'trash',
      between: { keep: at('Phone', 'Old'), clear: at('Phone') },
    });
    expect(other.photos.map(({ path }) => shown(path)).sort()).toEqual(['Phone/7.jpg', 'Phone/8.jpg']);
  });
});

describe('one decision', () => {
  const between = () => ({ keep: at('Pictures'), clear: at('Backup') });

  test('the copies go for the sake of the folder that is kept; what is better than its copy there stays', async () => {
    const { photos } = await library.call('plan', { to: 'trash', between: between() });
    expect(photos.map(({ path, keeper }) => [shown(path), shown(keeper)]).sort()).toEqual([
      ['Backup/2019/1.jpg', 'Pictures/2019/1.jpg'],
      ['Backup/2019/2.jpg', 'Pictures/2019/2.jpg'],
      ['Backup/2020/4 copied.jpg', 'Pictures/2020/4.jpg'],
      ['Backup/2020/5.jpg', 'Pictures/2020/5.jpg'],
    ]);
    // The other way round as well.
    const reverse = await library.call('plan', { to: 'trash', between: { keep: at('Backup'), clear: at('Pictures') } });
    expect(reverse.photos.map(({ path }) => shown(path)).sort()).toEqual([
      'Pictures/2019/1.jpg',
      'Pictures/2019/2.jpg',
      'Pictures/2019/3.jpg',
      'Pictures/2020/5.jpg',
    ]);
  });

  test('what only one folder has is taken over with what belongs to it, known at once, and comes back by undo', async () => {
    const before = tree(folder);
    const plan = await library.call('plan-take-over', between());
    expect(plan.into).toBe(at('Pictures', 'Backup'));
    expect(plan.photos.map(({ path }) => shown(path)).sort()).toEqual([
      'Backup/2019/3.jpg',
      'Backup/2020/only here.jpg',
    ]);
    expect(plan.files).toBe(4);
    const cleared = await done(await library.call('apply', { to: 'trash', between: between() }));
    expect(cleared).toMatchObject({ files: 4, skipped: [] });
    const taken = await done(await library.call('take-over', between()));
    expect(taken).toMatchObject({ files: 4, skipped: [], interrupted: false });
    expect(listing(at('Pictures', 'Backup'))).toEqual([
      '2019/3.jpg',
      '2020/only here.CR2',
      '2020/only here.jpg',
      '2020/only here.xmp',
    ]);
    expect(listing(at('Backup'))).toEqual([]);
    // The library finds them there without being asked to scan; the better copy leads now.
    await expect.poll(async () => (await library.call('library', {})).jobs.length, { timeout: 30_000 }).toBe(0);
    const group = groupWith(await groupsOf(library), at('Pictures', 'Backup', '2019', '3.jpg'));
    expect(group?.photos.map(({ path, keep }) => [shown(path), keep])).toEqual([
      ['Pictures/Backup/2019/3.jpg', true],
      ['Pictures/2019/3.jpg', false],
    ]);
    for (const { operation } of (await library.call('history', {})).operations)
      expect(await done(await library.call('undo', { operation }))).toMatchObject({ skipped: [] });
    expect(tree(folder)).toEqual(before);
    expect(readdirSync(at('Pictures')).sort()).toEqual(['2019', '2020']);
    expect(told((await pairs())[0]!)).toEqual([
      ['Pictures', 5, 5, 4],
      ['Backup', 6, 5, 4],
    ]);
  });

  test('nothing goes out of a protected folder, and nothing is put into one', async () => {
    await library.call('set-rules', { protect: [at('Backup', '2019')] });
    const { photos } = await library.call('plan', { to: 'trash', between: between() });
    expect(photos.map(({ path }) => basename(path)).sort()).toEqual(['4 copied.jpg', '5.jpg']);
    const { photos: taken, left } = await library.call('plan-take-over', between());
    expect(taken.map(({ path }) => shown(path))).toEqual(['Backup/2020/only here.jpg']);
    expect(left.map(({ path }) => shown(path)).sort()).toEqual([
      'Backup/2019/1.jpg',
      'Backup/2019/2.jpg',
      'Backup/2019/3.jpg',
    ]);
    await library.call('set-rules', { protect: [at('Pictures')] });
    await expect(library.call('take-over', between())).rejects.toThrow(/protected/);
  });

  test('a folder that is not there, and one given twice, are refused with a sentence', async () => {
    const call = (keep: string, clear: string) => library.call('plan', { to: 'trash', between: { keep, clear } });
    await expect(call(at('Pictures'), at('Nowhere'))).rejects.toThrow(/Nowhere/);
    await expect(call(at('Pictures'), at('Pictures', '.'))).rejects.toThrow('Give two folders');
  });
});
