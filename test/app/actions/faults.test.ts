/** Whatever goes wrong: nothing is lost, nothing is overwritten, the rest goes on, and a person can read why. */
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Group } from '../../../app/contract/contract.ts';
import { systemDisk, type Disk } from '../../../app/actions/disk/disk.ts';
import { planTools, planRemoval } from '../../../app/actions/plan/plan.ts';
import { apply } from '../../../app/actions/apply.ts';
import type { Store } from '../../../app/store/store.ts';
import { temporaryFolder } from '../../photos.ts';
import { expectAccounted } from './accounts.ts';
import { withVolume } from './dying.ts';
import {
  applied,
  control,
  fill,
  group,
  household,
  openHousehold,
  recovered,
  tree,
  undone,
  write,
  type Household,
} from './household.ts';

const root = temporaryFolder();
let house: Household;
let store: Store;
let groups: Group[];
let before: Record<string, string>;
let place: string;
let count = 0;

beforeEach(() => {
  const folder = join(root, String(count++));
  house = household(folder);
  place = join(folder, 'place');
  store = openHousehold(house);
  groups = fill(store, house, { groups: 3, size: 2 });
  before = tree(house.photos);
});

afterEach(() => store.close());

/** The photo of a group that is to go, and the one that is to stay. */
const going = (group = 0) => groups[group]!.photos[1]!.path;
const keeper = (group = 0) => groups[group]!.photos[0]!.path;

/** A disk on which one call fails for one file, as the system would have it fail. */
function failing(
  name: 'rename' | 'copyFile' | 'open' | 'mkdir',
  part: string,
  code: string,
  disk: Disk = systemDisk,
): Disk {
  const call = disk[name] as (...given: unknown[]) => Promise<unknown>;
  return {
    ...disk,
    [name]: (...given: unknown[]) =>
      given.some((one) => typeof one === 'string' && one.includes(part))
        ? Promise.reject(Object.assign(new Error(`${code}: injected`), { code }))
        : call(...given),
  };
}

describe('what changes between the scan and the action', () => {
  const cases: [string, () => void, RegExp][] = [
    ['a file that has grown', () => appendFileSync(going(), 'more'), /was changed since the scan/],
    ['a file that was replaced', () => write(going(), 'another photo'), /was changed since the scan/],
    ['a file with another date', () => utimesSync(going(), 1, 1), /has another date than at the scan/],
    ['a file that was removed', () => rmSync(going()), /is not there any more/],
    [
      'a file that is a link now',
      () => {
        renameSync(going(), `${going()}.real`);
        symlinkSync(`${going()}.real`, going());
      },
      /is a link now/,
    ],
    [
      'a file that is a folder now',
      () => {
        rmSync(going());
        mkdirSync(going());
      },
      /is not a regular file any more/,
    ],
    ['a keeper that is gone', () => rmSync(keeper()), /was left where it is: its keeper .+ is not there any more/],
    [
      'a keeper that was changed',
      () => write(keeper(), 'x'),
      /was left where it is: its keeper .+ was changed since the scan/,
    ],
    [
      'a keeper that is a link to the very copy',
      () => {
        rmSync(keeper());
        symlinkSync(going(), keeper());
      },
      /was left where it is: its keeper .+ is a link now/,
    ],
  ];

  test.each(cases)('%s is left alone and named; the other groups go', async (_, change, reason) => {
    change();
    const now = tree(house.photos);
    const result = await applied({ store, house }, groups, place);
    expect(result.skipped.map(({ path }) => path)).toContain(going());
    for (const skipped of result.skipped) expect(skipped.reason).toMatch(reason);
    expect(result.files).toBe(3);
    for (const path of Object.keys(now).filter((one) => one.includes('IMG_0')))
      expect(tree(house.photos)[path]).toBe(now[path]);
    await undone({ store, house }, result.operation);
    expect(tree(house.photos)).toEqual(now);
  });

  test('a folder that became a link to the keepers keeps every photo where it is', async () => {
    renameSync(dirname(going()), join(root, `aside ${count}`));
    symlinkSync(dirname(keeper()), dirname(going()));
    const now = tree(house.photos);
    const result = await applied({ store, house }, groups, place);
    expect(result.files).toBe(0);
    for (const { reason } of result.skipped) expect(reason).toMatch(/lies behind a link now: .+folder 1$/);
    expect(tree(house.photos)).toEqual(now);
  });

  test('a hard link to the keeper frees nothing: it stays, and says so', async () => {
    rmSync(going());
    linkSync(keeper(), going());
    const { sha256 } = groups[0]!.photos[0]!;
    store.photos.save([{ file: { ...store.photos.file(keeper())!, path: going() }, sha256, content: null }]);
    groups[0]!.photos[1] = { ...groups[0]!.photos[0]!, path: going(), keep: false };
    const result = await applied({ store, house }, groups.slice(0, 1), place);
    expect(result.files).toBe(0);
    expect(result.skipped[0]!.reason).toMatch(/^was left where it is: it is the very file of its keeper/);
    expect([keeper(), going()].every((path) => existsSync(path))).toBe(true);
  });

  test('the very file of the keeper, seen under two names, does not go as its copy', async () => {
    const shown = (path: string) => (path.startsWith(dirname(going())) ? path.replace('folder 1', 'folder 0') : path);
    // As when one drive is mounted twice.
    const disk: Disk = {
      ...systemDisk,
      lstat: ((path: string, options: never) => systemDisk.lstat(shown(path), options)) as Disk['lstat'],
      open: (path, ...rest) => systemDisk.open(shown(String(path)), ...rest),
    };
    const { sha256, bytes } = groups[0]!.photos[0]!;
    store.photos.save([{ file: { ...store.photos.file(keeper())!, path: going() }, sha256, content: null }]);
    groups[0]!.photos[1] = { ...groups[0]!.photos[1]!, sha256, bytes };
    const result = await applied({ store, house, disk }, groups.slice(0, 1), place);
    expect(result.files).toBe(0);
    expect(result.skipped[0]!.reason).toMatch(/^was left where it is: it is the very file of its keeper/);
  });
});

