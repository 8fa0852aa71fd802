/** The program ends at every single step of an action, and then again while it puts that right. */
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Group } from '../../../app/contract/contract.ts';
import { systemDisk, type Disk } from '../../../app/actions/disk/disk.ts';
import { temporaryFolder } from '../../photos.ts';
import { expectAccounted } from './accounts.ts';
import { killed, mortal, withoutHardLinks, withVolume, type Mortal } from './dying.ts';
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

const applyTo =
  (to: (place: string) => string): Act =>
  ({ doing, groups, place }) =>
    household.applied(doing, groups, to(place));
const applied = applyTo((place) => place);
const trashed = applyTo(() => 'trash');
const exportedBy =
  (mode: 'move' | 'copy' | 'hardlink' | 'symlink'): Act =>
  ({ doing, groups, place }) =>
    household.exported(doing, groups, place, mode);
const undone: Act = ({ doing }) => household.undone(doing, 1);

const disks: Record<string, (place: string) => Disk> = {
  'on one volume': () => systemDisk,
  'to another volume': (place) => withVolume(place),
  'without hard links': () => withoutHardLinks(),
  'to another volume without hard links': (place) => withoutHardLinks(withVolume(place)),
};

const acts: [string, Act, Act | null][] = [
  ['apply to a folder', applied, null],
  ['undo of that', undone, applied],
  ['export by moving', exportedBy('move'), null],
  ['undo of an export', undone, exportedBy('move')],
];
const scenes = [
  ...acts.flatMap(([name, act, first]) =>
    Object.entries(disks).map(([how, disk]) => ({ name, how, act, first, disk })),
  ),
  ...[['apply to the trash', trashed, null] as const, ['undo of the trash', undone, trashed] as const].flatMap(
    ([name, act, first]) =>
      ['on one volume', 'without hard links'].map((how) => ({ name, how, act, first, disk: disks[how]! })),
  ),
];

/** Does `act`, ending it after some steps; then recovers, ending that after some steps as well. @returns whether it came to its end. */
async function live(
  { act, first, disk }: (typeof scenes)[number],
  lastStep: number,
  lastOfRecovery: number,
): Promise<boolean> {
  const folder = join(root, String(count++));
  const house = household.household(folder);
  const store = household.openHousehold(house);
  const place = join(folder, 'place');
  try {
    const groups = household.fill(store, house, { groups: 1, size: 2, bytes: 50 });
    const before = household.tree(house.photos);
    const real = { house, store, disk: disk(place) };
    if (first !== null) await first({ doing: real, groups, place });
    const dying = mortal(store, real.disk, lastStep, killed);
    const isWhole = await ended(dying, act({ doing: { house, ...dying }, groups, place }));
    const recovering = mortal(store, real.disk, lastOfRecovery, killed);
    await ended(recovering, household.recovered({ house, ...recovering }));
    await household.recovered(real);
    const folders = [house.photos, place, house.home];
    expectAccounted(store, before, folders);
    for (const { id, moved } of store.operations.all()) if (moved > 0) await household.undone(real, id);
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

/** Every step where kills are asked for (`TWINLENS_KILLS`), else every third. */
const stride = process.env.TWINLENS_KILLS === undefined ? 3 : 1;

describe.each(scenes)('$name $how', (scene) => {
  test('can end at any step, and recovery at some step too', { timeout: 120_000 }, async () => {
    let step = scenes.indexOf(scene) % stride;
    for (let isWhole = false; !isWhole; step += stride) isWhole = await live(scene, step, (step * 7) % 12);
    expect(step).toBeGreaterThan(10);
  });
});
