import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Group } from '../../../app/contract/contract.ts';
import type { Store } from '../../../app/store/store.ts';
import { temporaryFolder } from '../../photos.ts';
import { applied, contents, fill, household, openHousehold, tree, undone, type Household } from './household.ts';

const root = temporaryFolder();
let house: Household;
let store: Store;
let groups: Group[];
let before: Record<string, string>;
let count = 0;

beforeEach(() => {
  house = household(join(root, String(count++)));
  store = openHousehold(house);
  groups = fill(store, house);
  before = tree(house.photos);
});

afterEach(() => store.close());

describe('apply', () => {
  test('moves copies and their companions into a folder as they lay, and undo restores the very tree', async () => {
    const folder = join(root, `to ${count}`);
    const result = await applied({ store, house }, groups, folder);
    // Four groups of three: two photos of each go, and two of the four groups have companions.
    expect(result).toMatchObject({ files: 12, skipped: [], interrupted: false });
    expect(Object.keys(tree(house.photos))).toHaveLength(6);
    expect(existsSync(join(folder, 'photos', 'folder 1', 'IMG_0.xmp'))).toBe(true);
    expect(contents({ ...tree(folder), ...tree(house.photos) })).toEqual(contents(before));
    expect(store.photos.file(groups[0]!.photos[1]!.path)).toBeUndefined();
    expect(await undone({ store, house }, result.operation)).toMatchObject({ files: 12, skipped: [] });
    expect(tree(house.photos)).toEqual(before);
    expect(tree(folder)).toEqual({});
    expect(readdirSync(folder)).toEqual([]);
    expect(store.photos.file(groups[0]!.photos[1]!.path)).toMatchObject({ embedded: true });
  });

  test('puts files into the home trash with the notes that desktops read, and undo takes both back', async () => {
    const result = await applied({ store, house }, groups, 'trash');
    expect(result).toMatchObject({ files: 12, skipped: [] });
    const trashed = readdirSync(join(house.home, 'files')).sort();
    expect(trashed).toContain('IMG_0.jpg');
    expect(trashed).toContain('IMG_0 (2).jpg');
    expect(trashed).toContain('IMG_0 (2).xmp');
    const notes = readdirSync(join(house.home, 'info'));
    expect(notes.sort()).toEqual(trashed.map((name) => `${name}.trashinfo`));
    expect(readFileSync(join(house.home, 'info', 'IMG_0.jpg.trashinfo'), 'utf8')).toMatch(
      /^\[Trash Info\]\nPath=\/.*\/folder%201\/IMG_0\.jpg\nDeletionDate=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\n$/,
    );
    await undone({ store, house }, result.operation);
    expect(tree(house.photos)).toEqual(before);
    expect(tree(house.home)).toEqual({});
  });
});
