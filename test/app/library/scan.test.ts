import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf, groupWith, scan } from '../scanning.ts';

const root = temporaryFolder();
let library: Library | undefined;
let folder: string;
let count = 0;

const at = (name: string) => join(folder, name);

/** A fresh library over a folder of six photos, two of which are copies; scanned once. */
beforeEach(async () => {
  await library?.close();
  const place = join(root, String(count++));
  folder = join(place, 'photos');
  await writeFiles(folder, {
    'a.jpg': await jpeg(1),
    'b.jpg': await jpeg(2),
    'copy of b.jpg': await jpeg(2),
    'album/c.jpg': await jpeg(3),
    'album/d.jpg': await jpeg(4),
    'other/e.jpg': await jpeg(5),
  });
  library = await openLibrary({ directory: join(place, 'library') });
  expect(await scan(library, folder)).toMatchObject({
    photos: 6,
    new: 6,
    changed: 0,
    unchanged: 0,
    removed: 0,
    unreadable: [],
    groups: 1,
    interrupted: false,
    // Four of them have a plain edge, and are seen without it as well.
    work: { filesRead: 6, decoded: 5, embedded: 9 },
  });
});

afterAll(() => library?.close());

const again = (...folders: string[]) => scan(library!, ...folders);
const nothing = { filesRead: 0, bytesRead: 0, decoded: 0, embedded: 0 };

describe('a second scan', () => {
  test('of an unchanged folder reads nothing', async () => {
    expect(await again()).toMatchObject({
      photos: 6,
      new: 0,
      changed: 0,
      unchanged: 6,
      removed: 0,
      groups: 1,
      work: nothing,
    });
    expect(await again(folder)).toMatchObject({ unchanged: 6, work: nothing });
  });

  test('recognises a renamed file, a renamed folder and a copy by their content', async () => {
    renameSync(at('a.jpg'), at('renamed.jpg'));
    renameSync(at('album'), at('renamed album'));
    copyFileSync(at('other/e.jpg'), at('copy of e.jpg'));
    expect(await again()).toMatchObject({
      photos: 7,
      new: 4,
      changed: 0,
      unchanged: 3,
      removed: 3,
      groups: 2,
      work: { filesRead: 4, decoded: 0, embedded: 0 },
    });
  });

  test('reads a changed file again, whichever way it changed', async () => {
    writeFileSync(at('a.jpg'), await jpeg(6));
    appendFileSync(at('album/c.jpg'), 'x');
    utimesSync(at('album/d.jpg'), 1_600_000_000, 1_600_000_000);
    expect(await again()).toMatchObject({
      photos: 6,
      new: 0,
      changed: 3,
      unchanged: 3,
      work: { filesRead: 3, decoded: 2 },
    });
    expect((await again()).work).toEqual(nothing);
  });

  test('reads a file again whose size alone changed, its time being set back', async () => {
    utimesSync(at('a.jpg'), 1_600_000_000, 1_600_000_000);
    await again();
    appendFileSync(at('a.jpg'), 'x');
    utimesSync(at('a.jpg'), 1_600_000_000, 1_600_000_000);
    expect(await again()).toMatchObject({ changed: 1, unchanged: 5, work: { filesRead: 1 } });
  });

  test('forgets what was removed', async () => {
    rmSync(at('copy of b.jpg'));
    rmSync(at('album'), { recursive: true });
    expect(await again()).toMatchObject({ photos: 3, removed: 3, unchanged: 3, groups: 0, work: nothing });
    expect(await groupsOf(library!, 1)).toEqual([]);
  });

  test('names a photo that broke, and welcomes it back when it is whole', async () => {
    const whole = await jpeg(1);
    writeFileSync(at('a.jpg'), whole.subarray(0, 2000));
    const broken = await again();
    expect(broken).toMatchObject({ photos: 6, unreadable: [{ path: at('a.jpg') }] });
    expect(broken.unreadable[0]?.reason).toMatch(/^is damaged or cut short: what can be seen/);
    expect(await again()).toMatchObject({ photos: 6, unreadable: broken.unreadable, work: nothing });
    expect((await library!.call('unreadable', {})).files).toEqual(broken.unreadable);
    writeFileSync(at('a.jpg'), whole);
    expect(await again()).toMatchObject({ photos: 6, unreadable: [] });
  });

  test('groups a photo with its new copy', async () => {
    writeFileSync(at('a saved again.jpg'), await jpeg(1, { quality: 60 }));
    expect(await again()).toMatchObject({ new: 1, groups: 2, work: { filesRead: 1, decoded: 1 } });
    expect(groupWith(await groupsOf(library!), at('a.jpg'))).toMatchObject({ kind: 'resized', photos: [{}, {}] });
  });
});

