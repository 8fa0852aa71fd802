import { renameSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Group } from '../../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf, groupWith, scan } from '../scanning.ts';

const root = temporaryFolder();
let folder: string;
let library: Library;
let count = 0;

beforeEach(async () => {
  folder = join(root, String(count++), 'photos');
  const sea = await jpeg(1, { width: 640, height: 480, quality: 95 });
  await writeFiles(folder, {
    'sea.jpg': sea,
    'sea.CR2': Buffer.alloc(1000),
    'sea.jpg.xmp': 'x'.repeat(10),
    'album/sea small.jpg': await sharp(sea).resize(320).jpeg({ quality: 70 }).toBuffer(),
    'album/sea small again.jpg': await sharp(sea).resize(320).jpeg({ quality: 70 }).toBuffer(),
    'Screenshots/hill.png': await paint(2, { width: 320, height: 240 }).png().toBuffer(),
    'hill.png': await paint(2, { width: 320, height: 240 }).png().toBuffer(),
  });
  library = await openLibrary({ directory: join(root, `library ${count}`) });
  await scan(library, folder);
});

afterEach(() => library.close());

const at = (name: string) => join(folder, name);
const groupOf = async (name: string): Promise<Group> => groupWith(await groupsOf(library), at(name))!;
const names = ({ photos }: Group) => photos.map(({ path }) => path.slice(folder.length + 1));

describe('companions', () => {
  test('are listed with their photo, and count as its bytes', async () => {
    const { photos, reason } = await groupOf('sea.jpg');
    const [sea] = photos;
    expect(sea).toMatchObject({ path: at('sea.jpg'), companions: [at('sea.CR2'), at('sea.jpg.xmp')] });
    expect(sea!.bytes).toBe((await jpeg(1, { width: 640, height: 480, quality: 95 })).length + 1010);
    expect(photos[1]).toMatchObject({ companions: [] });
    expect(reason).toBe('the whole shot, with its raw file or its video');
  });

  test('are up to date after each scan', async () => {
    renameSync(at('sea.CR2'), at('away.CR2'));
    await writeFiles(folder, { 'album/sea small.xmp': 'new' });
    // A raw file alone is a photo of its own, which is looked into.
    expect(await scan(library)).toMatchObject({ unchanged: 5, work: { filesRead: 1 } });
    const { photos } = await groupOf('sea.jpg');
    expect(photos.map(({ companions }) => companions.length)).toEqual([1, 1, 0]);
  });
});

test('a rule, a folder or a pattern that is named twice counts once', async () => {
  const link = join(root, `another link ${count}`);
  symlinkSync(at('album'), link);
  const rules = await library.call('set-rules', {
    keep: [{ rule: 'oldest' }, { rule: 'name', pattern: '(' }, { rule: 'oldest' }],
    protect: [at('album'), link],
    exclude: ['[', '['],
  });
  expect(rules).toMatchObject({
    keep: [{ rule: 'oldest' }, { rule: 'name', pattern: '(' }],
    protect: [at('album')],
    exclude: ['['],
  });
});

describe('a protected folder', () => {
  test('keeps all that is in it; what is better elsewhere is not spared for its sake', async () => {
    const before = await library.call('groups', {});
    await library.call('set-rules', { protect: [at('album')] });
    const group = await groupOf('sea.jpg');
    expect(group.photos.map(({ protection, keep }) => [protection, keep])).toEqual([
      [null, true],
      ['protected', false],
      ['protected', false],
    ]);
    expect((await library.call('groups', { kind: group.kind })).sparableBytes).toBe(0);
    await library.call('set-rules', { protect: [at('Screenshots')] });
    const equal = await groupOf('hill.png');
    expect(names(equal)).toEqual(['Screenshots/hill.png', 'hill.png']);
    expect(equal.reason).toBe('in a protected folder');
    await library.call('set-rules', { protect: [folder] });
    expect(await library.call('groups', {})).toMatchObject({ total: before.total, sparableBytes: 0 });
  });

  test('is protected by whichever path leads to it', async () => {
    symlinkSync(at('album'), join(root, `link ${count}`));
    const rules = await library.call('set-rules', { protect: [join(root, `link ${count}`)] });
    expect(rules.protect).toEqual([at('album')]);
  });

  test('must be there: a slip of the pen protects nothing', async () => {
    await expect(library.call('set-rules', { protect: [at('albun')] })).rejects.toThrow('does not exist');
    await expect(library.call('set-rules', { protect: ['album'] })).rejects.toThrow('by its whole path');
    expect((await library.call('rules', {})).protect).toEqual([]);
  });

  test('may lie on a drive that is away', async () => {
    renameSync(folder, `${folder} away`);
    expect((await library.call('set-rules', { protect: [at('album')] })).protect).toEqual([at('album')]);
  });

  test('promises more than a reference folder, which comes before the rules', async () => {
    await library.call('set-rules', { reference: [at('album')], keep: [{ rule: 'resolution' }] });
    expect((await groupOf('sea.jpg')).photos.map(({ protection }) => protection)).toEqual([
      'reference',
      'reference',
      null,
    ]);
    await library.call('set-rules', { protect: [folder] });
    expect((await groupOf('sea.jpg')).photos.map(({ protection }) => protection)).toEqual(Array(3).fill('protected'));
  });
});

