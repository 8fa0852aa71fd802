import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf, groupWith, scan } from '../scanning.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
let library: Library;

const at = (name: string) => join(folder, name);

/** A group of each kind, and photos that are in none. */
beforeAll(async () => {
  const hill = await paint(3, { width: 640, height: 480 })
    .withExif({ IFD2: { DateTimeOriginal: '2020:05:17 10:11:12' } })
    .jpeg({ quality: 95 })
    .toBuffer();
  await writeFiles(folder, {
    'sea.jpg': await jpeg(1),
    'copy of sea.jpg': await jpeg(1),
    'town.png': await paint(2, { width: 320, height: 240 }).png({ compressionLevel: 9 }).toBuffer(),
    'town again.png': await paint(2, { width: 320, height: 240 }).png({ compressionLevel: 0 }).toBuffer(),
    'hill.jpg': hill,
    'hill small.jpg': await sharp(hill).resize(320).jpeg({ quality: 70 }).toBuffer(),
    'square.jpg': await jpeg(4, { width: 400, height: 300 }),
    'square later.jpg': await paint(4, { width: 400, height: 300, stir: 12 }).jpeg({ quality: 90 }).toBuffer(),
    'alone.jpg': await jpeg(5),
    'alone as well.jpg': await jpeg(6),
  });
  library = await openLibrary({ directory: join(root, 'library') });
  await scan(library, folder);
});

afterAll(() => library.close());

describe('groups', () => {
  test('come with their kinds, the strongest first', async () => {
    const groups = await groupsOf(library);
    expect(groups.map(({ kind }) => kind)).toEqual(['identical', 'same-pixels', 'resized', 'similar']);
    expect(groups.map(({ photos }) => photos.length)).toEqual([2, 2, 2, 2]);
    expect(groups.every(({ id }) => /^[0-9a-f]{16}$/.test(id))).toBe(true);
  });

  test('name the one to keep first, and how the others relate to it', async () => {
    const { photos } = groupWith(await groupsOf(library), at('hill.jpg'))!;
    expect(photos).toMatchObject([
      {
        path: at('hill.jpg'),
        width: 640,
        height: 480,
        keep: true,
        kind: 'identical',
        distance: 0,
        takenAt: '2020-05-17T10:11:12',
        offline: false,
      },
      { path: at('hill small.jpg'), width: 320, height: 240, keep: false, kind: 'resized', takenAt: null },
    ]);
    expect(photos[1]!.distance).toBeGreaterThan(0);
    expect(photos[1]!.distance).toBeLessThan(1);
  });

  test('can be asked for by kind and by page, with the sums of all pages', async () => {
    const all = await library.call('groups', {});
    expect(all).toMatchObject({
      total: 4,
      photos: 8,
      awaiting: 0,
      counts: { identical: 1, 'same-pixels': 1, resized: 1, similar: 1 },
    });
    const spare = all.groups
      .flatMap(({ photos }) => photos.filter(({ keep }) => !keep))
      .reduce((sum, { bytes }) => sum + bytes, 0);
    expect(all.sparableBytes).toBe(spare);
    const page = await library.call('groups', { offset: 1, limit: 2 });
    expect(page).toEqual({ ...all, groups: all.groups.slice(1, 3) });
    const resized = await library.call('groups', { kind: 'resized' });
    expect(resized).toMatchObject({ total: 1, photos: 2, counts: all.counts, groups: [{ kind: 'resized' }] });
  });
});

describe('the threshold', () => {
  test('is the model’s until a person sets another, which then is the library’s own', async () => {
    const { threshold, defaultThreshold } = await library.call('library', {});
    expect(threshold).toBe(defaultThreshold);
    await library.call('set-threshold', { threshold: 0 });
    expect(await library.call('library', {})).toMatchObject({ threshold: 0, defaultThreshold });
    expect((await groupsOf(library)).map(({ kind }) => kind)).toEqual(['identical', 'same-pixels', 'resized']);
    await library.call('set-threshold', { threshold: defaultThreshold });
    expect(await groupsOf(library)).toHaveLength(4);
  });

  test('moves the groups without any photo being read: none is there any more', async () => {
    const elsewhere = join(root, 'elsewhere.jpg');
    copyFileSync(at('square later.jpg'), elsewhere);
    rmSync(at('square later.jpg'));
    expect(await groupsOf(library, 0)).toHaveLength(3);
    expect(await groupsOf(library, 0.45)).toHaveLength(4);
    copyFileSync(elsewhere, at('square later.jpg'));
  });
});

describe('pictures by content hash', () => {
  const hashOf = async (name: string) =>
    groupWith(await groupsOf(library, 1), at(name))!.photos.find(({ path }) => path === at(name))!.sha256;

  test('are thumbnails and previews', async () => {
    const sha256 = await hashOf('hill.jpg');
    const thumbnail = await library.image(sha256, 'thumbnail');
    expect(thumbnail!.type).toBe('image/jpeg');
    expect(await sharp(thumbnail!.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 });
    const preview = await library.image(sha256, 'preview');
    expect(preview!.type).toBe('image/jpeg');
    expect(await sharp(preview!.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 480 });
  });

  test('are nothing, where the library does not hold that content', async () => {
    for (const size of ['thumbnail', 'preview'] as const) expect(await library.image('0'.repeat(64), size)).toBeNull();
  });

  test('are never those of a file that changed since', async () => {
    const sha256 = await hashOf('square.jpg');
    writeFileSync(at('square.jpg'), await jpeg(7));
    expect(await library.image(sha256, 'preview')).toBeNull();
    expect(await library.image(sha256, 'thumbnail')).not.toBeNull();
    rmSync(at('square.jpg'));
    expect(await library.image(sha256, 'preview')).toBeNull();
  });

  test('come from another copy, where one is gone', async () => {
    const sha256 = await hashOf('sea.jpg');
    rmSync(at('copy of sea.jpg'));
    expect(await library.image(sha256, 'preview')).not.toBeNull();
  });
});
