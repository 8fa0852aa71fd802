import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  fromPixels,
  orientations,
  paintedPixels,
  temporaryFolder,
  turnByHand,
  undoing,
  writeFiles,
} from '../../photos.ts';
import { groupsOf, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();

function encode(image: Sharp, format: 'png' | 'jpeg'): Promise<Buffer> {
  // To sharp a quality asks a PNG for a palette.
  return (format === 'png' ? image.png() : image.jpeg({ quality: 90 })).toBuffer();
}

describe('all eight orientations of one picture are one group', () => {
  const encodings = ['png', 'jpeg'] as const;

  test.each(encodings)(
    'where the pixels are turned and the tag undoes it, so that all look alike: %s',
    async (format) => {
      const picture = await paintedPixels(20, { width: 480, height: 360 });
      const folder = join(root, `compensated ${format}`);
      for (const orientation of orientations) {
        const stored = fromPixels(turnByHand(picture, undoing(orientation))).withMetadata({ orientation });
        await writeFiles(folder, { [`${orientation}.${format}`]: await encode(stored, format) });
      }
      await expectOneGroup(folder, format === 'png' ? 'same-pixels' : /^(same-pixels|resized)$/);
    },
  );

  test.each(encodings)('where the tag alone was changed, so that they look turned: %s', async (format) => {
    const picture = fromPixels(await paintedPixels(21, { width: 480, height: 360 }));
    const folder = join(root, `tagged ${format}`);
    for (const orientation of orientations) {
      const tagged = picture.clone().withMetadata({ orientation });
      await writeFiles(folder, { [`${orientation}.${format}`]: await encode(tagged, format) });
    }
    await expectOneGroup(folder, 'same-pixels');
  });

  async function expectOneGroup(folder: string, kind: string | RegExp): Promise<void> {
    await withLibrary(`${folder} library`, async (library) => {
      expect(await scan(library, folder)).toMatchObject({ photos: 8, unreadable: [] });
      for (const threshold of [0, undefined]) {
        const groups = await groupsOf(library, threshold);
        expect(groups.map(({ photos }) => photos.length)).toEqual([8]);
        expect(groups[0]!.kind).toMatch(kind);
      }
    });
  }
});
