import { readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openLibrary } from '../../../app/library.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { scan, withLibrary } from '../scanning.ts';

const film = '\0\0\0\x18ftypisom\0\0\x02\0isommp41';
const oddNames = [
  ...['no-extension', 'photo.jpg_large', 'photo.jpg:large', 'photo.jpg?w=1024', 'photo.jpeg~', 'photo.JPG.1'],
  ...['photo.dat', 'photo.jpg (1)', 'photo.txt', 'album/photo.jpg.', 'photo.mpo', 'photo.mp4'],
].filter((name) => process.platform !== 'win32' || !/[:?.]$|[:?]/.test(name));

test('photos are found by what is in them, and everything else is counted with its reason', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'photos');
  const photo = await jpeg(1);
  await writeFiles(folder, {
    ...Object.fromEntries(oddNames.map((name) => [name, photo])),
    'beach.jpg': await jpeg(2),
    'beach.xmp': '<x/>',
    'orphan.NEF': Buffer.alloc(20_000, 7),
    'notes.txt': 'some words',
    'clip.mov': Buffer.from(film, 'latin1'),
    'nothing.bin': '',
    '.hidden/a.jpg': photo,
    'Thumbs.db': 'x',
    'out/left.jpg': photo,
  });
  symlinkSync(join(folder, 'beach.jpg'), join(folder, 'link.jpg'));

  await withLibrary(join(root, 'library'), async (library) => {
    await library.call('set-rules', { exclude: ['out/'] });
    const report = await scan(library, folder);
    expect(report.photos).toBe(oddNames.length + 1);
    expect(report.unreadable.map(({ path }) => relative(folder, path))).toEqual(['orphan.NEF']);
    const counts = Object.fromEntries(report.passedOver.map(({ reason, files }) => [reason, files]));
    expect(counts).toEqual({
      'is hidden, or belongs to the system': 2,
      'is a link: what it leads to is looked at where it lies': 1,
      'is left out by the rules of this library': 1,
      'is no photo, by what is in it': 1,
      'is a video': 1,
      'is empty': 1,
      'belongs to a photo, and goes where that goes': 1,
    });
    const { reasons, files } = await library.call('passed-over', {});
    expect(reasons).toEqual(report.passedOver);
    expect(files.map(({ path }) => relative(folder, path))).toEqual(
      ['.hidden', 'Thumbs.db', 'beach.xmp', 'clip.mov', 'link.jpg', 'nothing.bin', 'notes.txt', 'out'].sort(),
    );
    const films = await library.call('passed-over', { reason: 'is a video', limit: 1 });
    expect(films.files).toEqual([{ path: join(folder, 'clip.mov'), reason: 'is a video' }]);

    // A file is looked into again only when it changes; then it may turn out to be a photo, and no longer be one.
    writeFileSync(join(folder, 'notes.txt'), photo);
    rmSync(join(folder, 'nothing.bin'));
    writeFileSync(join(folder, 'photo.dat'), 'words again');
    const again = await scan(library);
    expect(again).toMatchObject({ photos: report.photos, new: 1, removed: 1 });
    const paths = (await library.call('passed-over', {})).files.map(({ path }) => relative(folder, path));
    expect(paths).toContain('photo.dat');
    expect(paths).not.toContain('notes.txt');
    expect(paths).not.toContain('nothing.bin');
    expect(await scan(library)).toMatchObject({ new: 0, changed: 0, removed: 0, work: { filesRead: 0 } });

    await library.call('remove-folder', { path: folder });
    expect(await library.call('passed-over', {})).toEqual({ reasons: [], files: [] });
  });
});

test('what was looked into once is not opened again while it is unchanged', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'photos');
  await writeFiles(folder, {
    'a.jpg': await jpeg(1),
    'notes.txt': 'some words, as long as a signature is'.padEnd(100),
  });
  const notes = join(folder, 'notes.txt');
  utimesSync(notes, 1_600_000_000, 1_600_000_000);
  await withLibrary(join(root, 'library'), async (library) => {
    await scan(library, folder);
    // Of the same size and time it counts as unchanged: nobody sees that it is a picture by now.
    writeFileSync(notes, (await jpeg(3)).subarray(0, 100));
    utimesSync(notes, 1_600_000_000, 1_600_000_000);
    expect((await scan(library)).unreadable).toEqual([]);
    utimesSync(notes, 1_600_000_001, 1_600_000_001);
    expect((await scan(library)).unreadable).toHaveLength(1);
  });
});

test('a watched folder is told by content too: what comes under an odd name is taken in, and what belongs to a photo joins it', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'photos');
  await writeFiles(folder, { 'a.jpg': await jpeg(1) });
  const library = await openLibrary({ directory: join(root, 'library'), watch: true });
  try {
    await scan(library, folder);
    await writeFiles(folder, { 'no-extension': await jpeg(2), 'notes.txt': 'words', 'a.xmp': '<x/>' });
    const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 100 });
    await until(async () => {
      expect((await library.call('library', {})).photos).toBe(2);
      expect((await library.call('passed-over', {})).files.map(({ path }) => relative(folder, path)).sort()).toEqual([
        'a.xmp',
        'notes.txt',
      ]);
    });
    renameSync(join(folder, 'no-extension'), join(folder, 'notes.txt'));
    await until(async () => {
      const paths = (await library.call('passed-over', {})).files.map(({ path }) => relative(folder, path));
      expect(paths).toEqual(['a.xmp']);
      expect((await library.call('library', {})).photos).toBe(2);
    });
    expect(readFileSync(join(folder, 'notes.txt')).length).toBeGreaterThan(100);
  } finally {
    await library.close();
  }
});
