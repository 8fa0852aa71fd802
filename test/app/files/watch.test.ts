import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Watcher } from '../../../app/files/watch.ts';
import { temporaryFolder, writeFiles } from '../../photos.ts';

const root = temporaryFolder();
let folder: string;
let count = 0;
let watcher: Watcher;
let told: Set<string>;
let presence: string[];

beforeEach(async () => {
  folder = join(root, String(count++));
  await writeFiles(folder, { 'old.jpg': 'x', 'album/old.jpg': 'x' });
  told = new Set();
  presence = [];
  watcher = new Watcher({
    files: (paths) => paths.forEach((path) => told.add(relative(folder, path))),
    folder: (path, online) => presence.push(`${relative(folder, path)} ${online ? 'came' : 'went'}`),
    away: () => Promise.resolve(),
  });
  await watcher.add(folder);
  // The watcher has no word for "ready": what it tells first shows that it is.
  for (let at = 0; told.size === 0 && at < 20; at++) {
    writeFileSync(join(folder, `ready ${at}.jpg`), 'x');
    await wait(1300);
  }
  told.clear();
});

afterEach(() => watcher.close());

const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 50 });

describe('a watcher tells of', () => {
  test('photos that are added, at any depth and in new folders', async () => {
    await writeFiles(folder, { 'new.jpg': 'x', 'album/new.jpg': 'x', 'fresh/deeper/new.jpg': 'x' });
    await until(() => expect([...told].sort()).toEqual(['album/new.jpg', 'fresh/deeper/new.jpg', 'new.jpg']));
  });

  test('files whose names do not speak of photos: what is in them decides', async () => {
    await writeFiles(folder, { 'no-extension': 'x', 'old.xmp': 'x' });
    await until(() => expect([...told].sort()).toEqual(['no-extension', 'old.xmp']));
  });

  test('photos that are changed', async () => {
    appendFileSync(join(folder, 'old.jpg'), 'more');
    await until(() => expect([...told]).toEqual(['old.jpg']));
  });

  test('photos that are renamed, under both names', async () => {
    renameSync(join(folder, 'old.jpg'), join(folder, 'renamed.jpg'));
    await until(() => expect([...told].sort()).toEqual(['old.jpg', 'renamed.jpg']));
  });

  test('photos that are removed, alone and with their folder', async () => {
    rmSync(join(folder, 'old.jpg'));
    rmSync(join(folder, 'album'), { recursive: true });
    await until(() => expect([...told].sort()).toEqual(['album/old.jpg', 'old.jpg']));
  });

  test('its folder, when that vanishes and when it comes back', async () => {
    renameSync(folder, `${folder} away`);
    await until(() => expect(presence).toEqual([' went']));
    renameSync(`${folder} away`, folder);
    await until(() => expect(presence).toEqual([' went', ' came']));
    told.clear();
    await wait(1000);
    await writeFiles(folder, { 'after.jpg': 'x' });
    await until(() => expect([...told]).toContain('after.jpg'));
  });
});

describe('a watcher says nothing of', () => {
  /** Changes something to be passed over, then something to be told: what is told shows what was passed over. */
  async function onlyMarkerAfter(change: () => void | Promise<void>): Promise<void> {
    await change();
    await wait(300);
    await writeFiles(folder, { 'marker.jpg': 'x' });
    await until(() => expect([...told]).toContain('marker.jpg'));
    await wait(500);
    expect([...told]).toEqual(['marker.jpg']);
  }

  test('hidden files and hidden folders', async () => {
    await onlyMarkerAfter(() => writeFiles(folder, { '.hidden.jpg': 'x', '._old.jpg': 'x', '.folder/a.jpg': 'x' }));
  });

  test('links, which a scan does not follow either', async () => {
    await writeFiles(root, { 'elsewhere/a.jpg': 'x', 'elsewhere/notes.txt': 'x' });
    await onlyMarkerAfter(() => {
      symlinkSync(join(root, 'elsewhere', 'a.jpg'), join(folder, 'link.jpg'));
      symlinkSync(join(root, 'elsewhere', 'notes.txt'), join(folder, 'link.txt'));
      symlinkSync(join(root, 'elsewhere'), join(folder, 'link'));
    });
  });

  test.skipIf(process.platform === 'win32')('pipes, which would never end being read', async () => {
    await onlyMarkerAfter(() => void execFileSync('mkfifo', [join(folder, 'pipe.jpg'), join(folder, 'pipe')]));
  });

  test('a folder that it no longer watches', async () => {
    const other = `${folder} other`;
    mkdirSync(other);
    await watcher.add(other);
    await watcher.remove(other);
    await onlyMarkerAfter(() => writeFileSync(join(other, 'a.jpg'), 'x'));
  });
});

test('a folder of which no event tells is looked through again and again', async () => {
  const polled = new Watcher(
    {
      files: (paths) => paths.forEach((path) => told.add(`polled ${relative(folder, path)}`)),
      folder: () => undefined,
      away: () => Promise.resolve(),
    },
    () => Promise.resolve(true),
  );
  try {
    await polled.add(folder);
    await wait(1500);
    await writeFiles(folder, { 'deep/new.jpg': 'x' });
    rmSync(join(folder, 'old.jpg'));
    await until(() => {
      expect(told).toContain('polled deep/new.jpg');
      expect(told).toContain('polled old.jpg');
    });
    expect(told).not.toContain('polled album/old.jpg');
  } finally {
    await polled.close();
  }
});
