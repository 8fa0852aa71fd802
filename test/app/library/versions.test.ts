/** Versions of a picture in a group: each keeps its best copy, whatever else is in the group. */
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../../app/library.ts';
import { paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf, groupWith, scan } from '../scanning.ts';

const root = temporaryFolder();
let folder: string;
let library: Library;
let count = 0;

beforeEach(async () => {
  folder = join(root, String(count), 'photos');
  const photo = await paint(3, { width: 640, height: 480 }).jpeg({ quality: 95 }).toBuffer();
  const grey = await sharp(photo).greyscale().jpeg({ quality: 80 }).toBuffer();
  await writeFiles(folder, {
    'photo.jpg': photo,
    'backup/photo.jpg': photo,
    'small.jpg': await sharp(photo).resize(320).jpeg({ quality: 85 }).toBuffer(),
    'grey.jpg': grey,
    'backup/grey.jpg': grey,
  });
  library = await openLibrary({ directory: join(root, String(count++), 'library') });
  await scan(library, folder);
}, 60_000);

afterEach(() => library.close());

const at = (name: string) => join(folder, name);
const names = (paths: readonly string[]) => paths.map((path) => path.slice(folder.length + 1)).sort();
const spares = async (kinds?: ('identical' | 'resized' | 'said' | 'edited')[]) =>
  names((await library.call('plan', { to: 'trash', ...(kinds && { kinds }) })).photos.map(({ path }) => path));

test('copies belong to their version, and are told against its keeper', async () => {
  const group = groupWith(await groupsOf(library), at('photo.jpg'))!;
  expect(group.versions.map(({ kind }) => kind)).toEqual(['identical', 'edited']);
  expect(group).toMatchObject({ kind: 'edited', kinds: ['identical', 'resized', 'edited'] });
  expect(group.versions[1]!.distance).toBeGreaterThan(0);
  expect(group.photos.map(({ version, keep, kind, said }) => [version, keep, kind, said])).toEqual([
    [0, true, 'identical', false],
    [0, false, 'identical', false],
    [0, false, 'resized', false],
    [1, true, 'identical', false],
    [1, false, 'identical', false],
  ]);
  expect(names(group.photos.slice(3).map(({ path }) => path))).toEqual(['backup/grey.jpg', 'grey.jpg']);
});

test('a group counts for every kind that it holds', async () => {
  const counts = { identical: 1, resized: 1, edited: 1, 'same-pixels': 0, cropped: 0, similar: 0 };
  for (const kind of [undefined, 'identical', 'edited'] as const)
    expect(await library.call('groups', { kind })).toMatchObject({ all: 1, total: 1, counts });
  expect(await library.call('groups', { kind: 'cropped' })).toMatchObject({ all: 1, total: 0, counts });
});

describe('a clean-up', () => {
  test('takes the spares of each version, for the sake of its own keeper', async () => {
    const { photos } = await library.call('plan', { to: 'trash' });
    const pairs = photos.map(({ path, keeper, kind }) => [...names([path, keeper]), kind]);
    expect(pairs.map(([a, b]) => `${a}, ${b}`).sort()).toEqual([
      'backup/grey.jpg, grey.jpg',
      'backup/photo.jpg, photo.jpg',
      expect.stringMatching(/photo\.jpg, small\.jpg$/),
    ]);
    const { groups } = await library.call('groups', {});
    const keepers = groups[0]!.photos.filter(({ keep }) => keep).map(({ path }) => path);
    expect(new Set(photos.map(({ keeper }) => keeper))).toEqual(new Set(keepers));
    expect((await library.call('groups', {})).sparableBytes).toBe(photos.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(await spares(['identical'])).toHaveLength(2);
  });

  test('takes a whole version where its kind is asked for, for the sake of the group’s keeper', async () => {
    const { photos } = await library.call('plan', { to: 'trash', kinds: ['edited'] });
    const [keeper] = groupWith(await groupsOf(library), at('photo.jpg'))!.photos;
    expect(names(photos.map(({ path }) => path))).toEqual(['backup/grey.jpg', 'grey.jpg']);
    for (const one of photos) expect(one).toMatchObject({ keeper: keeper!.path, kind: 'edited' });
  });
});

describe('what a person calls the same', () => {
  const call = (verdict: 'same' | 'different') =>
    library.call('label', { a: at('photo.jpg'), b: at('grey.jpg'), verdict });

  test('is one version, and goes in bulk; taken back, it is two again', async () => {
    await call('same');
    const group = groupWith(await groupsOf(library), at('photo.jpg'))!;
    expect(group.versions).toHaveLength(1);
    expect(group.photos.map(({ kind, said }) => `${kind} ${said}`).sort()).toEqual([
      'edited true',
      'edited true',
      'identical false',
      'identical false',
      'resized false',
    ]);
    expect(group.photos.filter(({ keep }) => keep)).toEqual([group.photos[0]]);
    expect(await spares()).toHaveLength(4);
    expect(await spares(['identical', 'resized'])).toHaveLength(2);
    expect(await spares(['said'])).toEqual(['backup/grey.jpg', 'grey.jpg']);
    await call('different');
    expect(groupWith(await groupsOf(library), at('photo.jpg'))!.photos).toHaveLength(3);
    expect(groupWith(await groupsOf(library), at('grey.jpg'))!.photos).toHaveLength(2);
  });
});

test('a chosen keeper is that of its version and of its group', async () => {
  await library.call('choose-keeper', { path: at('backup/grey.jpg') });
  const group = groupWith(await groupsOf(library), at('photo.jpg'))!;
  expect(group).toMatchObject({ chosen: true, reason: 'your choice' });
  expect(group.photos[0]!.path).toBe(at('backup/grey.jpg'));
  expect(group.versions.map(({ chosen }) => chosen)).toEqual([true, false]);
  expect(await spares()).toEqual(expect.arrayContaining(['grey.jpg']));
});
