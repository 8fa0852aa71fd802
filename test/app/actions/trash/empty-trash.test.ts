import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemDisk, type Disk } from '../../../../app/actions/disk/disk.ts';
import { empty } from '../../../../app/actions/trash/empty-trash.ts';
import type { Group } from '../../../../app/contract/contract.ts';
import type { Store } from '../../../../app/store/store.ts';
import { temporaryFolder } from '../../../photos.ts';
import { applied, fill, household, openHousehold, tree, undone, write, type Household } from '../household.ts';

const root = temporaryFolder();
let house: Household;
let store: Store;
let groups: Group[];
let before: Record<string, string>;
let count = 0;

beforeEach(() => {
  house = household(join(root, String(count++)));
  store = openHousehold(house);
  groups = fill(store, house, { groups: 3, size: 2 });
  before = tree(house.photos);
});
afterEach(() => store.close());

/** A disk on which nobody lets us make a trash of the system's. */
const withoutTrash: Disk = {
  ...systemDisk,
  mkdir: ((path: string, options: { recursive: true }) =>
    path.includes('Trash')
      ? Promise.reject(Object.assign(new Error('EACCES: no trash'), { code: 'EACCES' }))
      : systemDisk.mkdir(path, options)) as Disk['mkdir'],
};

const own = () => join(house.photos, '.twinlens-trash');
const tools = () => ({ store, disk: systemDisk, now: () => new Date(Date.UTC(2026, 10, 23)) });

describe('empty', () => {
  test('deletes what lies in trashes of our own, says so beforehand, and undo says it plainly', async () => {
    const result = await applied({ store, house, disk: withoutTrash }, groups, 'trash');
    expect(result.files).toBe(5);
    const bytes = result.bytes;
    expect(await empty(tools(), { dryRun: true })).toEqual({ files: 5, bytes, skipped: [] });
    expect(Object.keys(tree(own()))).toHaveLength(5);
    expect(await empty(tools(), {})).toEqual({ files: 5, bytes, skipped: [] });
    expect(existsSync(own())).toBe(false);
    expect(await empty(tools(), {})).toEqual({ files: 0, bytes: 0, skipped: [] });
    expect(store.operations.all()).toMatchObject([{ moved: 0, emptied: 5, restored: 0 }]);
    await expect(undone({ store, house }, result.operation)).rejects.toThrow(
      'Nothing of operation 1 can be brought back: its files were deleted for good when the trash was emptied on 2026-11-23.',
    );
  });

  test('of one operation leaves the others, which come back whole', async () => {
    const first = await applied({ store, house, disk: withoutTrash }, groups.slice(0, 1), 'trash');
    const second = await applied({ store, house, disk: withoutTrash }, groups.slice(1), 'trash');
    expect(await empty(tools(), { operation: first.operation })).toMatchObject({ files: 2 });
    expect(await undone({ store, house }, second.operation)).toMatchObject({ files: 3, skipped: [] });
    const gone = Object.keys(before).filter((path) => path.includes('folder 1/IMG_0.'));
    expect(gone).toHaveLength(2);
    expect(Object.keys(before).filter((path) => !gone.includes(path))).toEqual(Object.keys(tree(house.photos)));
    await expect(empty(tools(), { operation: 99 })).rejects.toThrow('There is no operation 99.');
  });

  test('leaves what was changed there, with what belongs to it, and names it', async () => {
    await applied({ store, house, disk: withoutTrash }, groups, 'trash');
    const changed = Object.keys(tree(own())).find((path) => path.endsWith('IMG_0.xmp'))!;
    write(changed, 'changed in the trash');
    const { files, skipped } = await empty(tools(), {});
    expect(files).toBe(3);
    expect(skipped.map(({ path }) => path)).toEqual([changed.replace('.xmp', '.jpg'), changed]);
    for (const { reason } of skipped)
      expect(reason).toBe('stays: it, or what belongs to it, was changed since it was put there');
    expect(existsSync(changed)).toBe(true);
  });

  test('never touches the desktop’s trash, nor a folder', async () => {
    await applied({ store, house }, groups.slice(0, 1), 'trash');
    await applied({ store, house }, groups.slice(1), join(root, `to ${count}`));
    const now = tree(root);
    expect(await empty(tools(), {})).toEqual({ files: 0, bytes: 0, skipped: [] });
    expect(tree(root)).toEqual(now);
  });
});

test('undo of what was emptied in part brings back the rest, and names what is gone', async () => {
  const result = await applied({ store, house, disk: withoutTrash }, groups, 'trash');
  const kept = Object.keys(tree(own())).find((path) => path.endsWith('IMG_1.jpg'))!;
  write(kept, 'changed');
  await empty(tools(), {});
  const back = await undone({ store, house }, result.operation);
  expect(back.files).toBe(0);
  const reasons = back.skipped.map(({ reason }) => reason);
  expect(reasons.filter((reason) => reason.includes('the trash was emptied on 2026-11-23'))).toHaveLength(4);
  expect(reasons.filter((reason) => reason.includes('was changed since it was moved'))).toHaveLength(1);
  expect(readdirSync(house.photos)).toContain('.twinlens-trash');
});
