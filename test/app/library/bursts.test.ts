import { join } from 'node:path';
import sharp, { type Exif } from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { blots, temporaryFolder, writeFiles } from '../../photos.ts';
import { check, groupWith, groupsOf, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
const photos = join(root, 'photos');

/** What a phone writes of a shot at 12:00 and some seconds. */
function shotAt(seconds: number, { subsecond = '00', camera = 'Phone 7' } = {}): Exif {
  const time = `2024:05:17 12:00:${String(seconds).padStart(2, '0')}`;
  return {
    IFD0: { Make: 'Maker', Model: camera },
    IFD2: { DateTimeOriginal: time, SubSecTimeOriginal: subsecond },
  };
}

/** One picture, or a part of it with other light: what the next frame of a burst looks like, and an edit as well. */
async function file(of: { light?: number; inset?: number }, exif?: Exif): Promise<Buffer> {
  const { light = 1, inset = 0 } = of;
  const whole = await (await blots(3)).png().toBuffer();
  const part = sharp(whole).extract({ left: inset, top: inset, width: 640 - 2 * inset, height: 480 - 2 * inset });
  const lit = sharp(await part.png().toBuffer()).linear(light, 0);
  return (exif === undefined ? lit : lit.withExif(exif)).jpeg({ quality: 92 }).toBuffer();
}

beforeAll(async () => {
  await writeFiles(photos, {
    'shot.jpg': await file({}, shotAt(0)),
    'next frame.jpg': await file({ inset: 40, light: 1.1 }, shotAt(2)),
    'same second.jpg': await file({ inset: 30, light: 0.9 }, shotAt(0, { subsecond: '40' })),
    'edit that keeps its time.jpg': await file({ inset: 20, light: 1.15 }, shotAt(0)),
    'edit without a time.jpg': await file({ inset: 50, light: 0.85 }),
    'other camera.jpg': await file({ inset: 35, light: 1.05 }, shotAt(3, { camera: 'Phone 8' })),
    'much later.jpg': await file({ inset: 45, light: 1.2 }, shotAt(59)),
  });
});

test('another shot within moments by the same camera is a burst, never an edit; what keeps its time, or has none, is one', async () => {
  await withLibrary(join(root, 'library'), async (library) => {
    await scan(library, photos);
    const compare = async (name: string) => {
      const { kind } = await library.call('compare', { a: join(photos, 'shot.jpg'), b: join(photos, name) });
      return kind;
    };
    expect(await compare('next frame.jpg')).toBe('burst');
    expect(await compare('same second.jpg')).toBe('burst');
    expect(await compare('edit that keeps its time.jpg')).toBe('cropped');
    expect(await compare('edit without a time.jpg')).toBe('cropped');
    expect(await compare('other camera.jpg')).toBe('cropped');
    expect(await compare('much later.jpg')).toBe('cropped');
  });
});

test('in groups they are versions of their own, called a burst; and on a card they are no edits of what is there', async () => {
  const bursts = join(root, 'bursts');
  await writeFiles(bursts, {
    'a.jpg': await file({ light: 1.02 }, shotAt(20)),
    'b.jpg': await file({ inset: 40, light: 1.12 }, shotAt(21)),
  });
  await withLibrary(join(root, 'library of bursts'), async (library) => {
    await scan(library, bursts);
    const group = groupWith(await groupsOf(library, 1), join(bursts, 'a.jpg'));
    expect(group?.kind).toBe('burst');
    expect(group?.versions.map(({ kind }) => kind)).toEqual(['identical', 'burst']);
    // A third frame on a card is no edit of what is there.
    const card = join(root, 'card');
    await writeFiles(card, { 'c.jpg': await file({ inset: 20, light: 0.95 }, shotAt(22)) });
    const { files } = await check(library, card);
    expect(files.map(({ have, kind, there }) => ({ have, kind, there }))).toEqual([
      { have: false, kind: 'burst', there: 'similar' },
    ]);
  });
});
