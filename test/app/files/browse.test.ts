import { symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { browse } from '../../../app/files/browse.ts';
import { temporaryFolder, writeFiles } from '../../photos.ts';

const folder = temporaryFolder();

test('a folder is listed with the folders inside it, and the number of photos directly inside', async () => {
  await writeFiles(folder, {
    'Zoo/a.jpg': 'x',
    'beach/a.jpg': 'x',
    'Älgar/a.jpg': 'x',
    '.hidden/a.jpg': 'x',
    'one.jpg': 'x',
    'two.png': 'x',
    '._two.png': 'x',
    'notes.txt': 'x',
  });
  symlinkSync(join(folder, 'Zoo'), join(folder, 'link'));
  const { path, parent, folders, photos } = await browse(folder);
  expect({ path, parent, photos }).toEqual({ path: folder, parent: dirname(folder), photos: 2 });
  expect(folders.map(({ name }) => name)).toEqual(['Älgar', 'beach', 'Zoo']);
  expect(folders.every((inner) => basename(inner.path) === inner.name && dirname(inner.path) === folder)).toBe(true);
});

test('the top of the file system has no parent', async () => {
  expect((await browse('/')).parent).toBeNull();
});

test('a folder that cannot be listed is refused with a sentence', async () => {
  await expect(browse(join(folder, 'nowhere'))).rejects.toThrow(
    `The folder ${join(folder, 'nowhere')} does not exist.`,
  );
});
