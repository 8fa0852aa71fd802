/** Actions as a window or a terminal calls them, over a real library: rules, protected folders, companions. */
import { existsSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ActionReport, Input } from '../../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../../app/library.ts';
import { tree } from '../actions/household.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { scan } from '../scanning.ts';

const root = temporaryFolder();
let folder: string;
let place: string;
let library: Library;
let before: Record<string, string>;
let count = 0;

beforeEach(async () => {
  process.env.XDG_DATA_HOME = join(root, String(count), 'home');
  folder = join(root, String(count), 'photos');
  place = join(root, String(count++), 'place');
  const sea = await jpeg(1, { width: 640, height: 480, quality: 95 });
  const small = await sharp(sea).resize(320).jpeg({ quality: 70 }).toBuffer();
  await writeFiles(folder, {
    'sea.jpg': sea,
    'copies/sea.jpg': sea,
    'copies/sea.CR2': Buffer.alloc(1000, 1),
    'copies/sea.MOV': Buffer.alloc(500, 2),
    'copies/sea.xmp': '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
    'copies/sea.AAE': 'edits',
    'copies/sea.jpg.json': '{"photoTakenTime":{"timestamp":"1589703072"}}',
    'copies/notes.txt': 'not theirs',
    'small/sea.jpg': small,
    'hill.jpg': await jpeg(2, { width: 400, height: 300 }),
    'small/hill.jpg': await jpeg(2, { width: 400, height: 300, quality: 50 }),
  });
  for (const [at, path] of Object.keys(tree(folder)).entries())
    utimesSync(path, 1_600_000_000 + at, 1_600_000_000 + at);
  library = await openLibrary({ directory: join(root, String(count), 'library') });
  await scan(library, folder);
  // The one without companions is kept.
  await library.call('choose-keeper', { path: at('sea.jpg') });
  before = tree(folder);
}, 120_000);

afterEach(() => library.close());

const at = (name: string) => join(folder, name);
const names = (paths: readonly string[]) => paths.map((path) => path.slice(folder.length + 1)).sort();
const companions = ['sea.AAE', 'sea.CR2', 'sea.MOV', 'sea.jpg.json', 'sea.xmp'].map((name) => `copies/${name}`);

async function done(job: { job: number }): Promise<ActionReport> {
  const { outcome, error } = await library.finished(job.job);
  if (outcome === null) throw new Error(error ?? 'no outcome');
  return outcome;
}

const apply = async (input: Partial<Input<'apply'>> = {}) => done(await library.call('apply', { to: place, ...input }));

describe('a plan', () => {
  test('names what goes with whom, and why each keeper is kept', async () => {
    const plan = await library.call('plan', { to: 'trash' });
    expect(names(plan.photos.map(({ path }) => path))).toEqual(['copies/sea.jpg', 'small/hill.jpg', 'small/sea.jpg']);
    const copy = plan.photos.find(({ path }) => path === at('copies/sea.jpg'))!;
    expect(names(copy.companions)).toEqual(companions);
    expect(copy).toMatchObject({ keeper: at('sea.jpg'), reason: 'your choice' });
    const hill = plan.photos.find(({ path }) => path === at('small/hill.jpg'))!;
    expect(hill.reason).toMatch(/^the least compressed, as JPEG quality \d+/);
    expect(plan).toMatchObject({ files: 8, left: [] });
    expect(plan.warnings).toEqual([expect.stringMatching(/^One photo has a sidecar .+ Merge the metadata/)]);
    expect((await library.call('plan', { to: 'trash', mergeMetadata: 'keeper' })).warnings).toEqual([]);
    expect(tree(folder)).toEqual(before);
  });

  test('follows rules that are given for it alone', async () => {
    const rules = { keep: [{ rule: 'folder' as const, folder: at('small') }] };
    const plan = await library.call('plan', { to: 'trash', rules });
    expect(plan.photos.find(({ path }) => path === at('hill.jpg'))).toMatchObject({
      keeper: at('small/hill.jpg'),
      reason: `in the folder ${at('small')}`,
    });
    // What a person chose comes before every rule.
    expect(names(plan.photos.map(({ path }) => path))).not.toContain('sea.jpg');
    expect((await library.call('rules', {})).keep).toEqual([]);
  });
});

