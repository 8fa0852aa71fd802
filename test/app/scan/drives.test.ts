import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { linuxVolumes, type VolumeSources } from '../../../app/files/volumes/linux.ts';
import { followDrives } from '../../../app/scan/drives.ts';
import { measuredReading } from '../../../app/scan/measured-reading.ts';
import { readingOrder } from '../../../app/scan/read-order.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { scan, withLibrary } from '../scanning.ts';
import { openStore } from '../../../app/store/store.ts';

const root = temporaryFolder();
let place: string;
let sources: VolumeSources;
let count = 0;

const at = (...names: string[]) => join(place, ...names);

/** What Linux would tell of these mounts, each with the number of its device, its type and its source. */
function mounted(...mounts: [point: string, number: number, type: string, source: string][]): void {
  const lines = mounts.map(
    ([point, number, type, source]) =>
      `1 1 8:${number} / ${point.replaceAll(' ', '\\040')} rw shared:1 - ${type} ${source} rw`,
  );
  writeFileSync(sources.mountinfo, `1 1 0:1 / / rw - ext4 ${at('devices', 'system')} rw\n${lines.join('\n')}\n`);
}

beforeEach(async () => {
  place = join(root, String(count++));
  sources = { mountinfo: at('mountinfo'), byUuid: at('by-uuid'), blockDevices: at('block') };
  await writeFiles(place, {
    'devices/system': '',
    'devices/stick': '',
    'devices/other': '',
    'block/8:1/queue/rotational': '1\n',
    'block/8:2/queue/rotational': '0\n',
  });
  mkdirSync(sources.byUuid);
  for (const name of ['system', 'stick', 'other']) symlinkSync(at('devices', name), at('by-uuid', `uuid of ${name}`));
});

test('a volume is told by its UUID, wherever it is mounted, and a network folder by its address', async () => {
  mkdirSync(at('my stick', 'photos'), { recursive: true });
  mkdirSync(at('share', 'deep'), { recursive: true });
  mounted([at('my stick'), 1, 'vfat', at('devices', 'stick')], [at('share'), 3, 'nfs4', 'server:/export']);
  expect(await linuxVolumes(sources).volumeOf(at('my stick', 'photos'))).toEqual({
    id: 'uuid of stick',
    place: '/photos',
    isNetwork: false,
    isRotational: true,
  });
  expect(await linuxVolumes(sources).volumeOf(at('share', 'deep'))).toMatchObject({
    id: 'nfs4 server:/export',
    isNetwork: true,
  });
  expect(await linuxVolumes(sources).volumeOf(place)).toMatchObject({ id: 'uuid of system' });
  expect(await linuxVolumes(sources).volumeOf(at('gone'))).toBeNull();
  expect(await linuxVolumes({ ...sources, mountinfo: at('nowhere') }).volumeOf(place)).toBeNull();
  expect(await linuxVolumes(sources).placesOf('uuid of stick', '/photos')).toEqual([at('my stick', 'photos')]);
  expect(await linuxVolumes(sources).placesOf('uuid of stick', '/elsewhere')).toEqual([]);
});

test('a drive that comes back under another path is the same drive: nothing on it is read again', async () => {
  const directory = at('library');
  const model = { version: 'any', dimensions: 4 };
  await writeFiles(place, {
    'media/stick/photos/a.jpg': await jpeg(1),
    'media/stick/photos/a copy.jpg': await jpeg(1),
    'media/stick/photos/a.xmp': '<x/>',
    'media/stick/photos/notes.txt': 'words',
  });
  mounted([at('media', 'stick'), 1, 'vfat', at('devices', 'stick')]);
  const photos = at('media', 'stick', 'photos');
  await withLibrary(directory, async (library) => {
    await scan(library, photos);
    await library.call('set-rules', { protect: [photos] });
    await library.call('choose-keeper', { path: join(photos, 'a copy.jpg') });
  });
  const follow = async () => {
    const store = openStore(directory, model);
    const moved = await followDrives(store, linuxVolumes(sources));
    store.close();
    return moved;
  };
  expect(await follow()).toEqual([]);

  renameSync(at('media', 'stick'), at('media', 'stick1'));
  mkdirSync(photos, { recursive: true });
  mounted([at('media', 'stick1'), 1, 'vfat', at('devices', 'stick')]);
  const now = at('media', 'stick1', 'photos');
  expect(await follow()).toEqual([{ from: photos, to: now }]);
  await withLibrary(directory, async (library) => {
    const { folders } = await library.call('library', {});
    expect(folders).toMatchObject([{ path: now, photos: 2 }]);
    expect(await library.call('rules', {})).toMatchObject({ protect: [now] });
    const report = await scan(library);
    expect(report).toMatchObject({ photos: 2, new: 0, removed: 0, work: { filesRead: 0, decoded: 0 } });
    const [group] = (await library.call('groups', {})).groups;
    expect(group?.photos[0]?.path).toBe(join(now, 'a copy.jpg'));
    const { files } = await library.call('passed-over', {});
    expect(files.map(({ path }) => path)).toEqual([join(now, 'a.xmp'), join(now, 'notes.txt')]);
  });
});

