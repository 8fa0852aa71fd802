import { expect, test } from 'vitest';
import { withHome } from '../../renderer/state/folders/home.ts';
import { cloningClient } from './cloning-client.ts';

const client = (home: string) =>
  cloningClient({ call: (name: string) => Promise.resolve(name === 'browse' ? { path: home } : {}) });

test.each([
  ['/home/ada', ' ~/Pictures ', '/home/ada/Pictures'],
  ['/home/ada', '~', '/home/ada'],
  ['C:\\Users\\Ada', '~\\Pictures', 'C:\\Users\\Ada\\Pictures'],
  // Another person's home, and a folder whose name only begins so.
  ['/home/ada', '~bob/Pictures', '~bob/Pictures'],
  ['/home/ada', '/photos/~/a', '/photos/~/a'],
])('at home in %s "%s" is %s', async (home, typed, path) => {
  expect(await withHome(client(home), typed)).toBe(path);
});

test('a path stays as it was typed where home cannot be told', async () => {
  const lost = cloningClient({ call: () => Promise.reject(new Error('The connection is lost.')) });
  expect(await withHome(lost, '~/Pictures')).toBe('~/Pictures');
});
