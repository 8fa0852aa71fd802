import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readCommandLine } from '../../../main/electron/command-line.ts';

test('in development the app’s own folder comes first', () => {
  expect(readCommandLine(['electron', '/app', '--library', 'mine', 'photos'], false, '/home/me')).toEqual({
    library: resolve('/home/me/mine'),
    folders: [resolve('/home/me/photos')],
    hidden: false,
  });
});

test('Chromium’s switches are not folders', () => {
  expect(readCommandLine(['twinlens', '--no-sandbox', '--inspect=0', '/photos'], true, '/')).toEqual({
    library: undefined,
    folders: [resolve('/photos')],
    hidden: false,
  });
});

test('the system starts it without a window', () => {
  expect(readCommandLine(['twinlens', '--hidden'], true, '/')).toMatchObject({ hidden: true, folders: [] });
});