test('a drive that two places claim to be is left where it was', async () => {
  const directory = at('library');
  await writeFiles(place, { 'one/photos/a.jpg': await jpeg(1) });
  mounted([at('one'), 1, 'vfat', at('devices', 'stick')]);
  await withLibrary(directory, (library) => scan(library, at('one', 'photos')));
  const store = openStore(directory, { version: 'any', dimensions: 4 });
  await followDrives(store, linuxVolumes(sources));
  rmSync(at('one'), { recursive: true });
  for (const name of ['two', 'three']) mkdirSync(at(name, 'photos'), { recursive: true });
  mounted([at('two'), 1, 'vfat', at('devices', 'stick')], [at('three'), 1, 'vfat', at('devices', 'stick')]);
  expect(await followDrives(store, linuxVolumes(sources))).toEqual([]);
  expect(store.folders.all()).toMatchObject([{ path: at('one', 'photos'), volume: 'uuid of stick' }]);
  store.close();
});

/** A drive with a clock of its own: a file has eight parts, one is read at a time, and going to another file costs. */
function simulatedDrive({
  partSeconds,
  seekSeconds,
  readers,
}: {
  partSeconds: number;
  seekSeconds: number;
  readers: number;
}) {
  let clock = 0;
  let inWork = 0;
  let last = -1;
  const most: number[] = [];
  const order: number[] = [];
  const asked: { file: number; done: () => void }[] = [];
  const serve = () => {
    // As many parts as the drive can read at once come together, after all that it has to travel for them.
    const now = asked.splice(0, readers);
    if (now.length === 0) return;
    clock += partSeconds;
    for (const { file, done } of now) {
      if (file !== last) clock += seekSeconds;
      last = file;
      done();
    }
    setImmediate(serve);
  };
  const read = async (file: number) => {
    order.push(file);
    most.push(++inWork);
    for (let part = 0; part < 8; part++) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      asked.push({
        file,
        done: () => {
          resolve(undefined);
        },
      });
      if (asked.length === 1) setImmediate(serve);
      await promise;
    }
    inWork--;
    return { size: 8 };
  };
  return { now: () => clock, read, most, order };
}

test('how a drive is read is measured: a hard disk one file at a time, in order, a fast one side by side', async () => {
  const readAll = async (drive: ReturnType<typeof simulatedDrive>) => {
    const readingOf = readingOrder(
      () => Promise.resolve({ id: 'a stick', place: '/', isNetwork: false, isRotational: true }),
      () => measuredReading(drive.now),
    );
    const files = [...Array(300).keys()];
    await Promise.all(
      files.map(async (file) => {
        const reading = await readingOf(join('/slow', `${file}.jpg`));
        expect(await reading(() => drive.read(file))).toEqual({ size: 8 });
      }),
    );
    expect(drive.order).toEqual(files);
    return drive.most;
  };
  const disk = await readAll(simulatedDrive({ partSeconds: 0.001, seekSeconds: 0.008, readers: 1 }));
  expect(Math.max(...disk.slice(0, 64))).toBe(4);
  expect(disk.slice(-200).every((inWork) => inWork === 1)).toBe(true);
  const fast = await readAll(simulatedDrive({ partSeconds: 0.004, seekSeconds: 0, readers: 8 }));
  expect(fast.slice(0, 8)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  expect(Math.max(...fast)).toBeGreaterThan(4);
});

test('a file that cannot be read lets the next one go on; nothing is measured where the kernel knows of no disk', async () => {
  const reading = measuredReading();
  await expect(reading(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await reading(() => Promise.resolve(null))).toBeNull();
  const readingOf = readingOrder(() => Promise.resolve({ id: 'a', place: '/', isNetwork: false, isRotational: false }));
  let inWork = 0;
  const together = await readingOf('/fast/a.jpg');
  const { promise, resolve } = Promise.withResolvers<null>();
  const reads = [1, 2, 3].map(() => together(() => (inWork++, promise)));
  expect(inWork).toBe(3);
  resolve(null);
  await Promise.all(reads);
});
