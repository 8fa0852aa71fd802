/** The power is cut at every step of an action, and again while that is put right: what was not synced is forgotten. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Group } from '../../../app/contract/contract.ts';
import { systemDisk, type Disk } from '../../../app/actions/disk/disk.ts';
import { temporaryFolder } from '../../photos.ts';
import { random } from '../grouping/random.ts';
import { expectAccounted } from './accounts.ts';
import { killed, mortal, withoutHardLinks, withVolume, type Mortal } from './dying.ts';
import { ForgetfulDisk, ForgetfulJournal, type Forgetting } from './forgetful-disk.ts';
import * as household from './household.ts';
import type { Doing } from './household.ts';

const root = temporaryFolder();
let count = 0;

interface Scene {
  doing: Doing;
  groups: Group[];
  place: string;
}
type Act = (scene: Scene) => Promise<unknown>;

const applied: Act = ({ doing, groups, place }) => household.applied(doing, groups, place);
const trashed: Act = ({ doing, groups }) => household.applied(doing, groups, 'trash');
const moved: Act = ({ doing, groups, place }) => household.exported(doing, groups, place, 'move');
const undone: Act = ({ doing }) => household.undone(doing, 1);

const disks: Record<string, (place: string) => Disk> = {
  'on one volume': () => systemDisk,
  'to another volume': (place) => withVolume(place),
  'without hard links': () => withoutHardLinks(),
};

const scenes = (['each', 'ordered'] as const).flatMap((forgetting) =>
  (
    [
      ['apply to a folder', applied, null],
      ['undo of that', undone, applied],
      ['apply to the trash', trashed, null],
      ['undo of the trash', undone, trashed],
      ['export by moving', moved, null],
      ['undo of an export', undone, moved],
    ] as [string, Act, Act | null][]
  ).flatMap(([name, act, first]) =>
    Object.entries(disks)
      .filter(([how]) => how !== 'to another volume' || !name.includes('trash'))
      .map(([how, disk]) => ({ name, how, act, first, disk, forgetting })),
  ),
);

/** Every step where kills are asked for (`TWINLENS_KILLS`), else every third. */
const stride = process.env.TWINLENS_KILLS === undefined ? 3 : 1;

/** @returns whether the action came to its end before the power was cut. */
async function live(scene: (typeof scenes)[number], lastStep: number, seed: number): Promise<boolean> {
  const folder = join(root, String(count++));
  const house = household.household(folder);
  const place = join(folder, 'place');
  mkdirSync(place);
  const folders = [house.photos, place, house.home];
  const next = random(seed);
  let store = household.openHousehold(house);
  const disk = scene.disk(place);
  try {
    const groups = household.fill(store, house, { groups: 2, size: 2, bytes: 50 });
    const before = household.tree(house.photos);
    if (scene.first !== null) await scene.first({ doing: { house, store, disk }, groups, place });
    let isWhole = false;
    const endings: [number, (doing: Doing) => Promise<unknown>][] = [
      [lastStep, (doing) => scene.act({ doing, groups, place })],
      [(lastStep * 7) % 12, household.recovered],
      [Infinity, household.recovered],
    ];
    for (const [at, [steps, act]] of endings.entries()) {
      const forgetful = new ForgetfulDisk(disk, folders, scene.forgetting);
      const journal = new ForgetfulJournal(store, house.library);
      const dying = mortal(journal.store, forgetful.disk, steps, killed);
      const isEnded = await ended(dying, act({ house, ...dying }));
      if (at === 0) isWhole = isEnded;
      store.close();
      forgetful.cut(next());
      journal.cut(next() < 0.5);
      for (const one of folders) if (!existsSync(one)) mkdirSync(one, { recursive: true });
      store = household.openHousehold(house);
    }
    await household.recovered({ house, store, disk });
    expectAccounted(store, before, folders);
    for (const { id, moved: files } of store.operations.all())
      if (files > 0) await household.undone({ house, store, disk }, id);
    expect(household.tree(...folders)).toEqual(before);
    return isWhole;
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

async function ended({ isDead }: Mortal, work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return !isDead();
  } catch (error) {
    if (isDead()) return false;
    throw error;
  }
}

describe.each(scenes)('$name $how, where $forgetting is forgotten', (scene) => {
  test('can lose its power at any step, and so can what puts that right', { timeout: 240_000 }, async () => {
    let step = scenes.indexOf(scene) % stride;
    for (let isWhole = false; !isWhole; step += stride) isWhole = await live(scene, step, 1000 * step + 7);
    expect(step).toBeGreaterThan(10);
  });
});

test('a disk that forgets forgets: what was renamed and not synced bears its old name again', async () => {
  for (const forgetting of ['each', 'ordered'] satisfies Forgetting[]) {
    const folder = join(root, `forgets ${forgetting}`);
    household.write(join(folder, 'a'), 'kept');
    const forgetful = new ForgetfulDisk(systemDisk, [folder], forgetting);
    await forgetful.disk.rename(join(folder, 'a'), join(folder, 'b'));
    const handle = await forgetful.disk.open(join(folder, 'new'), 'wx');
    await handle.writeFile('never synced');
    await handle.close();
    forgetful.cut(0);
    expect(Object.keys(household.tree(folder))).toEqual([join(folder, 'a')]);
    await forgetful.disk.rename(join(folder, 'a'), join(folder, 'b'));
    const opened = await forgetful.disk.open(folder, 'r');
    await opened.sync();
    await opened.close();
    forgetful.cut(0);
    expect(Object.keys(household.tree(folder))).toEqual([join(folder, 'b')]);
  }
});