test('a copy that knows when and with what it was taken stays, unless that is merged', async () => {
  const dated = await sharp(await jpeg(2, { width: 400, height: 300, quality: 60 }))
    .withExif({ IFD0: { Make: 'Maker', Model: 'Model 5' }, IFD2: { DateTimeOriginal: '2019:07:08 19:20:21' } })
    .jpeg({ quality: 40 })
    .toBuffer();
  await writeFiles(folder, { 'dated/hill.jpg': dated });
  await scan(library, folder);
  const { left } = await library.call('plan', { to: 'trash', kinds: ['same-pixels', 'resized'] });
  expect(left).toEqual([
    {
      path: at('dated/hill.jpg'),
      reason:
        'was left where it is: it knows the date it was taken and the camera, which the photo that would be kept does not: merge the metadata, or keep this one instead',
    },
  ]);
  await apply({ kinds: ['same-pixels', 'resized'], mergeMetadata: 'keeper' });
  expect(existsSync(at('dated/hill.jpg'))).toBe(false);
  await scan(library, folder);
  const tagged = await sharp(at('hill.jpg')).metadata();
  for (const written of ['Maker', 'Model 5', '2019:07:08 19:20:21'])
    expect(tagged.exif?.toString('latin1')).toContain(written);
});

test('companions go with their photo, and come back with it', async () => {
  const result = await apply();
  expect(result).toMatchObject({ files: 8, skipped: [] });
  expect(
    readdirSync(join(place, 'photos', 'copies'))
      .map((name) => `copies/${name}`)
      .sort(),
  ).toEqual([...companions, 'copies/sea.jpg'].sort());
  expect(names(Object.keys(tree(folder)))).toEqual(['copies/notes.txt', 'hill.jpg', 'sea.jpg']);
  expect(await done(await library.call('undo', { operation: result.operation }))).toMatchObject({
    files: 8,
    skipped: [],
  });
  expect(tree(folder)).toEqual(before);
});

test('a companion that has come since the scan goes along as well; one that is protected keeps all of them', async () => {
  await writeFiles(folder, { 'small/sea.jpg.xmp': 'new' });
  const plan = await library.call('plan', { to: 'trash' });
  expect(plan.photos.find(({ path }) => path === at('small/sea.jpg'))!.companions).toEqual([at('small/sea.jpg.xmp')]);
  const rules = { protect: [at('copies/sea.CR2')] };
  const { left, photos } = await library.call('plan', { to: 'trash', rules });
  expect(left).toEqual([
    {
      path: at('copies/sea.jpg'),
      reason: `was left where it is: it belongs together with ${at('copies/sea.CR2')}, which stays`,
    },
  ]);
  expect(names(photos.map(({ path }) => path))).toEqual(['small/hill.jpg', 'small/sea.jpg']);
});

describe('a protected folder', () => {
  test('is not touched, whatever is asked; that is said', async () => {
    await library.call('set-rules', { protect: [at('copies')] });
    // What is given for one time does not lift it.
    const rules = { protect: [at('small')], keep: [{ rule: 'folder' as const, folder: folder }] };
    const plan = await library.call('plan', { to: place, rules });
    expect(plan.photos).toEqual([]);
    expect(plan.warnings).toEqual([
      '3 photos that were asked for are protected, or lie in reference folders: they stay.',
    ]);
    for (const { reason } of plan.left) expect(reason).toBe('was left where it is: it is protected');
    expect(await apply({ rules })).toMatchObject({ files: 0, skipped: [{}, {}, {}] });
    expect(tree(folder)).toEqual(before);
  });

  test('is not touched where it was selected by hand, nor by an export that moves; copies leave it', async () => {
    await library.call('set-rules', { protect: [at('small')] });
    const { groups } = await library.call('groups', {});
    const selection = groups.map(({ id, photos }) => ({
      group: id,
      remove: photos.filter(({ path }) => dirname(path) === at('small')).map(({ path }) => path),
    }));
    expect(selection.flatMap(({ remove }) => remove)).toHaveLength(2);
    expect(await apply({ selection })).toMatchObject({ files: 0, skipped: [{}, {}] });
    const copied = await done(await library.call('export', { folder: join(place, 'copied'), mode: 'copy' }));
    expect(copied).toMatchObject({ groups: 2, files: 10, skipped: [] });
    const moved = await done(await library.call('export', { folder: join(place, 'moved'), mode: 'move' }));
    expect(names(moved.skipped.map(({ path }) => path))).toEqual(['small/hill.jpg', 'small/sea.jpg']);
    expect(names(Object.keys(tree(folder)))).toEqual(['copies/notes.txt', 'small/hill.jpg', 'small/sea.jpg']);
    for (const { operation } of [moved, copied]) await done(await library.call('undo', { operation }));
    expect(tree(folder)).toEqual(before);
  });

  test('is no place to move photos to', async () => {
    mkdirSync(at('album'));
    await library.call('set-rules', { protect: [at('album')] });
    const sentence = `The folder ${at('album/new')} is protected, and nothing is put there: pick another one.`;
    await expect(library.call('apply', { to: at('album/new') })).rejects.toThrow(sentence);
    await expect(library.call('export', { folder: at('album/new'), mode: 'copy' })).rejects.toThrow(sentence);
    expect(existsSync(at('album/new'))).toBe(false);
  });
});

