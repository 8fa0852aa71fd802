/** Keepers get what removed copies know; undo brings every byte and time back; whatever goes wrong, no version is lost. */
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Group, MetadataPlace, Protection } from '../../../app/contract/contract.ts';
import { systemDisk, type Disk } from '../../../app/actions/disk/disk.ts';
import { MetadataTool } from '../../../app/images/kept/metadata-tool.ts';
import { nothingKnown, type KeptMetadata } from '../../../app/images/kept/kept-metadata.ts';
import type { Store } from '../../../app/store/store.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { killed, mortal, withoutHardLinks, withVolume } from './dying.ts';
import {
  applied,
  group,
  household,
  openHousehold,
  recovered,
  scanned,
  sha256,
  tree,
  undone,
  write,
  type Household,
} from './household.ts';

const root = temporaryFolder();
const tool = new MetadataTool();
let files: { keeper: Buffer; copy: Buffer; sidecar: string };
let house: Household;
let store: Store;
let groups: Group[];
let before: Record<string, string>;
let place: string;
let count = 0;

const known: KeptMetadata = {
  ...nothingKnown,
  takenAt: '2020-05-17T10:11:12',
  position: { latitude: 54.5, longitude: -10.25, altitude: null },
  rating: 4,
  texts: { title: 'Harbour' },
  lists: { keywords: ['boats'] },
};

beforeAll(async () => {
  const folder = join(root, 'made');
  await writeFiles(folder, { 'keeper.jpg': await jpeg(1), 'copy.jpg': await jpeg(1, { quality: 40 }) });
  renameSync(await tool.writeMetadata(join(folder, 'copy.jpg'), known), join(folder, 'copy.jpg'));
  renameSync(
    await tool.writeMetadata(join(folder, 'a.xmp'), { ...nothingKnown, lists: { keywords: ['sea'] } }),
    join(folder, 'a.xmp'),
  );
  files = {
    keeper: readFileSync(join(folder, 'keeper.jpg')),
    copy: readFileSync(join(folder, 'copy.jpg')),
    sidecar: readFileSync(join(folder, 'a.xmp'), 'utf8'),
  };
}, 60_000);
afterAll(() => tool.close());

beforeEach(() => begin());
afterEach(() => store.close());

function begin(): void {
  const folder = join(root, String(count++));
  house = household(folder);
  place = join(folder, 'place');
  store = openHousehold(house);
  write(keeper(), files.keeper);
  write(copy(), files.copy);
  scanned(store, house.photos, [keeper(), copy()]);
  groups = [group(store, '0', [keeper(), copy()])];
  before = tree(house.photos);
}

const keeper = () => join(house.photos, 'a.jpg');
const copy = () => join(house.photos, 'copies', 'a.jpg');

const merged = (
  into: MetadataPlace,
  {
    to = 'trash',
    disk = systemDisk,
    protectionOf = () => null,
  }: { to?: string; disk?: Disk; protectionOf?: (path: string) => Protection | null } = {},
) => applied({ store, house, disk, merging: { into, protectionOf } }, groups, to);