describe('what is left out', () => {
  test('is in no group at once, and out of the library with the next scan', async () => {
    expect(names(await groupOf('hill.png'))).toHaveLength(2);
    await library.call('set-rules', { exclude: ['screenshots/'] });
    expect(await groupOf('hill.png')).toBeUndefined();
    expect(await scan(library)).toMatchObject({ photos: 4, new: 0, removed: 0, work: { filesRead: 0 } });
    await library.call('set-rules', { exclude: [] });
    expect(await scan(library)).toMatchObject({ photos: 5, new: 1, work: { decoded: 0 } });
    expect(names(await groupOf('hill.png'))).toHaveLength(2);
  });

  test('is not read, and none of its problems reported', async () => {
    await writeFiles(folder, { 'album/broken.jpg': 'words' });
    await library.call('set-rules', { exclude: ['/album/**'] });
    expect(await scan(library)).toMatchObject({ photos: 3, unreadable: [], work: { filesRead: 0 } });
  });

  test('may be what is small, by pixels or by bytes', async () => {
    await library.call('set-rules', { minimumPixels: 320 * 240 + 1 });
    expect(await groupsOf(library)).toEqual([]);
    await library.call('set-rules', { minimumPixels: 0, minimumBytes: 1_000_000 });
    expect(await groupsOf(library)).toEqual([]);
    expect(await scan(library)).toMatchObject({ photos: 0, removed: 0 });
  });

  test('may differ for one answer', async () => {
    const { groups } = await library.call('groups', { rules: { exclude: ['Screenshots/'] } });
    expect(groupWith(groups, at('hill.png'))).toBeUndefined();
    expect(names(await groupOf('hill.png'))).toHaveLength(2);
  });
});

describe('the person’s word', () => {
  test('on the order of rules is remembered', async () => {
    await library.call('set-rules', { keep: [{ rule: 'folder', folder: at('album') }] });
    await library.close();
    library = await openLibrary({ directory: join(root, `library ${count}`) });
    expect((await groupOf('sea.jpg')).reason).toMatch(`in the folder ${at('album')}`);
    expect((await library.call('rules', {})).exclude).toEqual([]);
  });

  test('on a keeper outlives rename, move and rescan, and can be taken back', async () => {
    await library.call('choose-keeper', { path: at('album/sea small.jpg') });
    expect(await groupOf('sea.jpg')).toMatchObject({ reason: 'your choice', chosen: true });
    expect(names(await groupOf('sea.jpg'))[0]).toBe('album/sea small.jpg');
    renameSync(at('album'), at('moved'));
    renameSync(at('moved/sea small again.jpg'), at('z.jpg'));
    renameSync(at('moved/sea small.jpg'), at('moved/y.jpg'));
    await scan(library);
    const [keeper] = (await groupOf('sea.jpg')).photos;
    expect(['moved/y.jpg', 'z.jpg'].map(at)).toContain(keeper!.path);
    await library.call('forget-keeper', { path: at('z.jpg') });
    expect(names(await groupOf('sea.jpg'))[0]).toBe('sea.jpg');
    expect(await groupOf('sea.jpg')).toMatchObject({ chosen: false });
  });

  test('is about photos of the library', async () => {
    await expect(library.call('choose-keeper', { path: at('none.jpg') })).rejects.toThrow('is not in the library');
  });
});

test('an enlarged copy is told from the picture that it was made from, which is kept', async () => {
  const next = (seed: number) => paint(seed, { width: 600, height: 450 });
  const small = await next(8).jpeg({ quality: 90 }).toBuffer();
  await writeFiles(folder, {
    'harbour.jpg': small,
    'harbour enlarged.jpg': await sharp(small).resize(1200).jpeg({ quality: 92 }).toBuffer(),
  });
  utimesSync(at('harbour.jpg'), 1000, 1000);
  await scan(library);
  const { photos, reason } = await groupOf('harbour.jpg');
  expect(photos.map(({ width }) => width)).toEqual([600, 1200]);
  expect(reason).toBe('the picture with the most detail, 600 × 450');
});

test('a library of an older Twinlens learns with its next scan what the rules need', async () => {
  await library.close();
  const directory = join(root, `library ${count}`);
  const file = new DatabaseSync(join(directory, 'library.sqlite'));
  const counted = () => file.prepare('select facts, quality from content order by sha256').all();
  const before = counted();
  file.exec('update content set facts = null, quality = null');
  library = await openLibrary({ directory });
  await scan(library);
  expect(before.map(({ quality }) => quality)).toContain(95);
  expect(counted()).toEqual(before);
  file.close();
});