describe('what the system refuses', () => {
  const cases: [string, string, (disk: Disk) => Disk, RegExp][] = [
    [
      'EACCES',
      'no permission',
      (disk) => failing('rename', 'folder 1/IMG_0.jpg', 'EACCES', disk),
      /you have no permission to move it/,
    ],
    [
      'EBUSY',
      'in use',
      (disk) => failing('rename', 'folder 1/IMG_0.jpg', 'EBUSY', disk),
      /it is in use by another program/,
    ],
    [
      'EBUSY of a companion',
      'in use',
      (disk) => failing('rename', 'folder 1/IMG_0.xmp', 'EBUSY', disk),
      /it is in use by another program/,
    ],
    [
      'EIO while it is read',
      'drive',
      (disk) => failing('open', 'folder 1/IMG_0.jpg', 'EIO', disk),
      /the drive reports an error/,
    ],
    [
      'ENAMETOOLONG',
      'name',
      (disk) => failing('rename', 'folder 1/IMG_0.jpg', 'ENAMETOOLONG', disk),
      /its name would be too long/,
    ],
    [
      'EIO across drives',
      'drive',
      (disk) => failing('copyFile', 'folder 1/IMG_0.xmp', 'EIO', withVolume(place, disk)),
      /the drive reports an error/,
    ],
  ];

  test.each(cases)('%s (%s): the photo and its companions stay, the others go', async (_, __, broken, reason) => {
    const result = await applied({ store, house, disk: broken(systemDisk) }, groups, place);
    expect(result.skipped.map(({ path }) => basename(path))).toEqual(['IMG_0.jpg', 'IMG_0.xmp']);
    for (const skipped of result.skipped) expect(skipped.reason).toMatch(reason);
    expect(result.files).toBe(3);
    expectAccounted(store, before, [house.photos, place]);
  });

  test('a full drive ends the action: what found no room stays, and says so', async () => {
    const disk = failing('copyFile', 'IMG_1.jpg', 'ENOSPC', withVolume(place));
    const result = await applied({ store, house, disk }, groups, place);
    expect(result).toMatchObject({ files: 2, skipped: [{ path: going(1) }, { path: going(2) }, {}] });
    for (const { reason } of result.skipped) expect(reason).toBe('was left where it is: the drive is full');
    expectAccounted(store, before, [house.photos, place]);
    expect(await undone({ store, house, disk: withVolume(place) }, result.operation)).toMatchObject({ files: 2 });
    expect(tree(house.photos, place)).toEqual(before);
  });

  test('a full trash leaves the photos where they are', async () => {
    const disk = failing('open', '.trashinfo', 'ENOSPC');
    const result = await applied({ store, house, disk }, groups, 'trash');
    expect(result.files).toBe(0);
    expect(result.skipped).toHaveLength(5);
    for (const { reason } of result.skipped) expect(reason).toBe('was left where it is: the drive is full');
    expect(tree(house.photos, house.home)).toEqual(before);
  });

  test('where no trash can be made, the library’s folder has one of its own, which undo knows', async () => {
    const result = await applied({ store, house, disk: failing('mkdir', 'Trash', 'EACCES') }, groups, 'trash');
    expect(result).toMatchObject({ files: 5, skipped: [] });
    expect(Object.keys(tree(join(house.photos, '.twinlens-trash')))).toHaveLength(5);
    await undone({ store, house }, result.operation);
    expect(tree(house.photos)).toEqual(before);
    expect(existsSync(join(house.photos, '.twinlens-trash'))).toBe(false);
  });

  test('a move to another drive keeps bytes, times and permissions, there and back', async () => {
    const disk = withVolume(place);
    const result = await applied({ store, house, disk }, groups, place);
    expect(result).toMatchObject({ files: 5, skipped: [] });
    const about = (files: Record<string, string>) =>
      Object.entries(files).map(([path, file]) => `${basename(path)} ${file}`);
    expect(about({ ...tree(place) }).every((one) => about(before).includes(one))).toBe(true);
    await undone({ store, house, disk }, result.operation);
    expect(tree(house.photos, place)).toEqual(before);
  });

  test('a copy that arrives damaged on the other drive is thrown away, and the photo stays', async () => {
    const volume = withVolume(place);
    const disk: Disk = {
      ...volume,
      copyFile: async (from, to, mode) => {
        await volume.copyFile(from, to, mode);
        if (String(from).includes('IMG_1')) appendFileSync(String(to), 'damage');
      },
    };
    const result = await applied({ store, house, disk }, groups, place);
    expect(result.skipped).toEqual([
      { path: going(1), reason: 'arrived damaged on the other drive, and was not moved' },
    ]);
    expectAccounted(store, before, [house.photos, place]);
  });
});

