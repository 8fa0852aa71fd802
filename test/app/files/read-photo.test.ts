import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPhoto } from '../../../app/files/read-photo.ts';
import { permissionsApply, temporaryFolder } from '../../photos.ts';

const folder = temporaryFolder();

describe('a photo that is read', () => {
  // Small and large files are hashed in different ways.
  test.each([1, 64 * 1024, 64 * 1024 + 1, 300_000])('comes whole, with its SHA-256: %i bytes', async (length) => {
    const bytes = Buffer.alloc(length, 'photo');
    writeFileSync(join(folder, 'a.jpg'), bytes);
    const photo = await readPhoto(join(folder, 'a.jpg'));
    expect(Buffer.compare(photo!.bytes!, bytes)).toBe(0);
    expect(photo!.sha256).toBe(hash('sha256', bytes));
  });

  test('is nothing when it is gone', async () => {
    expect(await readPhoto(join(folder, 'gone.jpg'))).toBeNull();
  });
});

describe('a photo that cannot be read says why', () => {
  test('when it is empty', async () => {
    writeFileSync(join(folder, 'empty.jpg'), '');
    await expect(readPhoto(join(folder, 'empty.jpg'))).rejects.toThrow(/^is empty$/);
  });

  test('when it is a folder', async () => {
    mkdirSync(join(folder, 'folder.jpg'));
    await expect(readPhoto(join(folder, 'folder.jpg'))).rejects.toThrow(/^is a folder$/);
  });

  test('when it is too large for a photo, before it is read', async () => {
    writeFileSync(join(folder, 'large.tif'), '');
    // A hole in the file: it takes no room on the disk.
    truncateSync(join(folder, 'large.tif'), 1024 ** 3 + 1);
    await expect(readPhoto(join(folder, 'large.tif'))).rejects.toThrow(/^is larger than 1 GiB$/);
  });

  test.skipIf(!permissionsApply)('when permissions forbid it', async () => {
    writeFileSync(join(folder, 'locked.jpg'), 'x');
    chmodSync(join(folder, 'locked.jpg'), 0);
    await expect(readPhoto(join(folder, 'locked.jpg'))).rejects.toThrow(/^may not be read: you have no permission$/);
  });
});
