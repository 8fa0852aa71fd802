import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf, scan } from '../scanning.ts';

const root = temporaryFolder();
const photos = join(root, 'photos');
const done: string[] = [];
let library: Library;
let sha256: string;

beforeAll(async () => {
  const sea = await jpeg(1, { width: 320, height: 240 });
  await writeFiles(photos, { 'sea.jpg': sea, 'copy/sea.jpg': sea, 'sea.hta': sea, 'notes.txt': Buffer.from('notes') });
  library = await openLibrary({
    directory: join(root, 'library'),
    host: {
      showInFolder: (path) => Promise.resolve(void done.push(`show ${path}`)),
      openFile: (path) => Promise.resolve(void done.push(`open ${path}`)),
    },
  });
  await scan(library, photos);
  sha256 = (await groupsOf(library))[0]!.photos[0]!.sha256;
});

afterAll(() => library.close());

test('a photo is shown and opened under each name that the library knows it by', async () => {
  done.length = 0;
  await library.call('show-in-folder', { sha256, path: join(photos, 'copy', 'sea.jpg') });
  await library.call('open-photo', { sha256, path: join(photos, 'sea.jpg') });
  expect(done).toEqual([`show ${join(photos, 'copy', 'sea.jpg')}`, `open ${join(photos, 'sea.jpg')}`]);
});

test('nothing else is: no other file, no other content, no way around the name', async () => {
  done.length = 0;
  const others = ['notes.txt', 'copy/../sea.jpg', '../photos/sea.jpg', 'nowhere.jpg', ''].map(
    (name) => `${photos}/${name}`,
  );
  for (const path of [...others, '/etc/passwd', '--help', 'sea.jpg']) {
    await expect(library.call('show-in-folder', { sha256, path })).rejects.toThrow('does not know');
    await expect(library.call('open-photo', { sha256, path })).rejects.toThrow('does not know');
  }
  const other = { sha256: '0'.repeat(64), path: join(photos, 'sea.jpg') };
  await expect(library.call('open-photo', other)).rejects.toThrow('does not know');
  expect(done).toEqual([]);
});

test('a picture that is named like a program is shown, and never opened', async () => {
  done.length = 0;
  const path = join(photos, 'sea.hta');
  await expect(library.call('open-photo', { sha256, path })).rejects.toThrow('not named like a photo');
  await library.call('show-in-folder', { sha256, path });
  expect(done).toEqual([`show ${path}`]);
});

test('a shell without a desktop says so, with the path', async () => {
  await library.close();
  library = await openLibrary({ directory: join(root, 'library') });
  const path = join(photos, 'sea.jpg');
  await expect(library.call('show-in-folder', { sha256, path })).rejects.toThrow(`The photo is ${path}`);
  await expect(library.call('open-photo', { sha256, path })).rejects.toThrow(path);
  renameSync(path, join(photos, 'moved.jpg'));
  await scan(library, photos);
  await expect(library.call('open-photo', { sha256, path })).rejects.toThrow('does not know');
});
