import { chmodSync, existsSync, lstatSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Disk } from '../../../../app/actions/disk/disk.ts';
import type { Store } from '../../../../app/store/store.ts';
import { temporaryFolder } from '../../../photos.ts';
import { expectAccounted } from '../accounts.ts';
import { withVolume } from '../dying.ts';
import {
  contents,
  exported,
  fill,
  group,
  household,
  openHousehold,
  recovered,
  scanned,
  tree,
  undone,
  write,
  type Household,
} from '../household.ts';

const root = temporaryFolder();
let house: Household;
let store: Store;
let folder: string;
let count = 0;

beforeEach(() => {
  house = household(join(root, String(count++)));
  folder = join(root, `export ${count}`);
  store = openHousehold(house);
});

afterEach(() => store.close());

interface Manifest {
  files: { group: number; keep: boolean; source: string; target: string; sha256: string; modified: string }[];
}

const manifest = () => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

test(
  '1,000 groups with clashing names: nothing overwritten, every file in the manifest, a move undone',
  { timeout: 300_000 },
  async () => {
    const paths: string[][] = [];
    for (let number = 0; number < 1000; number++)
      paths.push(
        ['a', 'b'].map((name) => join(house.photos, String(number), name, number % 2 === 0 ? 'IMG.jpg' : 'img.JPG')),
      );
    for (const [at, path] of paths.flat().entries()) write(path, `photo ${at}`);
    scanned(store, house.photos, paths.flat());
    const groups = paths.map((pair, at) => group(store, String(at), pair));
    const before = tree(house.photos);
    const result = await exported({ store, house }, groups, folder, 'move');
    expect(result).toMatchObject({ files: 2000, groups: 1000, skipped: [] });
    expect(tree(house.photos)).toEqual({});
    const { files } = manifest();
    expect(files).toHaveLength(2000);
    expect(new Set(files.map(({ target }) => target.toLowerCase())).size).toBe(2000);
    const placed = tree(folder);
    for (const { source, target } of files) expect(placed[join(folder, target)]).toBe(before[source]);
    expect(Object.keys(placed)).toHaveLength(2002);
    expect(files[0]).toMatchObject({ group: 1, keep: true, target: join('0001', '1 IMG.jpg') });
    expect(readFileSync(join(folder, 'manifest.csv'), 'utf8').trim().split('\r\n')).toHaveLength(2001);
    expect(await undone({ store, house }, result.operation)).toMatchObject({ files: 2000, skipped: [] });
    expect(tree(house.photos)).toEqual(before);
    expect(readdirSync(folder)).toEqual([]);
  },
);

