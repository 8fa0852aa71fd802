import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '../../../app/contract/contract.ts';
import { hasRealPhotos, heldOutPhotos, temporaryFolder, writeFiles } from '../../photos.ts';
import { byContent, groupWith, scan, withLibrary } from '../scanning.ts';

/** Where a photo of two fifths of each side lies on a page of 1,000 × 1,400 pixels. */
const onPage = { left: 140, top: 320 };

describe.skipIf(!hasRealPhotos)('photos that are part of others (skipped without the shared photos)', () => {
  const root = temporaryFolder();
  const photos = join(root, 'photos');
  const parts = join(root, 'parts');
  let names: string[];

  beforeAll(async () => {
    const paths = heldOutPhotos(24);
    names = paths.map((path, at) => `${at} ${basename(path)}`);
    await writeFiles(photos, Object.fromEntries(paths.map((path, at) => [names[at]!, readFileSync(path)])));
    for (const [at, path] of paths.slice(0, 12).entries()) {
      const { width, height } = await sharp(path).metadata();
      const box = {
        left: Math.round(width * 0.4),
        top: Math.round(height * 0.35),
        width: Math.round(width * 0.35),
        height: Math.round(height * 0.35),
      };
      await writeFiles(parts, { [names[at]!]: await sharp(path).extract(box).jpeg({ quality: 85 }).toBuffer() });
    }
    const tile = { width: 480, height: 360 };
    const tiles = await Promise.all(
      paths.slice(14, 18).map(async (path, at) => ({
        input: await sharp(path)
          .resize({ ...tile, fit: 'cover' })
          .png()
          .toBuffer(),
        left: 10 + (at % 2) * 490,
        top: 10 + Math.floor(at / 2) * 370,
      })),
    );
    const wall = sharp({ create: { width: 990, height: 750, channels: 3, background: '#224' } });
    await writeFiles(parts, { 'collage.jpg': await wall.composite(tiles).jpeg({ quality: 88 }).toBuffer() });
    const smaller = await sharp(paths[20]).resize({ width: 400 }).toBuffer();
    const page = sharp({ create: { width: 1000, height: 1400, channels: 3, background: '#fffdf5' } });
    await writeFiles(parts, {
      'page.png': await page
        .composite([{ input: smaller, ...onPage }])
        .png()
        .toBuffer(),
    });
  });

  /** How many of the small windows lie in one group with their photo. */
  function found({ groups }: Output<'groups'>): number {
    return names
      .slice(0, 12)
      .filter((name) => groupWith(groups, join(parts, name))?.photos.some(({ path }) => path === join(photos, name)))
      .length;
  }

  test('are found however small they are, and in whatever order they come', async () => {
    const together = await withLibrary(join(root, 'together'), async (library) => {
      await scan(library, photos, parts);
      return library.call('groups', {});
    });
    expect(found(together)).toBeGreaterThanOrEqual(9);
    const onPage = groupWith(together.groups, join(parts, 'page.png'));
    expect(onPage?.photos.map(({ path }) => path)).toContain(join(photos, names[20]!));
    // Of four photos in a collage none is the other.
    for (const group of together.groups) {
      const inCollage = group.photos.filter(({ path }) => names.slice(14, 18).some((name) => path.endsWith(name)));
      expect(inCollage.length).toBeLessThanOrEqual(1);
    }
    // It stands with one of them, and says what it shows.
    const collage = groupWith(together.groups, join(parts, 'collage.jpg'))!;
    expect(collage.photos.length).toBe(2);
    // What it was made of comes first, however small it is.
    expect(collage.photos[0]!.path.endsWith('collage.jpg')).toBe(false);
    const shown = collage.photos.find(({ path }) => path.endsWith('collage.jpg'))!.holds;
    expect(shown.length).toBeGreaterThanOrEqual(3);
    for (const path of shown) expect(names.slice(14, 18)).toContain(basename(path));
    expect(shown).toContain(collage.photos.find(({ path }) => !path.endsWith('collage.jpg'))!.path);
    for (const group of together.groups.filter((one) => one !== collage)) {
      expect(group.photos.flatMap(({ holds }) => holds)).toEqual([]);
      const of = new Set(group.photos.map(({ path }) => (path.endsWith('page.png') ? names[20] : basename(path))));
      expect(of.size).toBe(1);
    }
    for (const [name, first, second] of [
      ['photos first', photos, parts],
      ['parts first', parts, photos],
    ] as const)
      await withLibrary(join(root, name), async (library) => {
        await scan(library, first);
        await scan(library, second);
        expect(byContent(await library.call('groups', {}))).toEqual(byContent(together));
      });
  });

  test('are found in a library of an earlier version without reading a file', async () => {
    const directory = join(root, 'together');
    const before = await withLibrary(directory, (library) => library.call('groups', {}));
    const database = new DatabaseSync(join(directory, 'library.sqlite'));
    database.exec(
      "alter table content drop column duration; alter table content drop column damaged; drop table local_features; delete from look where kind = 'cropped'; pragma user_version = 12",
    );
    database.close();
    await withLibrary(directory, async (library) => {
      expect(found(await library.call('groups', {}))).toBeLessThan(found(before));
      expect((await scan(library)).work).toMatchObject({ filesRead: 0, decoded: 0 });
      expect(found(await library.call('groups', {}))).toBeGreaterThanOrEqual(found(before) - 2);
    });
  });
});
