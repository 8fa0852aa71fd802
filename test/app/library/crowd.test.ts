import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { byContent, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
/** More near photos than are remembered of one. */
const crowd = 112;

beforeAll(async () => {
  for (let at = 0; at < crowd; at++)
    await writeFiles(folder, {
      [`${at}.jpg`]: await paint(4, { width: 160, height: 120, stir: at }).jpeg().toBuffer(),
    });
});

describe('a crowd of photos that are all near each other', () => {
  const groupsNow = (directory: string) =>
    withLibrary(join(root, directory), async (library) => {
      await scan(library, folder);
      return byContent(await library.call('groups', {}));
    });

  test('gives the same groups after some of it came and went as a fresh library does', async () => {
    await groupsNow('grown');
    const name = (at: number) => [join(folder, `${at}.jpg`), join(root, `${at}.jpg`)] as const;
    for (const at of [3, 40, 41, 90]) renameSync(...name(at));
    const grown = await groupsNow('grown');
    expect(grown).toEqual(await groupsNow('fresh'));
    expect(grown.flatMap(({ photos }) => photos).length).toBeGreaterThan(100);
  }, 400_000);
});
