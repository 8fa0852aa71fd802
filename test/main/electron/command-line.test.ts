import { expect, test } from 'vitest';
import { readCommandLine } from '../../../main/electron/command-line.ts';

test('in development the app’s own folder comes first', () => {
  expect(readCommandLine(['electron', '/app', '--library', 'mine', 'photos'], false, '/home/me')).toEqual({
    library: '/home/me/mine',
    folders: ['/home/me/photos'],
  });
});

test('Chromium’s switches are not folders', () => {
  expect(readCommandLine(['twinlens', '--no-sandbox', '--inspect=0', '/photos'], true, '/')).toEqual({
    library: undefined,
    folders: ['/photos'],
  });
});
