import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { systemDisk, type Disk } from '../../../../app/actions/disk/disk.ts';
import { systemTrash, trashNote } from '../../../../app/actions/trash/trash.ts';
import { temporaryFolder } from '../../../photos.ts';

const root = temporaryFolder();
const user = String(process.getuid?.());
let home: string;
let volume: string;
let photo: string;
let count = 0;

beforeEach(() => {
  home = join(root, `home ${count}`, 'Trash');
  volume = join(root, `volume ${count++}`);
  photo = join(volume, 'photos', 'a.jpg');
  mkdirSync(join(volume, 'photos'), { recursive: true });
  writeFileSync(photo, 'x');
});

/** A disk on which the folder is another device, as a mounted drive is. */
const mounted = (): Disk => ({
  ...systemDisk,
  lstat: (async (path: string, options: { bigint: true }) => {
    const stats = await systemDisk.lstat(path, options);
    return path.startsWith(volume) ? Object.assign(stats, { dev: 4711n }) : stats;
  }) as Disk['lstat'],
});

// Elsewhere the trash is no folder with a specification.
describe.skipIf(process.platform === 'win32')('the trash of a file', () => {
  test('is the home folder’s on its own volume', async () => {
    expect(await systemTrash(systemDisk, photo, home)).toEqual({
      files: join(home, 'files'),
      info: join(home, 'info'),
      top: null,
    });
  });

  test('lies at the top of another volume, and its notes are relative to that', async () => {
    const trash = await systemTrash(mounted(), photo, home);
    expect(trash).toEqual({
      files: join(volume, `.Trash-${user}`, 'files'),
      info: join(volume, `.Trash-${user}`, 'info'),
      top: volume,
    });
    const date = new Date(2026, 4, 6, 7, 8, 9);
    expect(trashNote(photo, trash!, date)).toBe('[Trash Info]\nPath=photos/a.jpg\nDeletionDate=2026-05-06T07:08:09\n');
    expect(trashNote(join(volume, 'Äpfel & 100%.jpg'), trash!, date)).toContain('Path=%C3%84pfel%20%26%20100%25.jpg\n');
  });

  test('is shared on a volume whose administrator made it so, with the sticky bit', async () => {
    mkdirSync(join(volume, '.Trash'));
    chmodSync(join(volume, '.Trash'), 0o1777);
    expect((await systemTrash(mounted(), photo, home))?.files).toBe(join(volume, '.Trash', user, 'files'));
  });

  test('is never a link or a folder that all may empty', async () => {
    mkdirSync(join(volume, '.Trash'));
    chmodSync(join(volume, '.Trash'), 0o777);
    expect((await systemTrash(mounted(), photo, home))?.files).toBe(join(volume, `.Trash-${user}`, 'files'));
    mkdirSync(join(root, `elsewhere ${count}`));
    const other = join(root, `volume ${count}`);
    mkdirSync(other);
    [volume, photo] = [other, join(other, 'b.jpg')];
    writeFileSync(photo, 'x');
    symlinkSync(join(root, `elsewhere ${count}`), join(other, `.Trash-${user}`));
    expect(await systemTrash(mounted(), photo, home)).toBeNull();
  });

  test('is none where the system has no such folder', async () => {
    expect(await systemTrash(systemDisk, photo, null)).toBeNull();
  });

  test('on macOS is the one that Finder shows, without notes; where the system keeps it to itself there is none', async () => {
    const finder = join(root, `home ${count}`, '.Trash');
    const expected = { files: finder, info: null, top: null };
    expect(await systemTrash(systemDisk, photo, finder, 'darwin')).toEqual(expected);
    const ofVolume = { ...expected, files: join(volume, '.Trashes', user) };
    expect(await systemTrash(mounted(), photo, finder, 'darwin')).toEqual(ofVolume);
    const refusing: Disk = {
      ...systemDisk,
      open: () => Promise.reject(Object.assign(new Error('not permitted'), { code: 'EPERM' })),
    };
    expect(await systemTrash(refusing, photo, finder, 'darwin')).toBeNull();
  });
});
