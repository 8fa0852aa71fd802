/** Drives as they are: full, locked, or one of several; only root may mount them, elsewhere these tests are skipped. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../../app/library.ts';
import { tree } from '../actions/household.ts';
import { fillUp, imageDrive, lock, mayMount, memoryDrive } from '../../mounts.ts';
import { jpeg, temporaryFolder } from '../../photos.ts';
import { check, groupsOf, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
let count = 0;
const place = () => {
  const folder = join(root, String(count++));
  mkdirSync(folder);
  return folder;
};

/** Photos, each with a copy beside it. */
async function pairs(folder: string, ...seeds: number[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const seed of seeds) {
    writeFileSync(join(folder, `${seed}.jpg`), await jpeg(seed));
    copyFileSync(join(folder, `${seed}.jpg`), join(folder, `${seed}-copy.jpg`));
  }
}

async function outcomeOf(library: Library, { job }: { job: number }) {
  const { outcome, error } = await library.finished(job);
  if (outcome === null) throw new Error(error ?? 'no outcome');
  return outcome;
}

/** What everybody can do with a library that cannot be written. */
async function expectReadable(directory: string, reason: RegExp, away: string): Promise<void> {
  for (const writes of [false, true]) {
    const library = await openLibrary({ directory, writes, watch: writes });
    try {
      expect(await groupsOf(library)).toHaveLength(3);
      expect((await library.call('plan', { to: 'trash' })).photos).toHaveLength(3);
      expect(await library.call('judgements', {})).toMatchObject({ judgements: [{ verdict: 'different' }] });
      const [{ photos } = { photos: [] }] = await groupsOf(library);
      expect(await library.image(photos[0]!.sha256, 'thumbnail')).not.toBeNull();
      await pairs(join(away, `asked ${writes}`), 1, 77);
      const { files } = await check(library, join(away, `asked ${writes}`));
      expect(files.map(({ have }) => have)).toEqual([true, true, false, false]);
      for (const write of [
        library.call('apply', { to: 'trash' }),
        library.call('scan', {}),
        library.call('set-threshold', { threshold: 0.2 }),
        library.call('export', { folder: join(away, 'never'), mode: 'move' }),
        library.call('judge', {
          pairs: [{ a: photos[0]!.sha256, b: 'a'.repeat(64) }],
          verdict: 'same',
          origin: 'pair',
        }),
      ])
        await expect(write).rejects.toThrow(reason);
      const exported = await outcomeOf(
        library,
        await library.call('export', { folder: join(away, `export ${writes}`), mode: 'copy' }),
      );
      expect(exported).toMatchObject({ operation: 0, files: 6, groups: 3, skipped: [] });
      expect(existsSync(join(away, `export ${writes}`, 'manifest.json'))).toBe(true);
    } finally {
      await library.close();
    }
  }
}

async function libraryOn(drive: string): Promise<string> {
  const directory = join(drive, 'library');
  await pairs(join(drive, 'pictures'), 1, 2, 3);
  await withLibrary(directory, async (library) => {
    await scan(library, join(drive, 'pictures'));
    const [one, other] = (await groupsOf(library)).map(({ photos }) => photos[0]!.sha256);
    await library.call('judge', { pairs: [{ a: one!, b: other! }], verdict: 'different', origin: 'pair' });
  });
  return directory;
}

