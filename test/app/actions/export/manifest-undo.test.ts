import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operationOfManifest } from '../../../../app/actions/export/manifest-undo.ts';
import type { Store } from '../../../../app/store/store.ts';
import { temporaryFolder } from '../../../photos.ts';
import { exported, fill, household, openHousehold, tree, undone, write, type Household } from '../household.ts';

const root = temporaryFolder();
let house: Household;
let store: Store;
let folder: string;
let before: Record<string, string>;
let count = 0;

beforeEach(async () => {
  house = household(join(root, String(count++)));
  folder = join(root, `export ${count}`);
  store = openHousehold(house);
  const groups = fill(store, house, { groups: 3, size: 2 });
  before = tree(house.photos);
  await exported({ store, house }, groups, folder, 'move');
});
afterEach(() => store.close());

/** As after a new installation: nothing is known of what was done. */
function forget(): void {
  store.close();
  rmSync(house.library, { recursive: true });
  store = openHousehold(house);
}

const undoneBy = async (manifest: string) => undone({ store, house }, (await operationOfManifest(store, manifest)).id);

describe('an export by moving is undone from its manifest', () => {
  test('where the library is gone: every byte, time and path, companions included', async () => {
    forget();
    expect(await undoneBy(join(folder, 'manifest.json'))).toMatchObject({ files: 10, skipped: [] });
    expect(tree(house.photos)).toEqual(before);
    expect(readdirSync(folder)).toEqual([]);
    expect(store.operations.all()).toMatchObject([{ name: 'export', restored: 10, moved: 0 }]);
  });

  test('where its folder was carried elsewhere', async () => {
    forget();
    renameSync(folder, `${folder} elsewhere`);
    await undoneBy(join(`${folder} elsewhere`, 'manifest.json'));
    expect(tree(house.photos)).toEqual(before);
  });

  test('with the journal, where that knows it', async () => {
    await undoneBy(join(folder, 'manifest.json'));
    expect(tree(house.photos)).toEqual(before);
    expect(store.operations.all()).toHaveLength(1);
  });

  test('except what was changed there, or has another file in its place: that is named, and stays', async () => {
    forget();
    write(join(folder, '1', '1 IMG_0.jpg'), 'changed');
    const taken = Object.keys(before).find((path) => path.endsWith('folder 1/IMG_1.jpg'))!;
    write(taken, 'another file');
    const { files, skipped } = await undoneBy(join(folder, 'manifest.json'));
    expect(files).toBe(7);
    expect(skipped.map(({ reason }) => /was changed since|another file has its place/.exec(reason)?.[0])).toEqual([
      'was changed since',
      'was changed since',
      'another file has its place',
    ]);
    expect(readFileSync(taken, 'utf8')).toBe('another file');
    expect(readdirSync(folder)).toContain('manifest.json');
  });
});

describe('a manifest is refused', () => {
  const manifest = () => join(folder, 'manifest.json');
  const read = () => JSON.parse(readFileSync(manifest(), 'utf8')) as { mode: string; files: { target: string }[] };

  test.each<[string, () => void, string]>([
    ['that is not there', () => rmSync(manifest()), 'cannot be read'],
    ['that is something else', () => writeFileSync(manifest(), '{"name":"app"}'), 'is not a manifest of an export'],
    ['that is no JSON', () => writeFileSync(manifest(), 'words'), 'is not a manifest of an export'],
    [
      'of copies',
      () => writeFileSync(manifest(), JSON.stringify({ ...read(), mode: 'copy' })),
      'Nothing was moved by the export',
    ],
    [
      'that reaches out of its folder',
      () => {
        const { files, ...rest } = read();
        writeFileSync(manifest(), JSON.stringify({ ...rest, files: [{ ...files[0], target: '../../x.jpg' }] }));
      },
      'is damaged: it speaks of ../../x.jpg, outside its folder.',
    ],
  ])('%s', async (_, change, sentence) => {
    forget();
    change();
    const now = tree(folder);
    await expect(operationOfManifest(store, manifest())).rejects.toThrow(sentence);
    expect(tree(folder)).toEqual(now);
    expect(store.operations.all()).toEqual([]);
  });
});
