/** What is behind a file's first picture, which of two copies is the better one, and what a library has. */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { scan, withLibrary } from '../app/scanning.ts';
import { temporaryFolder } from '../photos.ts';
import { hasCases, hasPillow, makeCase, told } from './case.ts';

describe.skipIf(!hasCases)('what is behind the first picture (skipped without the shared cases)', () => {
  let motion: string;
  beforeAll(async () => {
    motion = await makeCase('05-motion-photo');
  });

  test('two shots with other videos behind one still are no copies', async () => {
    expect((await told(join(motion, 'two-clips'))).bulk).toEqual([]);
  });

  test('a file with a second picture stays, and the one without it goes', async () => {
    expect((await told(join(motion, 'two-pictures'))).bulk).toEqual(['shared/DSC_1.jpg for camera/DSC_1.jpg']);
  });

  test('a shot with its video stays, whatever the still alone was tagged with since', async () => {
    const both = join(motion, 'both');
    mkdirSync(both);
    for (const name of ['phone', 'exported']) renameSync(join(motion, name), join(both, name));
    expect((await told(both)).bulk).toEqual(['exported/PXL_0001.jpg for phone/PXL_0001.MP.jpg']);
  });
});

describe.skipIf(!hasCases || !hasPillow)('many frames (skipped without the shared cases and Pillow)', () => {
  let frames: string;
  beforeAll(async () => {
    frames = await makeCase('20-many-frames');
  });

  test('of animations that begin alike none goes, but for a still of which one has all', async () => {
    const { bulk } = await told(join(frames, 'animated'));
    for (const one of bulk) expect(one).toMatch(/^still\.png for one\./);
  });

  test('pages behind an equal first page are other pages', async () => {
    expect((await told(join(frames, 'faxes'))).bulk).toEqual([]);
  });

  test('a smaller preview behind the picture is no page: these are copies', async () => {
    expect((await told(join(frames, 'preview'))).bulk).toEqual([
      'scanned-copy.tif for scanned.tif',
      'scanned.jpg for scanned.tif',
    ]);
  });

  test('a library has none of what only looks like its photos', async () => {
    const folder = await makeCase('21-do-i-have-these');
    await withLibrary(join(temporaryFolder(), 'library'), async (library) => {
      await scan(library, join(folder, 'library'));
      const { files } = await library.call('check', { folder: join(folder, 'download') });
      expect(files.map(({ have }) => have)).toEqual(Array.from({ length: 6 }, () => false));
      for (const { there } of files) expect([null, 'edited', 'similar']).toContain(there);
    });
  });
});

describe.skipIf(!hasCases)('of two copies the better one is kept (skipped without the shared cases)', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await makeCase('07-keeper-of-lesser-quality');
  });

  test.each([
    ...['palette-png', 'gif', 'png-of-bad-jpeg', 'resaved-at-100', 'enlarged', 'enlarged-newer', 'enlarged-tagged'],
    ...['webp', 'time', 'bits', 'impossible-date', 'records', 'records-and-webp'],
  ])('%s', async (question) => {
    const { groups, bulk } = await told(join(folder, question));
    expect(groups).toHaveLength(1);
    expect(groups[0]!.photos.find(({ keep }) => keep)!.path).toMatch(/better/);
    for (const one of bulk) expect(one).toMatch(/^(?!\S*better).* for \S*better/);
  });
});

describe.skipIf(!hasCases)('a JPEG that lacks only its end (skipped without the shared cases)', () => {
  test('is read, and is a copy of the whole one', async () => {
    const { groups } = await told(await makeCase('31-no-end-of-image'));
    const found = groups.flatMap(({ photos }) => photos);
    expect(found).toHaveLength(7);
    const versionOf = (path: string) => found.find((photo) => photo.path === path)!.version;
    for (const path of [
      'no-end-marker.jpg',
      'no-end-then-trailer.jpg',
      'zeros-instead-of-end.jpg',
      'trailer-after-end.jpg',
    ])
      expect(versionOf(path)).toBe(versionOf('whole.jpg'));
  });
});
