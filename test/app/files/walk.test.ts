import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { look, walk } from '../../../app/files/walk.ts';
import { permissionsApply, temporaryFolder, writeFiles } from '../../photos.ts';

const root = temporaryFolder();
let folder: string;
let count = 0;

beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
});

async function found(): Promise<{ photos: string[]; problems: Record<string, string> }> {
  const { photos, problems } = await walk(folder);
  return {
    photos: photos.map(({ path }) => relative(folder, path)).sort(),
    problems: Object.fromEntries(problems.map(({ path, reason }) => [relative(folder, path), reason])),
  };
}

describe('a walk finds photos', () => {
  test('of every format by its name, in any case and at any depth, and nothing else', async () => {
    const photos = ['a.jpg', 'B.JPEG', 'c.Png', 'd.webp', 'e.tif', 'f.TIFF', 'g.gif', 'h.avif', 'i.heic', 'j.jpe'];
    const others = ['notes.txt', 'video.mp4', 'jpg', 'photo.jpg.xmp', 'photo.jpg~', 'archive.zip'];
    await writeFiles(folder, Object.fromEntries([...photos, ...others].map((name) => [`one/two/three/${name}`, 'x'])));
    expect(await found()).toEqual({ photos: photos.map((name) => join('one/two/three', name)).sort(), problems: {} });
  });

  test('with their sizes and the times of their last change', async () => {
    await writeFiles(folder, { 'a.jpg': '12345' });
    utimesSync(join(folder, 'a.jpg'), 1_600_000_000, 1_600_000_000.25);
    const { photos } = await walk(folder);
    expect(photos).toMatchObject([{ path: join(folder, 'a.jpg'), size: 5, modified: 1_600_000_000_250_000 }]);
  });

  test('and counts them as it goes', async () => {
    await writeFiles(folder, { 'a.jpg': 'x', 'b.jpg': 'x', 'deeper/c.jpg': 'x' });
    const counts: number[] = [];
    await walk(folder, { onFound: (soFar) => counts.push(soFar) });
    expect(counts).toEqual([2, 3]);
  });

  test('until it is stopped', async () => {
    await writeFiles(folder, { 'a.jpg': 'x', 'deeper/b.jpg': 'x' });
    const stop = new AbortController();
    const { photos } = await walk(folder, { signal: stop.signal, onFound: () => stop.abort() });
    expect(photos.map(({ path }) => path)).toEqual([join(folder, 'a.jpg')]);
  });
});

describe('a walk passes over', () => {
  test('hidden files and folders, macOS companions and the folders of systems', async () => {
    const names = ['.hidden.jpg', '._photo.jpg', '.folder/a.jpg', 'one/.thumbnails/a.jpg'];
    const systems = ['$RECYCLE.BIN', 'System Volume Information', '@eaDir', '#recycle', 'lost+found', '__MACOSX'];
    await writeFiles(folder, {
      'seen.jpg': 'x',
      ...Object.fromEntries([...names, ...systems.map((system) => `${system}/a.jpg`)].map((name) => [name, 'x'])),
    });
    expect(await found()).toEqual({ photos: ['seen.jpg'], problems: {} });
  });

  test('links to files and to folders elsewhere, in silence', async () => {
    await writeFiles(root, { 'elsewhere/b.jpg': 'x' });
    await writeFiles(folder, { 'a.jpg': 'x' });
    symlinkSync(join(folder, 'a.jpg'), join(folder, 'link.jpg'));
    symlinkSync(join(root, 'elsewhere', 'b.jpg'), join(folder, 'outside.jpg'));
    symlinkSync(join(root, 'elsewhere'), join(folder, 'folder'));
    expect(await found()).toEqual({ photos: ['a.jpg'], problems: {} });
  });
});