describe('what others do at the same time', () => {
  test('a file that takes the name at the last moment is not overwritten: the photo gets another', async () => {
    const disk: Disk = {
      ...systemDisk,
      link: async (from, to) => {
        if (!existsSync(join(place, 'photos', 'folder 1', 'IMG_1.jpg')))
          write(join(place, 'photos', 'folder 1', 'IMG_1.jpg'), 'theirs');
        await systemDisk.link(from, to);
      },
    };
    const result = await applied({ store, house, disk }, groups.slice(1, 2), place);
    expect(result).toMatchObject({ files: 1, skipped: [] });
    expect(readFileSync(join(place, 'photos', 'folder 1', 'IMG_1.jpg'), 'utf8')).toBe('theirs');
    expect(existsSync(join(place, 'photos', 'folder 1', 'IMG_1 (2).jpg'))).toBe(true);
  });

  test('a photo that is replaced in the very moment of its move stays, as it is now', async () => {
    const disk: Disk = {
      ...systemDisk,
      rename: async (from, to) => {
        if (from === going(1)) {
          rmSync(going(1));
          write(going(1), 'edited just now');
        }
        await systemDisk.rename(from, to);
      },
    };
    const result = await applied({ store, house, disk }, groups.slice(1, 2), place);
    expect(result).toMatchObject({
      files: 0,
      skipped: [{ reason: expect.stringContaining('in this very moment') as string }],
    });
    expect(readFileSync(going(1), 'utf8')).toBe('edited just now');
    expect(tree(place)).toEqual({});
  });

  test('undo does not replace what has come to the old place, and keeps the photo where it is', async () => {
    const result = await applied({ store, house }, groups, place);
    write(going(1), 'new here');
    const back = await undone({ store, house }, result.operation);
    expect(back).toMatchObject({ files: 4, skipped: [{ path: going(1) }] });
    expect(back.skipped[0]!.reason).toMatch(
      /^cannot be brought back from .+IMG_1\.jpg: another file has its place now$/,
    );
    expect(readFileSync(going(1), 'utf8')).toBe('new here');
    rmSync(going(1));
    expect(await undone({ store, house }, result.operation)).toMatchObject({ files: 1, skipped: [] });
    expect(tree(house.photos, place)).toEqual(before);
  });

  test('undo names what was removed or changed where it had been put', async () => {
    const result = await applied({ store, house }, groups, 'trash');
    rmSync(join(house.home, 'files', 'IMG_1.jpg'));
    write(join(house.home, 'files', 'IMG_2.jpg'), 'changed');
    const back = await undone({ store, house }, result.operation);
    expect(back.skipped.map(({ reason }) => reason.replace(/ \/\S+\/files\//, ' '))).toEqual([
      'cannot be brought back: the trash was emptied, or it was taken out of there. It was at IMG_1.jpg',
      'cannot be brought back: IMG_2.jpg was changed since it was moved',
      'cannot be brought back: IMG_2.jpg was changed since it was moved',
    ]);
    expect(back.files).toBe(2);
  });
});

describe('what a plan refuses', () => {
  const planOf = (selected: Parameters<typeof planRemoval>[1], protectedPath?: string) =>
    planRemoval(
      groups,
      selected,
      (path) => (path === protectedPath ? 'protected' : null),
      planTools(store, systemDisk),
    );

  test('a group whose members are all selected', async () => {
    const plan = await planOf((photo, { id }) => id === '0' || !photo.keep);
    expect(plan.units).toHaveLength(2);
    expect(plan.left.map(({ path }) => path)).toEqual([keeper(), going()]);
    expect(plan.left[0]!.reason).toBe(
      'was left where it is: every photo of its group is selected, and one has to stay',
    );
  });

  test('what is protected, itself or by its companion', async () => {
    for (const path of [going(), going().replace('.jpg', '.xmp')]) {
      const plan = await planOf(({ keep }) => !keep, path);
      expect(plan.units).toHaveLength(2);
      expect(plan.left.map((one) => one.path)).toEqual([going()]);
    }
  });

  test('what is on a drive that is away, and what only such a photo would be kept for', async () => {
    groups[0]!.photos[1]!.offline = true;
    groups[1]!.photos[0]!.offline = true;
    const { units, left } = await planOf(({ keep }) => !keep);
    expect(units.map(({ photo }) => photo.path)).toEqual([going(2)]);
    expect(left.map(({ reason }) => reason)).toEqual([
      'was left where it is: its drive is away',
      'was left where it is: the photo to keep cannot be reached',
    ]);
  });
});

test('what is merely like a keeper out of reach does not stand in for it', async () => {
  groups = [group(store, 'three', [keeper(0), going(0), keeper(1)])];
  groups[0]!.photos[0]!.offline = true;
  groups[0]!.photos[2]!.kind = 'similar';
  const isCopy = ({ keep, kind }: { keep: boolean; kind: string }) => !keep && kind !== 'similar';
  const { units, left } = await planRemoval(groups, isCopy, () => null, planTools(store, systemDisk));
  expect(units).toEqual([]);
  expect(left).toEqual([{ path: going(0), reason: 'was left where it is: the photo to keep cannot be reached' }]);
});

test('an action that is stopped keeps what was done, and says what was not', async () => {
  const abort = new AbortController();
  const plan = await planRemoval(
    groups,
    ({ keep }) => !keep,
    () => null,
    planTools(store, systemDisk),
  );
  const tools = { store, disk: systemDisk, now: () => new Date(), home: house.home, rootOf: () => house.photos };
  const result = await apply(plan, place, null, tools, {
    ...control(abort.signal),
    progress: (_, done) => {
      if (done === 1) abort.abort();
    },
  });
  expect(result).toMatchObject({ files: 2, interrupted: true });
  expect(result.skipped[0]!.reason).toBe('was left where it is: it was stopped before its turn');
  await undone({ store, house }, result.operation);
  expect(tree(house.photos, place)).toEqual(before);
});

test('a clock that goes backwards changes neither the order of the history nor what undo does', async () => {
  const tools = { store, disk: systemDisk, home: house.home, rootOf: () => house.photos };
  const years = [2030, 1999];
  for (const [at, year] of years.entries()) {
    const plan = await planRemoval(
      [groups[at]!],
      ({ keep }) => !keep,
      () => null,
      planTools(store, systemDisk),
    );
    await apply(plan, 'trash', null, { ...tools, now: () => new Date(Date.UTC(year, 0, 1)) }, control());
  }
  expect(store.operations.all().map(({ id, startedAt }) => [id, startedAt.slice(0, 4)])).toEqual([
    [2, '1999'],
    [1, '2030'],
  ]);
  for (const id of [1, 2]) await undone({ store, house }, id);
  expect(tree(house.photos, house.home)).toEqual(before);
});

test('a photo that was on its way to a drive that is away now waits for it, and the library opens all the same', async () => {
  const volume = withVolume(place);
  // The program ends between the copy and the removal, and the drive is unplugged.
  const dying: Disk = {
    ...volume,
    rename: (from, to) => (String(to).endsWith('.from') ? Promise.reject(new Error('ended')) : volume.rename(from, to)),
    unlink: () => Promise.reject(new Error('ended')),
  };
  await applied({ store, house, disk: dying }, groups.slice(1, 2), place);
  store.operations.setState(1, 'running');
  renameSync(place, `${place} unplugged`);
  await recovered({ store, house, disk: volume });
  expect(store.operations.all()).toMatchObject([{ unsettled: 1, state: 'running' }]);
  expect(existsSync(going(1))).toBe(true);
  renameSync(`${place} unplugged`, place);
  await recovered({ store, house, disk: volume });
  expectAccounted(store, before, [house.photos, place]);
  expect(tree(house.photos, place)).toEqual(before);
});
