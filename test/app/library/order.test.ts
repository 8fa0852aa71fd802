import { readdirSync, renameSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { byContent, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
const thresholds = [0, 0.3, 0.45, 0.7, 1];
let photos: Buffer[];
let once: Awaited<ReturnType<typeof groupsAtAll>>;

/** Five scenes, each shot thrice, each shot saved at two qualities and once as a small copy. */
beforeAll(async () => {
  photos = [];
  for (let seed = 0; seed < 5; seed++)
    for (const stir of [0, 12, 40]) {
      const shot = await paint(seed, { width: 400, height: 300, stir }).jpeg({ quality: 92 }).toBuffer();
      photos.push(
        shot,
        await sharp(shot).jpeg({ quality: 40 }).toBuffer(),
        await sharp(shot).resize(200).jpeg().toBuffer(),
      );
    }
  await writePhotos(join(root, 'all'), photos);
  once = await groupsAtAll('once', [[join(root, 'all')]]);
  expect(once[0]!.length).toBeGreaterThan(10);
  expect(once[4]).not.toEqual(once[0]);
}, 180_000);

async function writePhotos(folder: string, some: Buffer[], nameOf = (at: number) => `${at}.jpg`): Promise<void> {
  await writeFiles(folder, Object.fromEntries(some.map((bytes, at) => [nameOf(at), bytes])));
}

/** The groups at every threshold, after scans one after the other, each of some folders. */
function groupsAtAll(name: string, scans: string[][]) {
  return withLibrary(join(root, 'libraries', name), async (library) => {
    for (const folders of scans) await scan(library, ...folders);
    return Promise.all(thresholds.map(async (threshold) => byContent(await library.call('groups', { threshold }))));
  });
}

describe('the same photos give the same groups', () => {
  test('in another order, under other names', async () => {
    await writePhotos(join(root, 'other names'), photos.toReversed(), (at) => `Z${(at * 37) % 997} ${at}.jpeg`);
    expect(await groupsAtAll('reversed', [[join(root, 'other names')]])).toEqual(once);
  });

  test('in two steps, from two folders, in either order', async () => {
    await writePhotos(
      join(root, 'odd'),
      photos.filter((_, at) => at % 2 === 1),
    );
    await writePhotos(
      join(root, 'even'),
      photos.filter((_, at) => at % 2 === 0),
    );
    expect(await groupsAtAll('two', [[join(root, 'odd')], [join(root, 'even')]])).toEqual(once);
    expect(await groupsAtAll('two the other way', [[join(root, 'even')], [join(root, 'odd')]])).toEqual(once);
    expect(await groupsAtAll('two at once', [[join(root, 'even'), join(root, 'odd')]])).toEqual(once);
  }, 240_000);

  test('in many steps, and after photos came and went', async () => {
    const growing = join(root, 'growing');
    await mkdir(growing);
    await withLibrary(join(root, 'libraries', 'growing'), async (library) => {
      for (let step = 0; step < 9; step++) {
        await writePhotos(growing, photos.slice(step * 5, step * 5 + 5), (at) => `${step}-${at}.jpg`);
        await scan(library, growing);
        // Every other step loses some photos, and the next one has them back.
        const [first = ''] = readdirSync(growing);
        if (step % 2 === 0) renameSync(join(growing, first), join(root, `lost ${step}.jpg`));
        else renameSync(join(root, `lost ${step - 1}.jpg`), join(growing, `back ${step}.jpg`));
      }
      renameSync(join(root, 'lost 8.jpg'), join(growing, 'back 9.jpg'));
      await writePhotos(growing, [await paint(90, { width: 300, height: 200 }).jpeg().toBuffer()], () => 'guest.jpg');
      await scan(library);
      rmSync(join(growing, 'guest.jpg'));
      await scan(library);
      for (const [at, threshold] of thresholds.entries())
        expect(byContent(await library.call('groups', { threshold }))).toEqual(once[at]);
    });
  }, 240_000);
});
