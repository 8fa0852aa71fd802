import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { previewSide } from '../../../app/contract/image-sizes.ts';
import { encodePreview } from '../../../app/images/preview.ts';
import { hasRealPhotos, paint, realPhoto, temporaryFolder, writeFiles } from '../../photos.ts';
import { tiffRaw } from '../../raw-files.ts';
import { groupWith, groupsOf, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();

/** A raw file around a painted picture, and the JPEG that its camera wrote beside it. */
async function shot(seed: number): Promise<{ raw: Buffer; jpeg: Buffer }> {
  const jpeg = await paint(seed, { width: 600, height: 400 }).jpeg({ quality: 92 }).toBuffer();
  const takenAt = `2023:05:06 07:08:${String(seed).padStart(2, '0')}`;
  return { raw: tiffRaw({ previews: [jpeg], orientation: 1, width: 6000, height: 4000, takenAt }), jpeg };
}

test('a raw file and what was developed from it are one group, and neither is a copy to be thrown away', async () => {
  const { raw } = await shot(11);
  const developed = await paint(11, { width: 600, height: 400 }).modulate({ brightness: 1.05 }).jpeg().toBuffer();
  const folder = join(root, 'developed');
  await writeFiles(folder, { 'IMG_1.dng': raw, 'final.jpg': developed, 'other.jpg': (await shot(12)).jpeg });
  await withLibrary(join(root, 'developed library'), async (library) => {
    expect(await scan(library, folder)).toMatchObject({ photos: 3, unreadable: [] });
    const [group, ...others] = await groupsOf(library);
    expect(others).toEqual([]);
    expect(group?.photos.map(({ path }) => basename(path)).sort()).toEqual(['IMG_1.dng', 'final.jpg']);
    for (const { kind } of group?.photos ?? []) expect(['identical', 'edited', 'similar']).toContain(kind);
    expect(
      groupWith([group!], join(folder, 'IMG_1.dng'))?.photos.find(({ path }) => path.endsWith('dng')),
    ).toMatchObject({
      width: 6000,
      height: 4000,
      takenAt: '2023-05-06T07:08:11',
    });
  });
});

test('a raw file beside the JPEG of its shot is one unit with it; two raw files of one picture are no copies', async () => {
  const { raw, jpeg } = await shot(13);
  const folder = join(root, 'unit');
  await writeFiles(folder, {
    'card/IMG_1.JPG': jpeg,
    'card/IMG_1.NEF': raw,
    'alone/a.nef': (await shot(14)).raw,
    'alone/b.nef': Buffer.concat([(await shot(14)).raw, Buffer.alloc(10)]),
  });
  await withLibrary(join(root, 'unit library'), async (library) => {
    expect(await scan(library, folder)).toMatchObject({ photos: 3, unreadable: [] });
    const groups = await groupsOf(library);
    expect(groupWith(groups, join(folder, 'card/IMG_1.NEF'))).toBeUndefined();
    const pair = groupWith(groups, join(folder, 'alone/a.nef'));
    expect(pair?.photos).toHaveLength(2);
    for (const { kind, keep } of pair?.photos ?? []) if (!keep) expect(['edited', 'similar']).toContain(kind);
  });
});

test.skipIf(!hasRealPhotos)('a HEIC and the JPEG that was exported from it are one group, verified', async () => {
  const heic = readFileSync(realPhoto('formats/iphone_13_pro_max.HEIC'));
  const folder = join(root, 'exported');
  await writeFiles(folder, { 'IMG_1.HEIC': heic, 'mail/small.jpg': await encodePreview(heic, previewSide) });
  await withLibrary(join(root, 'exported library'), async (library) => {
    expect(await scan(library, folder)).toMatchObject({ photos: 2, unreadable: [] });
    const [group] = await groupsOf(library, 0);
    expect(group?.photos).toHaveLength(2);
    expect(group?.photos.find(({ keep }) => keep)?.path).toBe(join(folder, 'IMG_1.HEIC'));
    expect(['resized', 'same-pixels']).toContain(group?.photos.find(({ keep }) => !keep)?.kind);
  });
});