describe('folders', () => {
  test('inside each other are walked once', async () => {
    expect(await again(folder, at('album'))).toMatchObject({ photos: 6, unchanged: 6, work: nothing });
    expect((await library!.call('library', {})).folders.map(({ path }) => path)).toEqual([folder, at('album')]);
    await library!.call('remove-folder', { path: folder });
    expect(await library!.call('library', {})).toMatchObject({
      photos: 2,
      folders: [{ path: at('album'), photos: 2 }],
    });
  });

  test('that are given twice are walked once', async () => {
    expect(await again(folder, `${folder}/`)).toMatchObject({ photos: 6, unchanged: 6 });
  });

  test('that are removed take their photos with them and touch nothing on disk; the way back decodes nothing', async () => {
    await library!.call('remove-folder', { path: folder });
    expect(await library!.call('library', {})).toMatchObject({ photos: 0, folders: [] });
    expect(await groupsOf(library!)).toEqual([]);
    expect(await again(folder)).toMatchObject({ photos: 6, new: 6, groups: 1, work: { filesRead: 6, decoded: 0 } });
  });

  test('that cannot be scanned are refused with a sentence', async () => {
    await expect(again(at('nowhere'))).rejects.toThrow(`The folder ${at('nowhere')} does not exist.`);
    await expect(again(at('a.jpg'))).rejects.toThrow(`${at('a.jpg')} is not a folder.`);
    const { directory } = await library!.call('library', {});
    await expect(again(directory)).rejects.toThrow("is the library's own folder");
  });
});

describe('a folder that is away', () => {
  const expectKept = async () => {
    expect(await library!.call('library', {})).toMatchObject({
      photos: 6,
      folders: [{ path: folder, online: false, photos: 6 }],
    });
    expect((await groupsOf(library!))[0]!.photos.map(({ offline }) => offline)).toEqual([true, true]);
  };

  test('keeps its photos as offline, and has them back with nothing read', async () => {
    renameSync(folder, `${folder} away`);
    expect(await again()).toMatchObject({
      photos: 6,
      removed: 0,
      groups: 1,
      unreadable: [{ path: folder, reason: 'is offline: its photos are kept' }],
    });
    await expectKept();
    renameSync(`${folder} away`, folder);
    expect(await again()).toMatchObject({ photos: 6, unchanged: 6, removed: 0, work: nothing });
    expect((await library!.call('library', {})).folders).toMatchObject([{ online: true }]);
    expect((await groupsOf(library!))[0]!.photos.map(({ offline }) => offline)).toEqual([false, false]);
  });

  test('is not named as offline any more once it is back', async () => {
    renameSync(folder, `${folder} away`);
    await again();
    renameSync(`${folder} away`, folder);
    expect((await again()).unreadable).toEqual([]);
    expect((await library!.call('library', {})).unreadable).toBe(0);
  });

  test('is away as well when its empty mount point is left', async () => {
    renameSync(folder, `${folder} away`);
    mkdirSync(folder);
    const { removed, unreadable } = await again();
    expect(removed).toBe(0);
    expect(unreadable).toEqual([
      { path: folder, reason: 'is empty now, as if its drive were unplugged: its photos are kept' },
    ]);
    await expectKept();
  });

  test('is away as well when a file stands in its place', async () => {
    renameSync(folder, `${folder} away`);
    writeFileSync(folder, 'x');
    expect((await again()).removed).toBe(0);
    await expectKept();
  });

  test('is away as well when another folder of the library holds it', async () => {
    await again(folder, at('album'));
    renameSync(at('album'), join(folder, '..', 'album away'));
    expect((await again()).removed).toBe(0);
    expect((await library!.call('library', {})).folders).toMatchObject([
      { path: folder, online: true },
      { path: at('album'), online: false, photos: 2 },
    ]);
  });
});

describe('removing a folder while it is being scanned', () => {
  test('stops that for it alone: the other folders of the scan are scanned all the same', async () => {
    const removed = join(root, 'removed');
    const kept = join(root, 'kept');
    await writeFiles(removed, { 'f.jpg': await jpeg(6) });
    await writeFiles(kept, { 'g.jpg': await jpeg(7) });
    await library!.call('scan', { folders: [removed, kept] });
    await library!.call('remove-folder', { path: removed });
    for (const { id } of (await library!.call('library', {})).jobs) await library!.finished(id);
    const { folders } = await library!.call('library', {});
    expect(folders).toContainEqual({ path: kept, online: true, photos: 1 });
    expect(folders.map(({ path }) => path)).not.toContain(removed);
  });
});
