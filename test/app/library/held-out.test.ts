import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Group } from '../../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../../app/library.ts';
import {
  fromPixels,
  hasRealPhotos,
  heldOutPhotos,
  temporaryFolder,
  turnByHand,
  undoing,
  writeFiles,
} from '../../photos.ts';
import { groupsOf, groupWith, scan } from '../scanning.ts';

/** One photo of each folder, none of which anything was tuned on. */
describe.skipIf(!hasRealPhotos)(
  'copies of real photos that nobody tuned to (skipped without the shared photos)',
  () => {
    const root = temporaryFolder();
    const folder = join(root, 'photos');
    const copies = ['identical.jpg', 'quality 30.jpg', 'quarter.jpg', 'other tag.jpg', 'turned back.jpg'] as const;
    let originals: string[];
    let library: Library;
    let groups: Group[];

    beforeAll(async () => {
      originals = [];
      for (const photo of heldOutPhotos(60)) {
        const name = `${basename(dirname(photo))} ${basename(photo, '.jpg')}`;
        originals.push(name);
        await writeCopies(join(folder, name), photo, 2 + (originals.length % 7));
      }
      library = await openLibrary({ directory: join(root, 'library') });
      const report = await scan(library, folder);
      expect(report).toMatchObject({
        photos: originals.length * 6,
        unreadable: [],
        groups: expect.any(Number) as unknown,
      });
      groups = await groupsOf(library);
    }, 240_000);

    afterAll(() => library.close());

    async function writeCopies(to: string, photo: string, orientation: number): Promise<void> {
      mkdirSync(to, { recursive: true });
      copyFileSync(photo, join(to, 'original.jpg'));
      const bytes = readFileSync(photo);
      const { width } = await sharp(bytes).metadata();
      const { data, info } = await sharp(bytes)
        .toColourspace('srgb')
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const pixels = info.channels === 3 ? { data, ...info } : null;
      const turned = pixels === null ? sharp(bytes).rotate(90) : fromPixels(turnByHand(pixels, undoing(orientation)));
      await writeFiles(to, {
        'identical.jpg': bytes,
        'quality 30.jpg': await sharp(bytes).jpeg({ quality: 30 }).toBuffer(),
        'quarter.jpg': await sharp(bytes)
          .resize(Math.round(width / 4))
          .jpeg({ quality: 90 })
          .toBuffer(),
        'other tag.jpg': await sharp(bytes).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer(),
        'turned back.jpg': await turned
          .withMetadata({ orientation: pixels === null ? 8 : orientation })
          .jpeg({ quality: 95 })
          .toBuffer(),
      });
    }

    test.each(copies)('each one is in the group of its original: %s', (copy) => {
      const strays = originals.filter((name) => {
        const group = groupWith(groups, join(folder, name, 'original.jpg'));
        return group === undefined || !group.photos.some(({ path }) => path === join(folder, name, copy));
      });
      expect(strays).toEqual([]);
    });

    test('no group joins two originals', () => {
      const joined = groups
        .map(({ photos }) => [...new Set(photos.map(({ path }) => basename(dirname(path))))])
        .filter((names) => names.length > 1);
      expect(joined).toEqual([]);
      expect(groups).toHaveLength(originals.length);
    });

    test('nearly all are verified copies, which the tightest threshold keeps together', async () => {
      const tight = await groupsOf(library, 0);
      const kept = originals.flatMap((name) => {
        const group = groupWith(tight, join(folder, name, 'original.jpg'));
        return copies.filter((copy) => group?.photos.some(({ path }) => path === join(folder, name, copy)));
      });
      expect(kept.length / (originals.length * copies.length)).toBeGreaterThan(0.95);
      expect(tight.map(({ kind }) => kind)).not.toContain('similar');
    });
  },
);