test('a reference folder has the keepers, and loses nothing; where they are smaller pictures, that is said', async () => {
  await library.call('forget-keeper', { path: at('sea.jpg') });
  await library.call('set-rules', { reference: [at('small')] });
  const plan = await library.call('plan', { to: 'trash' });
  expect(names(plan.photos.map(({ path }) => path))).toEqual(['copies/sea.jpg', 'hill.jpg', 'sea.jpg']);
  for (const { keeper, reason } of plan.photos) {
    expect(dirname(keeper)).toBe(at('small'));
    expect(reason).toBe('in a reference folder');
  }
  expect(plan.warnings[0]).toBe('2 photos that would go are larger pictures than those that are kept.');
  expect(await apply()).toMatchObject({ files: 8, skipped: [] });
  expect(names(Object.keys(tree(folder)))).toEqual(['copies/notes.txt', 'small/hill.jpg', 'small/sea.jpg']);
});

test('a group of which everything is selected is refused, the others go', async () => {
  const { groups } = await library.call('groups', {});
  const selection = groups.map(({ id, photos }) => ({
    group: id,
    remove: photos.filter(({ path, keep }) => basename(path) === 'hill.jpg' || !keep).map(({ path }) => path),
  }));
  const result = await apply({ selection });
  expect(names(result.skipped.map(({ path }) => path))).toEqual(['hill.jpg', 'small/hill.jpg']);
  expect(result.files).toBe(7);
});

test('what copies know is merged into the keeper, which stays the person’s choice after the next scan', async () => {
  const result = await apply({ to: 'trash', mergeMetadata: 'keeper' });
  expect(result).toMatchObject({ files: 8, merged: 1, skipped: [] });
  await scan(library);
  await done(await library.call('undo', { operation: result.operation }));
  expect(tree(folder)).toEqual(before);
  const again = await apply({ to: 'trash', mergeMetadata: 'keeper' });
  await scan(library);
  await writeFiles(folder, { 'sea small.jpg': await sharp(at('sea.jpg')).resize(300).jpeg().toBuffer() });
  await scan(library);
  const group = (await library.call('groups', {})).groups.find(({ photos }) =>
    photos.some(({ path }) => path === at('sea.jpg')),
  );
  expect(group).toMatchObject({ chosen: true, photos: [{ path: at('sea.jpg'), takenAt: '2020-05-17T08:11:12' }, {}] });
  expect(again.merged).toBe(1);
}, 120_000);

describe('what an action says of photos', () => {
  const said = async () =>
    (await library.call('judgements', {})).judgements
      .map(({ a, b, verdict, origin }) => [
        [a, b].map(({ path }) => (path === null ? 'gone' : path.slice(folder.length + 1))).sort(),
        verdict,
        origin,
      ])
      .sort();

  test('copies that went are the same as their keepers, until they are brought back', async () => {
    const { operation } = await apply();
    expect(await said()).toEqual([
      [['gone', 'hill.jpg'], 'same', 'keeper-applied'],
      [['gone', 'sea.jpg'], 'same', 'keeper-applied'],
    ]);
    await done(await library.call('undo', { operation }));
    expect((await said()).map(([, ...rest]) => rest)).toEqual([
      ['skip', 'undo'],
      ['skip', 'undo'],
    ]);
  });

  test('it does not overrule what the person said', async () => {
    await library.call('label', { a: at('hill.jpg'), b: at('small/hill.jpg'), verdict: 'skip' });
    await apply();
    expect((await said()).map(([, ...rest]) => rest).sort()).toEqual([
      ['same', 'keeper-applied'],
      ['skip', 'pair'],
    ]);
  });
});
