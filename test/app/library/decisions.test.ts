import { rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../../app/library.ts';
import type { Group, Input } from '../../../app/contract/contract.ts';
import { jpeg, paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf, groupWith, scan } from '../scanning.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
const directory = join(root, 'library');
let library: Library;

const at = (name: string) => join(folder, name);
const names = (groups: readonly Group[]) => groups.map(({ photos }) => photos[0]!.path.slice(folder.length + 1));
const found = async (input: Input<'groups'>) => names((await library.call('groups', input)).groups);
const contentsOf = ({ photos }: Group) => photos.map(({ sha256 }) => sha256);
const review = async (name: string, said: Input<'review'>['review']) =>
  library.call('review', { contents: contentsOf(groupWith(await groupsOf(library), at(name))!), review: said });

const taken = (year: string, camera: string) => ({
  IFD0: { Model: camera },
  IFD2: { DateTimeOriginal: `${year}:05:17 10:11:12` },
});

beforeAll(async () => {
  const hill = await paint(3, { width: 640, height: 480 })
    .withExif(taken('2020', 'Pixel 6'))
    .jpeg({ quality: 95 })
    .toBuffer();
  const sea = await paint(1, { width: 320, height: 240 }).withExif(taken('2012', 'D750')).jpeg().toBuffer();
  await writeFiles(folder, {
    'a/sea.jpg': sea,
    'b/sea.jpg': sea,
    'c/hill.jpg': hill,
    'c/hill small.jpg': await sharp(hill).resize(320).jpeg({ quality: 70 }).toBuffer(),
    'd/square.jpg': await jpeg(4, { width: 400, height: 300 }),
    'e/square later.jpg': await paint(4, { width: 400, height: 300, stir: 12 }).jpeg({ quality: 90 }).toBuffer(),
  });
  library = await openLibrary({ directory });
  await scan(library, folder);
});

afterAll(() => library.close());

beforeEach(async () => {
  const { photos } = await library.call('marks', {});
  await library.call('mark', { photos, marked: false });
  for (const name of ['a/sea.jpg', 'c/hill.jpg', 'd/square.jpg']) await review(name, null);
});

describe('groups are found', () => {
  test('by words and terms, with sums and counts of what is found', async () => {
    expect(await found({})).toEqual(['a/sea.jpg', 'c/hill.jpg', expect.stringContaining('square')]);
    expect(await found({ find: 'small' })).toEqual(['c/hill.jpg']);
    expect(await found({ find: 'camera:pixel before:2021' })).toEqual(['c/hill.jpg']);
    expect(await found({ find: 'date:2012' })).toEqual(['a/sea.jpg']);
    expect(await found({ find: 'kind:similar' })).toEqual([expect.stringContaining('square')]);
    expect(await library.call('groups', { find: 'hill' })).toMatchObject({
      total: 1,
      photos: 2,
      all: 3,
      counts: { identical: 1, resized: 1, similar: 1 },
      states: { undecided: 1, marked: 0, reviewed: 0, skipped: 0 },
    });
    await expect(library.call('groups', { find: 'kind:nothing' })).rejects.toThrow(/no kind/);
  });

  test('across folders, or within one', async () => {
    expect(await found({ place: 'within' })).toEqual(['c/hill.jpg']);
    expect(await found({ place: 'across' })).toHaveLength(2);
  });

  test('in every order', async () => {
    const [sea, hill, square] = await found({});
    expect(await found({ sort: 'newest' })).toEqual([hill, sea, square]);
    expect(await found({ sort: 'oldest' })).toEqual([sea, hill, square]);
    expect(await found({ sort: 'folder' })).toEqual([sea, hill, square]);
    expect((await found({ sort: 'least-certain' }))[0]).toBe(square);
    const { groups } = await library.call('groups', { sort: 'room' });
    const room = groups.map(({ photos }) => photos.reduce((sum, { keep, bytes }) => sum + (keep ? 0 : bytes), 0));
    expect(room).toEqual(room.toSorted((a, b) => b - a));
    expect(await found({ sort: 'size', limit: 1, offset: 2 })).toHaveLength(1);
  });

  test('by terms that the library completes', async () => {
    const { completions } = await library.call('complete-find', { find: 'sea camera:' });
    expect(completions).toEqual([
      { find: 'sea camera:D750 ', term: 'camera:D750 ', photos: 2 },
      { find: 'sea camera:"Pixel 6" ', term: 'camera:"Pixel 6" ', photos: expect.any(Number) as number },
    ]);
  });
});

describe('what is decided', () => {
  test('is told of, and shows in the states, without a group being made anew', async () => {
    const told: unknown[] = [];
    const stop = library.on('groups', (data) => told.push(data));
    await review('a/sea.jpg', 'reviewed');
    await review('c/hill.jpg', 'skipped');
    stop();
    expect(told).toHaveLength(2);
    expect(await found({ show: 'undecided' })).toEqual([expect.stringContaining('square')]);
    expect(await found({ show: 'reviewed' })).toEqual(['a/sea.jpg']);
    expect(await found({ show: 'skipped' })).toEqual(['c/hill.jpg']);
    const { groups, states } = await library.call('groups', { show: 'reviewed' });
    expect(groups.map((group) => group.review)).toEqual(['reviewed']);
    expect(states).toEqual({ undecided: 1, marked: 0, reviewed: 1, skipped: 1 });
    await review('a/sea.jpg', null);
    expect(await found({ show: 'reviewed' })).toEqual([]);
  });

  test('holds for part of the photos, and no more once another joins', async () => {
    const { photos } = groupWith(await groupsOf(library), at('d/square.jpg'))!;
    const other = groupWith(await groupsOf(library), at('a/sea.jpg'))!;
    const contents = [...photos.map(({ sha256 }) => sha256), 'f'.repeat(64)];
    await library.call('review', { contents, review: 'reviewed' });
    expect(await found({ show: 'reviewed' })).toEqual([expect.stringContaining('square')]);
    await library.call('review', { contents: [photos[0]!.sha256], review: 'reviewed' });
    expect(await found({ show: 'reviewed' })).toEqual([]);
    await library.call('review', { contents: contentsOf(other), review: 'reviewed' });
    expect(await found({ show: 'reviewed' })).toEqual(['a/sea.jpg']);
  });

  test('outlives a restart, and the database itself', async () => {
    const { path, sha256 } = groupWith(await groupsOf(library), at('a/sea.jpg'))!.photos[1]!;
    await library.call('mark', { photos: [{ path, sha256 }], marked: true });
    await review('c/hill.jpg', 'reviewed');
    await library.close();
    library = await openLibrary({ directory });
    expect((await library.call('marks', {})).photos).toEqual([{ path, sha256, bytes: expect.any(Number) as number }]);
    expect(await found({ show: 'reviewed' })).toEqual(['c/hill.jpg']);
    await library.close();
    for (const end of ['', '-wal', '-shm']) rmSync(join(directory, `library.sqlite${end}`), { force: true });
    library = await openLibrary({ directory });
    await scan(library);
    expect(await found({ show: 'reviewed' })).toEqual(['c/hill.jpg']);
    expect(await found({ show: 'marked' })).toEqual(['a/sea.jpg']);
  });

  test('a mark is for the picture that was seen at its path', async () => {
    const { path } = groupWith(await groupsOf(library), at('a/sea.jpg'))!.photos[1]!;
    await library.call('mark', { photos: [{ path, sha256: 'e'.repeat(64) }], marked: true });
    expect((await library.call('marks', {})).photos).toEqual([]);
    expect(await found({ show: 'marked' })).toEqual([]);
  });

  test('a clean-up can be of reviewed groups only', async () => {
    const planned = async (reviewedOnly: boolean) =>
      (await library.call('plan', { to: 'trash', reviewedOnly })).photos.map(({ path }) => path);
    expect(await planned(false)).toHaveLength(2);
    expect(await planned(true)).toEqual([]);
    await review('c/hill.jpg', 'reviewed');
    await review('a/sea.jpg', 'skipped');
    expect(await planned(true)).toEqual([at('c/hill small.jpg')]);
  });
});

describe('photos are selected by a rule', () => {
  const select = async (input: Input<'select-by-rule'>) => {
    const { photos, ...sums } = await library.call('select-by-rule', input);
    return { photos: photos.map(({ path }) => path.slice(folder.length + 1)).sort(), ...sums };
  };

  test('as the rule orders each group’s photos, whatever the library’s own order is', async () => {
    expect(await select({ rule: { keep: 'suggested' } })).toEqual({
      photos: ['b/sea.jpg', 'c/hill small.jpg'],
      groups: 2,
      spared: 0,
    });
    // Written last by a moment, the small one is the newest; nothing is kept by it but for this question.
    expect((await select({ rule: { keep: 'newest' }, find: 'hill' })).photos).toEqual(['c/hill.jpg']);
    expect(await found({ find: 'hill' })).toEqual(['c/hill.jpg']);
  });

  test('in one folder or by their names', async () => {
    expect((await select({ rule: { keep: 'other', folder: at('a') } })).photos).toEqual(['a/sea.jpg']);
    expect(await select({ rule: { keep: 'suggested', folder: at('a') } })).toEqual({
      photos: [],
      groups: 0,
      spared: 1,
    });
    expect((await select({ rule: { keep: 'other', name: '*SMALL*' } })).photos).toEqual(['c/hill small.jpg']);
  });

  test('of look-alikes too, where one of each group is to stay', async () => {
    const { photos } = await select({ rule: { keep: 'oldest', wholeGroups: true }, kind: 'similar' });
    expect(photos).toHaveLength(1);
    expect(photos[0]).toMatch(/square/);
  });

  test('only of groups that were looked at, where that is asked for', async () => {
    const rule = { keep: 'suggested' as const };
    expect((await select({ rule, show: 'reviewed' })).photos).toEqual([]);
    await review('c/hill.jpg', 'reviewed');
    const { photos } = await library.call('select-by-rule', { rule, show: 'reviewed' });
    expect(photos.map(({ path }) => path)).toEqual([at('c/hill small.jpg')]);
    await library.call('mark', { photos, marked: true });
    expect((await select({ rule, show: 'reviewed' })).photos).toEqual([]);
    expect((await library.call('plan', { to: 'trash', selection: [] })).photos).toEqual([]);
  });
});