describe('into the keeper', () => {
  test('goes what it lacks; it keeps its time, and undo restores every byte', { timeout: 60_000 }, async () => {
    const { mtimeMs, mode } = statSync(keeper());
    const { ino, mtimeNs, birthtimeNs } = statSync(keeper(), { bigint: true });
    const result = await merged('keeper');
    expect(result).toMatchObject({ files: 1, merged: 1, skipped: [] });
    expect(await tool.read(keeper())).toEqual(known);
    expect(Math.round(statSync(keeper()).mtimeMs * 1000)).toBe(Math.round(mtimeMs * 1000));
    expect(statSync(keeper()).mode).toBe(mode);
    // What it was lies where the copy lies.
    const trashed = tree(join(house.home, 'files'));
    expect(Object.values(trashed).sort()).toEqual(Object.values(before).sort());
    expect(store.operations.all()).toMatchObject([{ moved: 1, merged: 1 }]);

    expect(await undone({ store, house }, result.operation)).toMatchObject({ files: 1, merged: 1, skipped: [] });
    expect(tree(house.photos, house.home)).toEqual(before);
    // The very file, with all that the system knows of it.
    expect(statSync(keeper(), { bigint: true })).toMatchObject({ ino, mtimeNs, birthtimeNs });
    expect(store.photos.file(keeper())).toMatchObject({ modified: Math.round(mtimeMs * 1000) });
  });

  test('goes nothing when it lacks nothing, and it is not touched', { timeout: 60_000 }, async () => {
    write(keeper(), files.copy);
    scanned(store, house.photos, [keeper()]);
    groups = [group(store, '0', [keeper(), copy()])];
    write(copy().replace('.jpg', '.xmp'), files.sidecar.replace('sea', 'boats'));
    const now = tree(house.photos);
    const result = await merged('keeper');
    expect(result).toMatchObject({ files: 2, merged: 0, skipped: [] });
    expect(tree(house.photos)).toEqual({ [keeper()]: now[keeper()] });
  });

  test('goes what only a companion of the copy knows', { timeout: 60_000 }, async () => {
    write(copy(), files.keeper);
    scanned(store, house.photos, [copy()]);
    groups = [group(store, '0', [keeper(), copy()], 'identical')];
    write(copy().replace('.jpg', '.xmp'), files.sidecar);
    const now = tree(house.photos);
    const result = await merged('keeper', { to: place });
    expect(result).toMatchObject({ files: 2, merged: 1, skipped: [] });
    expect(await tool.read(keeper())).toEqual({ ...nothingKnown, lists: { keywords: ['sea'] } });
    await undone({ store, house }, result.operation);
    expect(tree(house.photos, place)).toEqual(now);
  });

  test('goes what it has room for; what it does not get is named', { timeout: 60_000 }, async () => {
    const instructions =
      '<photoshop:Instructions xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">print</photoshop:Instructions>';
    const [start = '', end = ''] = files.sidecar.split(/(?=<\/rdf:Description>)/);
    write(copy().replace('.jpg', '.xmp'), `${start}${instructions}${end}`);
    const result = await merged('keeper');
    expect(result).toMatchObject({
      merged: 1,
      skipped: [{ path: keeper(), reason: 'did not get all that was known of it: Instructions went with the copies' }],
    });
    expect((await tool.read(keeper())).lists.keywords).toEqual(['boats', 'sea']);
  });

  test.each<Protection>(['protected', 'reference'])(
    'goes nothing where it is %s, and that is said',
    { timeout: 60_000 },
    async (protection) => {
      const result = await merged('keeper', { protectionOf: () => protection });
      expect(result).toMatchObject({ files: 1, merged: 0, skipped: [{ path: keeper() }] });
      expect(result.skipped[0]!.reason).toMatch(
        /^keeps the metadata it had: it (is protected|lies in a reference folder)$/,
      );
      expect(tree(house.photos)).toEqual({ [keeper()]: before[keeper()] });
    },
  );

  test('holds for its new version what was said of the old one', { timeout: 60_000 }, async () => {
    const [old, other] = [sha256(files.keeper), sha256('another photo')];
    store.judgements.record(old, other, 'different', '2026-01-01T00:00:00Z', 'pair');
    store.keepers.choose(old, keeper());
    await merged('keeper');
    const now = sha256(readFileSync(keeper()));
    expect(now).not.toBe(old);
    const pair = (a: string) => ({ ...(a < other ? { a, b: other } : { a: other, b: a }), verdict: 'different' });
    expect(store.judgements.all()).toEqual(
      expect.arrayContaining([expect.objectContaining(pair(now)), expect.objectContaining(pair(old))]),
    );
    expect(store.keepers.all()[0]).toEqual({ sha256: now, path: keeper() });
    // The next scan reads it again.
    expect(store.photos.file(keeper())!.modified).toBe(-1);
  });
});

describe('into a sidecar', () => {
  test('that is made, goes what the keeper lacks; undo removes it', { timeout: 60_000 }, async () => {
    const result = await merged('sidecar');
    expect(result).toMatchObject({ files: 1, merged: 1, skipped: [] });
    expect(tree(house.photos)[keeper()]).toBe(before[keeper()]);
    expect(await tool.read(`${keeper()}.xmp`)).toEqual(known);
    await undone({ store, house }, result.operation);
    expect(tree(house.photos, house.home)).toEqual(before);
  });

  test('that is there already, it is added; undo brings back what it was', { timeout: 60_000 }, async () => {
    const sidecar = keeper().replace('.jpg', '.xmp');
    write(sidecar, files.sidecar);
    const now = tree(house.photos);
    const result = await merged('sidecar', { to: place, disk: withVolume(place) });
    expect(result).toMatchObject({ merged: 1, skipped: [] });
    expect((await tool.read(sidecar)).lists.keywords).toEqual(['sea', 'boats']);
    await undone({ store, house, disk: withVolume(place) }, result.operation);
    expect(tree(house.photos, place)).toEqual(now);
  });
});

