import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../../app/contract/contract.ts';
import { openLibrary } from '../../../app/library.ts';
import { hasRealPhotos, heldOutPhotos, temporaryFolder, writeFiles } from '../../photos.ts';
import { byContent, groupsOf, groupWith, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
const at = (name: string) => join(folder, name);

describe.skipIf(!hasRealPhotos)('edits and crops in a library (skipped without the shared photos)', () => {
  /** Enough for several steps of looking. */
  const strangers = 40;

  beforeAll(async () => {
    const [photo, ...others] = heldOutPhotos(strangers + 1).map((path) => readFileSync(path));
    const { width, height } = await sharp(photo).metadata();
    await writeFiles(folder, {
      ...Object.fromEntries(others.map((bytes, place) => [`other ${place}.jpg`, bytes])),
      'photo.jpg': photo!,
      'grey.jpg': await sharp(photo).greyscale().jpeg().toBuffer(),
      'dark.jpg': await sharp(photo).linear(0.5, 0).jpeg().toBuffer(),
      'mirrored.jpg': await sharp(photo).flop().jpeg().toBuffer(),
      'part.jpg': await sharp(photo)
        .extract({ left: 10, top: 10, width: Math.round(width * 0.8), height: Math.round(height * 0.8) })
        .jpeg()
        .toBuffer(),
    });
  });

  const edits = ['grey.jpg', 'dark.jpg', 'mirrored.jpg', 'part.jpg'];

  test('sit with their photo at every threshold, each with its kind, and strangers do not', async () => {
    await withLibrary(join(root, 'whole'), async (library) => {
      await scan(library, folder);
      const { photos, kind } = groupWith(await groupsOf(library, 0), at('photo.jpg'))!;
      expect(kind).toBe('cropped');
      expect(photos.map(({ path }) => path).sort()).toEqual([at('photo.jpg'), ...edits.map(at)].sort());
      const kinds = await Promise.all(
        edits.map((edit) => library.call('compare', { a: at('photo.jpg'), b: at(edit) })),
      );
      expect(kinds.map((one) => one.kind)).toEqual(['edited', 'edited', 'cropped', 'cropped']);
      expect(kinds.every(({ same, probability }) => same && probability > 0.8)).toBe(true);
      expect(kinds.map(({ relation }) => relation!.mirrored)).toEqual([false, false, true, false]);
      expect(kinds[3]!.relation).toMatchObject({ inside: 'b', box: { width: expect.closeTo(0.8, 1) as unknown } });
    });
  });

  test('are not looked at again by a rescan', async () => {
    await withLibrary(join(root, 'rescanned'), async (library) => {
      await scan(library, folder);
      const phases = new Set<Job['phase']>();
      library.on('job', ({ phase }) => phases.add(phase));
      await scan(library, folder);
      expect([...phases]).not.toContain('verifying');
      expect((await library.call('groups', {})).awaiting).toBe(0);
    });
  });

  test('are found by the scan after one that was stopped before it had looked', async () => {
    const directory = join(root, 'stopped');
    const library = await openLibrary({ directory });
    library.on('job', ({ id, phase }) => {
      if (phase === 'comparing') void library.call('cancel-job', { job: id });
    });
    const { job } = await library.call('scan', { folders: [folder] });
    expect((await library.finished(job)).state).toBe('cancelled');
    expect((await library.call('groups', {})).awaiting).toBeGreaterThan(0);
    await library.close();
    await withLibrary(directory, async (again) => {
      await scan(again);
      expect((await again.call('groups', {})).awaiting).toBe(0);
      expect(groupWith(await groupsOf(again, 0), at('photo.jpg'))!.photos).toHaveLength(edits.length + 1);
    });
  });

  test('are found in a library whose near pairs nobody has looked at yet', async () => {
    const directory = join(root, 'older');
    const before = await withLibrary(directory, async (library) => {
      await scan(library, folder);
      return byContent(await library.call('groups', {}));
    });
    const database = new DatabaseSync(join(directory, 'library.sqlite'));
    database.exec(`delete from look; update neighbours set looked = null;`);
    database.close();
    await withLibrary(directory, async (library) => {
      await scan(library);
      expect(byContent(await library.call('groups', {}))).toEqual(before);
    });
  });
});
