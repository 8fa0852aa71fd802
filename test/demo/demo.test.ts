import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLibrary } from '../../app/library.ts';
import { makeDemo } from '../../demo/demo.ts';
import { photograph } from '../../demo/photograph.ts';
import { copies, fileOf, photos } from '../../demo/plan.ts';
import { scenes } from '../../demo/scenes.ts';

let folder: string;
let demo: Awaited<ReturnType<typeof makeDemo>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinlens-demo-'));
  demo = await makeDemo(join(folder, 'Photos'));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

const at = (file: string) => join(folder, 'Photos', file);
const pixels = async (file: string) =>
  sharp(await readFile(at(file)))
    .autoOrient()
    .raw()
    .toBuffer();

test('its folders hold as many photos as it says, and each of them opens', async () => {
  const files = demo.folders.flatMap((each) =>
    readdirSync(each, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  );
  expect(files).toHaveLength(demo.photos);
  expect(demo.photos).toBeGreaterThanOrEqual(60);
  const sizes = await Promise.all(files.map((file) => sharp(join(file.parentPath, file.name)).metadata()));
  expect(Math.min(...sizes.map(({ width, height }) => Math.min(width, height)))).toBeGreaterThan(200);
});

test('the copies are what they are meant to be', async () => {
  const photo = 'Holiday 2025/DSCF1044.jpg';
  expect(await readFile(at('Phone backup/DSCF1044.jpg'))).toEqual(await readFile(at(photo)));
  expect(await readFile(at('Holiday 2025/Best of/DSCF1044.jpg'))).not.toEqual(await readFile(at(photo)));
  expect(await pixels('Holiday 2025/Best of/DSCF1044.jpg')).toEqual(await pixels(photo));

  const turned = await sharp(at('Old laptop/From the camera/IMG_0219.jpg')).metadata();
  expect(turned).toMatchObject({
    orientation: 6,
    width: 1200,
    height: 1600,
    autoOrient: { width: 1600, height: 1200 },
  });
});

test('the same scene gives the same bytes each time', async () => {
  const [{ scene: name, file, camera, at: time }] = photos as [(typeof photos)[0]];
  const scene = scenes.find((each) => each.name === name)!;
  expect(await photograph(scene, 0, camera, new Date(`${time}Z`))).toEqual(await readFile(at(file)));
});

test('a demo that is there is left as it is', async () => {
  const before = statSync(at('Walks')).ctimeMs;
  expect(await makeDemo(join(folder, 'Photos'))).toEqual(demo);
  expect(statSync(at('Walks')).ctimeMs).toBe(before);
});

test('the engine groups the copies of each scene, and never two scenes', async () => {
  const sceneOf = new Map(copies.map(({ of, file }) => [file, of]));
  for (const taken of photos) {
    for (let moment = 0; moment < taken.burst; moment += 1) sceneOf.set(fileOf(taken, moment), taken.scene);
  }
  const library = await openLibrary({ directory: join(folder, 'library') });
  const { job } = await library.call('scan', { folders: demo.folders });
  expect((await library.finished(job)).report).toMatchObject({ photos: demo.photos, unreadable: [] });
  const { groups } = await library.call('groups', {});
  await library.close();

  const file = (path: string) => relative(at(''), path).split(sep).join('/');
  const inGroups = groups.map((group) => group.photos.map(({ path }) => sceneOf.get(file(path))));
  for (const names of inGroups) expect(new Set(names).size, names.join()).toBe(1);
  expect(groups).toHaveLength(scenes.length);
  // How far a crop may go and still be grouped is for the threshold to say; every other copy must be found.
  const grouped = new Set(groups.flatMap((group) => group.photos.map(({ path }) => file(path))));
  const missed = [...sceneOf.keys()].filter((photo) => !grouped.has(photo) && !photo.includes('/Edited/'));
  expect(missed).toEqual([]);
}, 120_000);
