import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf } from '../scanning.ts';

const root = temporaryFolder();
let place: string;
let folder: string;
let library: Library;
let count = 0;

const at = (name: string) => join(folder, name);
const open = () => openLibrary({ directory: join(place, 'library'), watch: true });
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 100 });
const expectPhotos = (photos: number) =>
  until(async () => expect(await library.call('library', {})).toMatchObject({ photos, jobs: [] }));

/** The groups, each as the names of its photos. */
async function names(): Promise<string[][]> {
  const groups = await groupsOf(library, 0);
  return groups.map(({ photos }) => photos.map(({ path }) => path.slice(folder.length + 1)).sort()).sort();
}

beforeEach(async () => {
  place = join(root, String(count++));
  folder = join(place, 'photos');
  await writeFiles(folder, { 'a.jpg': await jpeg(1), 'b.jpg': await jpeg(2) });
  library = await open();
  const { folder: added } = await library.call('add-folder', { path: folder });
  expect(added).toMatchObject({ path: folder, online: true });
  await expectPhotos(2);
});

afterEach(() => library.close());

describe('a library that watches its folders', () => {
  test('keeps its groups up to date as photos are added, changed, renamed and removed', async () => {
    const revisions: number[] = [];
    library.on('groups', ({ revision }) => revisions.push(revision));
    writeFileSync(at('a saved again.jpg'), await jpeg(1, { quality: 50 }));
    await until(async () => expect(await names()).toEqual([['a saved again.jpg', 'a.jpg']]));
    expect(revisions.length).toBeGreaterThan(0);

    renameSync(at('a.jpg'), at('renamed.jpg'));
    await until(async () => expect(await names()).toEqual([['a saved again.jpg', 'renamed.jpg']]));

    writeFileSync(at('renamed.jpg'), await jpeg(3));
    await until(async () => expect(await names()).toEqual([]));

    copyFileSync(at('b.jpg'), at('b copy.jpg'));
    await until(async () => expect(await names()).toEqual([['b copy.jpg', 'b.jpg']]));
    rmSync(at('b.jpg'));
    await until(async () => expect(await names()).toEqual([]));
  });

  test('keeps the photos of a folder that vanishes as offline, and has them back', async () => {
    renameSync(folder, `${folder} away`);
    await until(async () =>
      expect((await library.call('library', {})).folders).toMatchObject([{ online: false, photos: 2 }]),
    );
    renameSync(`${folder} away`, folder);
    await until(async () =>
      expect(await library.call('library', {})).toMatchObject({ photos: 2, folders: [{ online: true }], jobs: [] }),
    );
  });

  test('looks at its start for what changed while nobody watched', async () => {
    await library.close();
    writeFileSync(at('c.jpg'), await jpeg(2, { quality: 50 }));
    rmSync(at('a.jpg'));
    library = await open();
    await until(async () => expect(await names()).toEqual([['b.jpg', 'c.jpg']]));
    await expectPhotos(2);
  });
});
