import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Output, ScanReport } from '../../../app/contract/contract.ts';
import { libraryExists } from '../../../app/store/database.ts';
import { openLibrary } from '../../../app/library.ts';
import { paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { random } from '../../app/grouping/random.ts';
import { json, start } from './command.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
const photos = 140;

beforeAll(async () => {
  // Enough for the scan to be still under way when it is interrupted: what was read is saved 64 photos at a time.
  for (let seed = 0; seed < photos; seed++) {
    const picture = paint(seed, { width: 1000, height: 750 }).png({ compressionLevel: 2 });
    await writeFiles(folder, { [`${seed}.png`]: await picture.toBuffer() });
  }
});

/** Starts a scan, and waits until some photos of it are in the library. */
async function scanUnderWay(library: string) {
  const child = start('scan', folder, '--json', '--library', library);
  await vi.waitFor(
    async () => {
      expect(libraryExists(library)).toBe(true);
      const reader = await openLibrary({ directory: library, writes: false });
      try {
        expect((await reader.call('library', {})).photos).toBeGreaterThan(0);
      } finally {
        await reader.close();
      }
    },
    { timeout: 30_000, interval: 50 },
  );
  return child;
}

describe('a scan that is interrupted', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s stops in order, and the next one goes on from there',
    async (signal) => {
      const library = join(root, signal);
      const child = await scanUnderWay(library);
      const [stdout, stderr] = [text(child.stdout!), text(child.stderr!)];
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([1, null]);
      expect(await stderr).toContain('Stopping: what was read is kept.');
      const report = JSON.parse(await stdout) as ScanReport;
      expect(report).toMatchObject({ interrupted: true, removed: 0, unreadable: [] });
      expect(report.photos).toBeGreaterThan(0);
      expect(report.photos).toBeLessThan(photos);
      const next = await json<ScanReport>('scan', '--library', library);
      expect(next).toMatchObject({ photos, unchanged: report.photos, new: photos - report.photos, interrupted: false });
      expect(next.work.filesRead).toBe(photos - report.photos);
    },
    120_000,
  );

  test('by SIGKILL loses nothing that was saved, and leaves the library free', async () => {
    const library = join(root, 'killed');
    const child = await scanUnderWay(library);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const report = await json<ScanReport>('scan', '--library', library);
    expect(report).toMatchObject({ photos, interrupted: false, unreadable: [] });
    expect(report.unchanged).toBeGreaterThan(0);
    expect((await json<Output<'groups'>>('groups', '--library', library)).awaiting).toBe(0);
  }, 120_000);
});

/** `TWINLENS_KILLS=500` kills 50 scans. */
const kills = Math.ceil(Number(process.env.TWINLENS_KILLS ?? 60) / 10);
const seed = Number(process.env.TWINLENS_SEED ?? Date.now() % 1_000_000);

test(`${kills} scans that are killed at random instants lose nothing, and end where one scan would have`, async () => {
  const next = random(seed);
  const whole = join(root, 'in one go');
  await json('scan', folder, '--library', whole);
  const expected = await json<Output<'groups'>>('groups', '--library', whole);
  let library = join(root, 'again and again');
  let known = 0;
  let milliseconds = 1500;
  for (let killed = 0, round = 0; killed < kills; round++) {
    const child = start('scan', folder, '--quiet', '--library', library);
    const gone = once(child, 'exit');
    const ended = await Promise.race([gone.then(() => true), wait(next() * milliseconds).then(() => false)]);
    child.kill('SIGKILL');
    await gone;
    if (ended) {
      // It was done before: another one begins at the beginning.
      library = join(root, `again and again ${round}`);
      known = 0;
      continue;
    }
    killed++;
    milliseconds *= 1.2;
    if (!libraryExists(library)) continue;
    const database = new DatabaseSync(join(library, 'library.sqlite'));
    expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
    const reader = await openLibrary({ directory: library, writes: false });
    const now = (await reader.call('library', {})).photos;
    await reader.close();
    expect(now).toBeGreaterThanOrEqual(known);
    known = now;
  }
  expect(await json<ScanReport>('scan', folder, '--library', library)).toMatchObject({
    photos,
    unreadable: [],
    removed: 0,
  });
  expect(await json<Output<'groups'>>('groups', '--library', library)).toEqual(expected);
  console.log(`Seed ${seed}.`);
}, 900_000);
