import { expect, test } from 'vitest';
import { takeDropped, type Dropped } from '../../renderer/state/folders/dropped-folders.ts';
import type { Client } from '../../renderer/client/client.ts';
import { cloningClient } from './cloning-client.ts';

const named = (name: string) => new File([], name);
const added: string[] = [];

const inElectron = cloningClient({
  call: (_name: string, { path }: { path: string }) => {
    if (path === '/photos/full') return Promise.reject(new Error('The folder /photos/full is in the library already.'));
    added.push(path);
    return Promise.resolve({});
  },
  pathOf: (name) => `/photos/${name}`,
});

const addDropped = (client: Client, dropped: Dropped[]) =>
  takeDropped(client, dropped, (path) => client.call('add-folder', { path }), 'Press “Add a folder”.');

test('folders that are dropped are added, and what is no folder is left out', async () => {
  const dropped = [
    { file: named('sea'), isFolder: true },
    { file: named('a.jpg'), isFolder: false },
    { file: named('hills'), isFolder: true },
  ];
  expect(await addDropped(inElectron, dropped)).toBeNull();
  expect(added).toEqual(['/photos/sea', '/photos/hills']);
});

test('a refusal is told in its own sentence; files, and folders in a browser, are explained', async () => {
  expect(await addDropped(inElectron, [{ file: named('full'), isFolder: true }])).toMatch(/in the library already/);
  expect(await addDropped(inElectron, [{ file: named('a.jpg'), isFolder: false }])).toMatch(/Drop folders/);
  const inBrowser = cloningClient({ call: () => Promise.reject(new Error('not asked')) });
  expect(await addDropped(inBrowser, [{ file: named('sea'), isFolder: true }])).toMatch(/“sea”.*Add a folder/);
});
