import { mkdirSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { paint, temporaryFolder } from '../../photos.ts';
import { check, groupsOf, groupWith, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
const at = (name: string) => join(folder, name);
const damaged = 'is damaged or cut short: what can be seen of it is in the library';
const cut = (bytes: Uint8Array, share: number) => bytes.subarray(0, Math.floor(bytes.length * share));

beforeAll(async () => {
  mkdirSync(join(folder, 'recovered'), { recursive: true });
  for (const [seed, share] of [0.4, 0.7, 0.95].entries()) {
    const photo = await paint(40 + seed, { width: 960, height: 720 })
      .jpeg({ quality: 90 })
      .toBuffer();
    // The whole one is smaller and younger: nothing else speaks for it.
    writeFileSync(at(`${seed}.jpg`), await sharp(photo).resize(800).jpeg({ quality: 80 }).toBuffer());
    writeFileSync(at(`recovered/${seed}.jpg`), cut(photo, share));
  }
  const alone = await paint(50, { width: 640, height: 480 }).jpeg().toBuffer();
  writeFileSync(at('recovered/alone.jpg'), cut(alone, 0.6));
  writeFileSync(at('recovered/nothing.jpg'), cut(alone, 0.02));
});

test('damaged photos are shown as far as they can be seen, with their good copies, and never preferred', async () => {
  await withLibrary(join(root, 'library'), async (library) => {
    const report = await scan(library, folder);
    expect(report.photos).toBe(7);
    expect(Object.fromEntries(report.unreadable.map(({ path, reason }) => [basename(path), reason]))).toEqual({
      '0.jpg': damaged,
      '1.jpg': damaged,
      '2.jpg': damaged,
      'alone.jpg': damaged,
      'nothing.jpg': 'is damaged or cut short',
    });
    // Not even where a person has said that a folder's photos come first.
    await library.call('set-rules', {
      keep: [{ rule: 'folder', folder: at('recovered') }],
      reference: [at('recovered')],
    });
    const groups = await groupsOf(library);
    for (const seed of [0, 1, 2]) {
      const group = groupWith(groups, at(`recovered/${seed}.jpg`));
      expect(group?.photos.map(({ path, damaged: isDamaged }) => [path, isDamaged])).toEqual([
        [at(`${seed}.jpg`), false],
        [at(`recovered/${seed}.jpg`), true],
      ]);
      expect(group?.reason).toMatch(/^a photo that is not damaged/);
      expect(['edited', 'cropped']).toContain(group?.kind);
    }
    // Nothing goes in bulk for a damaged one, or in its place.
    expect((await library.call('plan', { to: 'trash' })).photos).toEqual([]);
    expect((await library.call('unreadable', {})).files).toEqual(report.unreadable);
    expect(await scan(library)).toMatchObject({
      new: 0,
      changed: 0,
      unreadable: report.unreadable,
      work: { filesRead: 0 },
    });
  });
});

test('who has a damaged one does not have the photo', async () => {
  const card = join(root, 'card');
  mkdirSync(card);
  const photo = await paint(50, { width: 640, height: 480 }).jpeg().toBuffer();
  writeFileSync(join(card, 'whole.jpg'), photo);
  await withLibrary(join(root, 'library'), async (library) => {
    const { files } = await check(library, card);
    expect(files).toEqual([
      expect.objectContaining({ have: false, there: 'edited', match: at('recovered/alone.jpg') }),
    ]);
  });
});

test('those that an earlier version refused are read by the next scan', async () => {
  const directory = join(root, 'older');
  await withLibrary(directory, (library) => scan(library, folder));
  const database = new DatabaseSync(join(directory, 'library.sqlite'), { enableForeignKeyConstraints: false });
  database.exec(`
    update file set content = null, problem = 'is damaged or cut short'
      where content in (select id from content where damaged);
    delete from content where damaged;
    delete from look; delete from proof; delete from neighbours; delete from local_features; delete from lineage;
    delete from measure; delete from vector where content not in (select id from content);
    alter table content drop column duration; alter table content drop column damaged; pragma user_version = 13`);
  database.close();
  await withLibrary(directory, async (library) => {
    expect(await scan(library)).toMatchObject({ photos: 7, new: 4 });
    expect(groupWith(await groupsOf(library), at('recovered/0.jpg'))?.photos).toHaveLength(2);
  });
});