describe('a walk names', () => {
  test('links that lead nowhere', async () => {
    symlinkSync(join(folder, 'gone.jpg'), join(folder, 'dangling.jpg'));
    expect(await found()).toEqual({
      photos: [],
      problems: { 'dangling.jpg': 'is a link to something that does not exist' },
    });
  });

  test('links that lead back to a folder that holds them, or to themselves', async () => {
    await writeFiles(folder, { 'one/a.jpg': 'x' });
    symlinkSync(folder, join(folder, 'one', 'grandparent'));
    symlinkSync('.', join(folder, 'one', 'parent'));
    symlinkSync('/', join(folder, 'one', 'root'));
    symlinkSync('self.jpg', join(folder, 'self.jpg'));
    const back = 'is a link loop: it leads back to a folder that holds it';
    expect(await found()).toEqual({
      photos: ['one/a.jpg'],
      problems: {
        'one/grandparent': back,
        'one/parent': back,
        'one/root': back,
        'self.jpg': 'is a link loop: it leads back to itself',
      },
    });
  });

  test.skipIf(process.platform === 'win32')('pipes that are named like photos, without opening them', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
    expect((await found()).problems).toEqual({ 'pipe.jpg': 'is not a regular file' });
  });

  test.skipIf(!permissionsApply)(
    'folders that may not be listed, and remembers that it did not see inside',
    async () => {
      await writeFiles(folder, { 'a.jpg': 'x', 'locked/b.jpg': 'x' });
      chmodSync(join(folder, 'locked'), 0);
      try {
        const { photos, problems, unlisted } = await walk(folder);
        expect(photos).toHaveLength(1);
        expect(problems).toEqual([{ path: join(folder, 'locked'), reason: 'may not be read: you have no permission' }]);
        expect(unlisted).toEqual([join(folder, 'locked')]);
      } finally {
        chmodSync(join(folder, 'locked'), 0o755);
      }
    },
  );

  test.skipIf(process.platform !== 'linux')('files whose names are not valid Unicode', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.jpg')]), 'x');
    expect((await found()).problems).toEqual({ 'caf\uFFFD.jpg': 'has a name that is not valid Unicode: rename it' });
  });

  test.skipIf(process.platform !== 'linux')('folders whose names are not valid Unicode', async () => {
    const bytes = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]);
    await writeFiles(folder, { 'first/a.jpg': 'x' });
    renameSync(join(folder, 'first'), bytes);
    expect((await found()).problems).toEqual({ 'caf\uFFFD': 'has a name that is not valid Unicode: rename it' });
  });
});

describe('a walk refuses', () => {
  test('a folder that does not exist, and a file in its place', async () => {
    await expect(walk(join(folder, 'nowhere'))).rejects.toThrow(
      `The folder ${join(folder, 'nowhere')} does not exist.`,
    );
    await writeFiles(folder, { 'a.jpg': 'x' });
    await expect(walk(join(folder, 'a.jpg'))).rejects.toThrow('is not a folder');
  });
});

describe('names in any script', () => {
  const names = [
    'Ångström.jpg'.normalize('NFC'),
    'Ångström.jpg'.normalize('NFD'),
    '写真.jpg',
    'צילום.jpg',
    '🏖️👩‍👩‍👧.jpg',
    'line\nbreak.jpg',
    `it's "quoted" \\ $HOME *.jpg`,
    ' spaces at both ends .jpg',
    '-rf.jpg',
    '\u202Egpj.exe.jpg',
    `${'long'.repeat(62)}.jpg`,
  ];

  test.skipIf(process.platform !== 'linux')('are kept apart and come back as they are', async () => {
    await writeFiles(folder, Object.fromEntries(names.map((name) => [name, 'x'])));
    expect((await found()).photos).toEqual([...names].sort());
  });
});

describe('a look at one file', () => {
  test('tells size and time, or nothing when it is gone', async () => {
    await writeFiles(folder, { 'a.jpg': '123' });
    expect(await look(join(folder, 'a.jpg'))).toMatchObject({ size: 3 });
    expect(await look(join(folder, 'gone.jpg'))).toBeNull();
    expect(await look(join(folder, 'a.jpg', 'below.jpg'))).toMatchObject({ reason: 'is not a folder' });
  });
});