describe('undo', () => {
  test('leaves a keeper that was changed since, and says so; the copies come back', { timeout: 60_000 }, async () => {
    const result = await merged('keeper');
    writeFileSync(keeper(), 'edited since');
    const back = await undone({ store, house }, result.operation);
    expect(back).toMatchObject({
      files: 1,
      merged: 0,
      skipped: [{ path: keeper(), reason: 'keeps the metadata that was added to it: it was changed since' }],
    });
    expect(readFileSync(keeper(), 'utf8')).toBe('edited since');
    expect(tree(house.photos)[copy()]).toBe(before[copy()]);
  });

  test('leaves the metadata of a copy that is gone from the trash', { timeout: 60_000 }, async () => {
    const result = await merged('keeper');
    const gone = store.operations.files(result.operation).find(({ source }) => source === copy())!;
    rmSync(gone.target!);
    const back = await undone({ store, house }, result.operation);
    expect(back.skipped.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^cannot be brought back: the trash was emptied/),
      'keeps the metadata that was added to it: not every copy could be brought back',
    ]);
    expect(await tool.read(keeper())).toEqual(known);
  });
});

test('a keeper that cannot be written keeps what it has; the copies go all the same', { timeout: 60_000 }, async () => {
  write(keeper(), 'These are only words.');
  utimesSync(keeper(), 1, 1);
  scanned(store, house.photos, [keeper()]);
  groups = [group(store, '0', [keeper(), copy()])];
  const now = tree(house.photos);
  const result = await merged('keeper');
  expect(result).toMatchObject({ files: 1, merged: 0, skipped: [{ path: keeper() }] });
  expect(result.skipped[0]!.reason).toMatch(/^keeps the metadata it had: cannot be read or written by ExifTool: /);
  expect(tree(house.photos)).toEqual({ [keeper()]: now[keeper()] });
});

const disks: [string, (place: string) => Disk][] = [
  ['on one volume', () => systemDisk],
  ['to another volume', (to) => withVolume(to)],
  ['without hard links', () => withoutHardLinks()],
];
/** Every step where kills are asked for (`TWINLENS_KILLS`), else some: ExifTool takes its time. */
const stride = process.env.TWINLENS_KILLS === undefined ? 12 : 1;

describe.each(disks)('a program that ends while it merges, %s,', (_, diskOf) => {
  test.each(['keeper', 'sidecar', 'new sidecar'] as const)(
    'into the %s, or takes that back, loses no version at any step',
    { timeout: 600_000 },
    async (where) => {
      const into: MetadataPlace = where === 'keeper' ? 'keeper' : 'sidecar';
      for (const isUndo of [false, true])
        for (let step = count % stride, isWhole = false; !isWhole; step += stride) {
          store.close();
          begin();
          const disk = diskOf(place);
          if (where === 'sidecar') write(keeper().replace('.jpg', '.xmp'), files.sidecar);
          before = tree(house.photos);
          if (isUndo) await merged(into, { to: place, disk });
          const dying = mortal(store, disk, step, killed);
          const merging = { into, protectionOf: () => null };
          const doing = { house, ...dying, merging };
          await (isUndo ? undone(doing, 1) : applied(doing, groups, place)).catch((error: unknown) => {
            if (!dying.isDead()) throw error;
          });
          isWhole = !dying.isDead();
          const recovering = mortal(store, disk, (step * 7) % 12, killed);
          await recovered({ house, ...recovering }).catch((error: unknown) => {
            if (!recovering.isDead()) throw error;
          });
          await recovered({ store, house, disk });
          for (const { state, reason } of store.operations.files(1))
            expect(['moved', 'skipped', 'restored'], reason ?? '').toContain(state);
          const here = Object.values(tree(house.photos, place));
          for (const file of Object.values(before)) expect(here.filter((one) => one === file)).toHaveLength(1);
          if (store.operations.files(1).some(({ state }) => state === 'moved')) await undone({ store, house, disk }, 1);
          expect(tree(house.photos, place)).toEqual(before);
        }
    },
  );
});
