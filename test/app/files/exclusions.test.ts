import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Exclusions } from '../../../app/files/exclusions.ts';
import { walk } from '../../../app/files/walk.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';

describe('an exclusion', () => {
  test.each<[string, string, boolean]>([
    ['*.png', '/photos/a/b.PNG', true],
    ['*.png', '/photos/a/b.jpg', false],
    ['Screenshots/', '/photos/a/Screenshots/b.jpg', true],
    ['Screenshots/', '/photos/Screenshots', false],
    ['/Screenshots', '/photos/Screenshots/b.jpg', true],
    ['/Screenshots', '/photos/a/Screenshots/b.jpg', false],
    ['a/**/b.jpg', '/photos/a/c/d/b.jpg', true],
    ['a/*.jpg', '/photos/c/a/b.jpg', false],
    ['été', '/photos/été/b.jpg'.normalize('NFD'), true],
    ['photos', '/photos/b.jpg', false],
    ['*', '/elsewhere/b.jpg', false],
  ])('%s says of %s: %s', (glob, path, isExcluded) => {
    expect(new Exclusions([glob], ['/photos', '/other']).has(path)).toBe(isExcluded);
  });

  test('is relative to each folder that holds the file, and may be lifted by a later one', () => {
    const exclusions = new Exclusions(['/b/*', '!/b/keep.jpg'], ['/photos', '/photos/a']);
    expect(exclusions.has('/photos/a/b/c.jpg')).toBe(true);
    expect(exclusions.has('/photos/b/keep.jpg')).toBe(false);
  });

  test('keeps a walk out of a folder, and of its problems', async () => {
    const folder = temporaryFolder();
    await writeFiles(folder, { 'a.jpg': await jpeg(1), 'out/b.jpg': await jpeg(2), 'a.CR2': 'raw', 'out/b.xmp': 'x' });
    const found = await walk(folder, { exclusions: new Exclusions(['out/'], [folder]) });
    expect(found.photos.map(({ path }) => path)).toEqual([join(folder, 'a.jpg')]);
    expect([...found.companions]).toEqual([[join(folder, 'a.jpg'), [{ path: join(folder, 'a.CR2'), size: 3 }]]]);
    expect((await walk(folder)).companions.size).toBe(2);
  });
});
