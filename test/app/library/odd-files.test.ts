/** Files as they really are: dated in the far future or past, and with several names. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, linkSync, lstatSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Library } from '../../../app/library.ts';
import { memoryDrive, mayMount, secondPath } from '../../mounts.ts';
import { jpeg, temporaryFolder } from '../../photos.ts';
import { check, groupsOf, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
let count = 0;

async function photos(folder: string, ...names: string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [seed, name] of names.entries()) writeFileSync(join(folder, name), await jpeg(seed));
}

function places() {
  const folder = join(root, String(count++));
  return { pictures: join(folder, 'pictures'), library: join(folder, 'library'), folder };
}

async function settled(library: Library, job: number) {
  const { outcome, error } = await library.finished(job);
  if (outcome === null) throw new Error(error ?? 'no outcome');
  return outcome;
}

describe.runIf(mayMount)('a file dated where no clock goes', () => {
  test.each([
    ['in 2256', 9_025_171_200],
    ['in 2400', 13_569_465_600],
    ['in the year 292 277 026 596', 9_223_372_036_854_774_000],
    ['in 1600', -11_676_096_000],
    ['before all time', -9_223_372_036_854_774_000],
    ['in 1969, not to the microsecond', -1.123_456_7],
  ])('%s is read, compared, moved and brought back like any other', async (_, time) => {
    const { folder, library: directory } = places();
    const pictures = memoryDrive(join(folder, 'pictures'), '4m');
    const away = memoryDrive(join(folder, 'away'), '4m');
    await photos(pictures, 'one.jpg', 'two.jpg');
    copyFileSync(join(pictures, 'one.jpg'), join(pictures, 'copy.jpg'));
    copyFileSync(join(pictures, 'one.jpg'), join(pictures, 'copy.mov'));
    const odd = ['copy.jpg', 'two.jpg', 'copy.mov'].map((name) => join(pictures, name));
    for (const path of odd) utimesSync(path, time, time);
    const trueTime = timeOf(odd[0]!);
    await withLibrary(directory, async (library) => {
      expect(await scan(library, pictures)).toMatchObject({ photos: 3, new: 3, unreadable: [] });
      expect(await scan(library)).toMatchObject({ new: 0, changed: 0, unchanged: 3 });
    });
    await withLibrary(directory, async (library) => {
      const [group] = await groupsOf(library);
      expect(group!.photos).toHaveLength(2);
      const remove = [join(pictures, 'copy.jpg')];
      const selection = [{ group: group!.id, remove }];
      // To another drive and back: it is copied.
      const { job } = await library.call('apply', { to: away, selection });
      const { operation, skipped } = await settled(library, job);
      expect(skipped).toEqual([]);
      expect(timeOf(join(away, 'pictures', 'copy.jpg'))).toBe(trueTime);
      const { job: undoing } = await library.call('undo', { operation });
      expect(await settled(library, undoing)).toMatchObject({ files: 2, skipped: [] });
      expect(timeOf(remove[0]!)).toBe(trueTime);
      expect(await scan(library)).toMatchObject({ photos: 3, unreadable: [] });
    });
  });

  test('and one larger than any drive is named, and goes along where it belongs to a photo', async () => {
    const { folder, library: directory } = places();
    const pictures = memoryDrive(join(folder, 'pictures'), '4m');
    await photos(pictures, 'one.jpg');
    copyFileSync(join(pictures, 'one.jpg'), join(pictures, 'copy.jpg'));
    for (const name of ['sparse.jpg', 'copy.xmp']) {
      writeFileSync(join(pictures, name), '');
      execFileSync('truncate', ['-s', '7E', join(pictures, name)]);
    }
    await withLibrary(directory, async (library) => {
      expect((await scan(library, pictures)).unreadable).toEqual([
        { path: join(pictures, 'sparse.jpg'), reason: 'is larger than 1 GiB' },
      ]);
      expect(await scan(library)).toMatchObject({ photos: 2 });
      expect(await groupsOf(library)).toHaveLength(1);
    });
    await withLibrary(directory, async (library) => expect(await groupsOf(library)).toHaveLength(1));
  });
});

describe('one file with several names', () => {
  test('is no copy: only what frees room goes, and a name that stays keeps the file', async () => {
    const { pictures, library: directory } = places();
    await photos(join(pictures, 'all'), '0.jpg', '1.jpg', '2.jpg');
    for (const folder of ['albums', 'copies']) mkdirSync(join(pictures, folder));
    for (const number of [0, 1, 2])
      linkSync(join(pictures, 'all', `${number}.jpg`), join(pictures, 'albums', `${number}-album.jpg`));
    const copy = join(pictures, 'copies', 'copy.jpg');
    copyFileSync(join(pictures, 'all', '2.jpg'), copy);
    // Older than what it is a copy of: the rules that follow would keep it.
    utimesSync(copy, 1e9, 1e9);
    await withLibrary(directory, async (library) => {
      // Name by name, in scans of their own.
      for (const folder of ['albums', 'all', 'copies']) await scan(library, join(pictures, folder));
      const { groups, sparableBytes } = await library.call('groups', {});
      expect(groups).toHaveLength(1);
      expect(groups[0]!.photos.map(({ path }) => path)).toEqual([join(pictures, 'albums', '2-album.jpg'), copy]);
      expect(groups[0]!.photos[0]).toMatchObject({ keep: true, protection: 'linked' });
      const plan = await library.call('plan', { to: 'trash' });
      expect(plan.photos.map(({ path }) => path)).toEqual([copy]);
      expect(sparableBytes).toBe(plan.bytes);
      // Asked for by hand, it stays: there is nothing to win.
      const asked = await library.call('plan', {
        to: 'trash',
        selection: [{ group: groups[0]!.id, remove: [join(pictures, 'albums', '2-album.jpg')] }],
      });
      expect(asked).toMatchObject({ photos: [], bytes: 0 });
      expect(asked.left[0]!.reason).toMatch(/one file with several names/);
    });
  });

  test.runIf(mayMount)(
    'of which one is another path of the drive is one photo, and no second one to have',
    async () => {
      const { pictures, library: directory, folder } = places();
      await photos(join(pictures, 'real'), '0.jpg', '1.jpg');
      const bind = secondPath(join(pictures, 'real'), join(folder, 'bind'));
      await withLibrary(directory, async (library) => {
        await scan(library, join(pictures, 'real'));
        const checked = await check(library, bind);
        expect(checked.files.map(({ have }) => have)).toEqual([false, false]);
        await scan(library, bind);
        expect(await library.call('groups', {})).toMatchObject({ groups: [], sparableBytes: 0 });
        expect(await library.call('plan', { to: 'trash' })).toMatchObject({ files: 0, bytes: 0 });
        // A real copy is one.
        copyFileSync(join(pictures, 'real', '0.jpg'), join(pictures, 'real', 'copy.jpg'));
        await scan(library, join(pictures, 'real'));
        expect((await groupsOf(library))[0]!.photos).toHaveLength(2);
      });
    },
  );
});

function timeOf(path: string): string {
  return String(lstatSync(path, { bigint: true }).mtimeNs);
}