describe.runIf(mayMount)('a library', () => {
  test('on a full drive is read, and says that it is full; with room again it goes on', async () => {
    const folder = place();
    const drive = imageDrive(join(folder, 'drive'), 6);
    const directory = await libraryOn(drive);
    const fill = fillUp(drive);
    await expectReadable(directory, /can only be read now: its drive is full\. Free some room there, or copy/, folder);
    rmSync(fill);
    await withLibrary(directory, async (library) => {
      expect(await outcomeOf(library, await library.call('apply', { to: 'trash' }))).toMatchObject({ files: 3 });
    });
  });

  test('on a drive that can only be read is read, also where its log was not taken over or it is of an older version', async () => {
    const folder = place();
    const drive = memoryDrive(join(folder, 'drive'), '24m');
    const directory = await libraryOn(drive);
    const older = join(drive, 'older');
    mkdirSync(older);
    copyFileSync(join(directory, 'library.sqlite'), join(older, 'library.sqlite'));
    const database = new DatabaseSync(join(older, 'library.sqlite'));
    database.exec(`drop table local_features; drop table passed_over; drop table mark; drop table review; alter table folder drop column volume; alter table folder drop column place;
      alter table file drop column identity; drop table measure; drop table lineage;
      alter table content drop column duration; alter table content drop column damaged; alter table content drop column placed; alter table content add column detail real; pragma user_version = 6`);
    database.close();
    // As after a power cut: what was written last is in the log alone.
    const cut = join(drive, 'cut');
    mkdirSync(cut);
    const library = await openLibrary({ directory });
    await library.call('set-threshold', { threshold: 0.31 });
    for (const name of ['library.sqlite', 'library.sqlite-wal']) copyFileSync(join(directory, name), join(cut, name));
    await library.close();
    lock(drive);
    for (const one of [directory, older, cut]) {
      await expectReadable(one, /can only be read now: its drive can only be read\. Unlock the drive/, place());
      await withLibrary(one, async (opened) => {
        const { threshold } = await opened.call('library', {});
        if (one === cut) expect(threshold).toBe(0.31);
      });
    }
    await expect(openLibrary({ directory: join(drive, 'new') })).rejects.toThrow(
      /cannot be made: its drive can only be read\. Unlock the drive, or pick another with --library\.$/,
    );
    expect(readdirSync(drive)).not.toContain('new');
  });

  test('cannot be begun on a full drive, and says why', async () => {
    const drive = memoryDrive(join(place(), 'drive'), '1m');
    fillUp(drive);
    await expect(openLibrary({ directory: join(drive, 'library') })).rejects.toThrow(
      /cannot be made: its drive is full/,
    );
  });

  test('keeps a little room for itself, in which a full drive is made free again', async () => {
    const folder = place();
    const drive = imageDrive(join(folder, 'drive'), 40);
    const directory = await libraryOn(drive);
    expect(statSync(join(directory, 'reserve')).size).toBeGreaterThan(1024 ** 2);
    const before = tree(join(drive, 'pictures'));
    fillUp(drive);
    await withLibrary(directory, async (library) => {
      // To another drive and back, and within the drive.
      for (const to of [join(folder, 'away'), 'trash']) {
        const applied = await outcomeOf(library, await library.call('apply', { to }));
        expect(applied).toMatchObject({ files: 3, skipped: [] });
        const undone = await outcomeOf(library, await library.call('undo', { operation: applied.operation }));
        expect(undone).toMatchObject({ files: 3, skipped: [] });
        expect(tree(join(drive, 'pictures'))).toEqual(before);
      }
    });
  });
});

describe.runIf(mayMount)('of two drives', () => {
  test.each([
    ['can only be read', true, /the drive can only be read/],
    ['can only be read and has no trash', false, /the drive can only be read/],
    ['is full', true, /the drive is full/],
  ])('one that %s keeps its photos, and the other’s go', async (_, hasTrash, reason) => {
    const folder = place();
    const card = memoryDrive(join(folder, 'card'), '2m');
    if (hasTrash) for (const name of ['files', 'info']) mkdirSync(join(card, '.Trash-0', name), { recursive: true });
    await pairs(card, 11, 12, 13);
    const disk = join(folder, 'disk');
    await pairs(disk, 21, 22, 23);
    await withLibrary(join(folder, 'library'), async (library) => {
      await scan(library, card, disk);
      if (reason.source.includes('full')) fillUp(card);
      else lock(card);
      const result = await outcomeOf(library, await library.call('apply', { to: 'trash' }));
      expect(result.files).toBe(3);
      expect(result.skipped).toHaveLength(3);
      for (const skipped of result.skipped) {
        expect(skipped.path.startsWith(card)).toBe(true);
        expect(skipped.reason).toMatch(reason);
      }
      expect(Object.keys(tree(disk))).toHaveLength(3);
      const undone = await outcomeOf(library, await library.call('undo', { operation: result.operation }));
      expect(undone.files).toBe(3);
      expect(Object.keys(tree(disk))).toHaveLength(6);
    });
  });

  test('a full one takes no photo, and each drive that they come from is tried', async () => {
    const folder = place();
    const [card, stick] = ['card', 'stick'].map((name) => memoryDrive(join(folder, name), '2m')) as [string, string];
    await pairs(card, 31, 32);
    await pairs(join(folder, 'disk'), 41, 42);
    fillUp(stick);
    await withLibrary(join(folder, 'library'), async (library) => {
      await scan(library, card, join(folder, 'disk'));
      const before = tree(card, join(folder, 'disk'));
      const result = await outcomeOf(library, await library.call('apply', { to: join(stick, 'away') }));
      expect(result.files).toBe(0);
      expect(result.skipped).toHaveLength(4);
      for (const { reason } of result.skipped) expect(reason).toBe('was left where it is: the drive is full');
      expect(tree(card, join(folder, 'disk'))).toEqual(before);
    });
  });
});