describe('an export', () => {
  test.each(['copy', 'hardlink', 'symlink'] as const)(
    'by %s leaves the photos as they are, and undo removes it whole',
    async (mode) => {
      const groups = fill(store, house);
      const before = tree(house.photos);
      const result = await exported({ store, house }, groups, folder, mode);
      expect(result).toMatchObject({ groups: 4, files: 18, skipped: [] });
      expect(tree(house.photos)).toEqual(before);
      const made = join(folder, '1', '1 IMG_0.jpg');
      expect(readFileSync(made)).toEqual(readFileSync(groups[0]!.photos[0]!.path));
      expect(lstatSync(made).isSymbolicLink()).toBe(mode === 'symlink');
      expect(lstatSync(made, { bigint: true }).nlink).toBe(mode === 'hardlink' ? 2n : 1n);
      expect(existsSync(join(folder, '1', '1 IMG_0.xmp'))).toBe(true);
      if (mode === 'copy') expect(contents(tree(join(folder, '1')))).toEqual(contents(pick(before, 'IMG_0.')));
      expect(await undone({ store, house }, result.operation)).toMatchObject({ files: 18, skipped: [] });
      expect(tree(house.photos)).toEqual(before);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('that was changed, or is the only copy by now, is not undone there', async () => {
    const groups = fill(store, house, { groups: 1, size: 2 });
    const result = await exported({ store, house }, groups, folder, 'copy');
    const [first, second] = groups[0]!.photos.map(({ path }) => path) as [string, string];
    chmodSync(join(folder, '1', '1 IMG_0.jpg'), 0o600);
    write(join(folder, '1', '1 IMG_0.jpg'), 'edited in the export');
    rmSync(second);
    const back = await undone({ store, house }, result.operation);
    expect(back.skipped.filter(({ path }) => path.endsWith('.jpg'))).toMatchObject(
      [
        { path: second, reason: expect.stringMatching(/^is not where it was any more: its copy .+ stays$/) as string },
        { path: first, reason: expect.stringMatching(/^stays: .+ is not what the export made any more$/) as string },
      ].sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
    expect(existsSync(join(folder, '1', '2 IMG_0.jpg'))).toBe(true);
    expect(existsSync(join(folder, 'manifest.json'))).toBe(true);
  });

  test('leaves out what was changed since the scan, and names it', async () => {
    const groups = fill(store, house, { groups: 1, size: 2 });
    const [first, second] = groups[0]!.photos.map(({ path }) => path) as [string, string];
    write(first, 'edited since');
    rmSync(second);
    for (const mode of ['copy', 'hardlink', 'symlink', 'move'] as const) {
      const to = join(folder, mode);
      const { files, skipped } = await exported({ store, house }, groups, to, mode);
      expect(files).toBe(0);
      expect(skipped.filter(({ path }) => path.endsWith('.jpg'))).toEqual([
        { path: first, reason: 'was changed since the scan' },
        { path: second, reason: 'is not there any more' },
      ]);
    }
    expect(readFileSync(first, 'utf8')).toBe('edited since');
  });

  test('by hard links to another drive says what to do instead', async () => {
    const groups = fill(store, house, { groups: 1, size: 2 });
    const { files, skipped } = await exported({ store, house, disk: withVolume(folder) }, groups, folder, 'hardlink');
    expect(files).toBe(0);
    for (const { reason } of skipped)
      expect(reason).toBe('was left where it is: it lies on another drive, to which no hard link can lead: use copies');
  });

  /** A disk that has room for five copies: in the export's folder only, or nowhere. */
  const filling = (isFull: (to: string) => boolean): Disk => {
    const volume = withVolume(folder);
    let copies = 0;
    return {
      ...volume,
      copyFile: async (from, to, how) => {
        if (++copies > 5 && isFull(String(to))) throw Object.assign(new Error('ENOSPC: injected'), { code: 'ENOSPC' });
        await volume.copyFile(from, to, how);
      },
    };
  };

  test.each(['copy', 'move'] as const)('by %s onto a drive that fills up ends there, and is undone', async (mode) => {
    const groups = fill(store, house);
    const before = tree(house.photos);
    const disk = filling((to) => to.startsWith(folder));
    const result = await exported({ store, house, disk }, groups, folder, mode);
    expect(result.files).toBeGreaterThan(2);
    expect(result.skipped.map(({ reason }) => reason)).toContain('was left where it is: the drive is full');
    expect(manifest().files).toHaveLength(result.files);
    await undone({ store, house, disk: withVolume(folder) }, result.operation);
    expect(tree(house.photos, folder)).toEqual(before);
  });

  test('by move that can neither go on nor back waits for the next start, which puts it right', async () => {
    const groups = fill(store, house);
    const before = tree(house.photos);
    const disk = filling(() => true);
    const result = await exported({ store, house, disk }, groups, folder, 'move');
    expect(store.operations.all()).toMatchObject([{ unsettled: 1, state: 'done' }]);
    await recovered({ store, house, disk: withVolume(folder) });
    expect(store.operations.all()).toMatchObject([{ unsettled: 0, state: 'done' }]);
    expectAccounted(store, before, [house.photos, folder]);
    await undone({ store, house, disk: withVolume(folder) }, result.operation);
    expect(tree(house.photos, folder)).toEqual(before);
  });

  test('goes into a folder of its own only', async () => {
    const groups = fill(store, house, { groups: 1 });
    write(join(folder, 'other.txt'), 'x');
    await expect(exported({ store, house }, groups, folder, 'copy')).rejects.toThrow(
      `The folder ${folder} is not empty: export into a new one, so that nothing can be mixed up.`,
    );
  });
});

function pick(files: Record<string, string>, part: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path.includes(part)));
}
