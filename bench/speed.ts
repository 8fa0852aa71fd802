/**
 * `npm run bench [-- FOLDER]`: how fast the engine is, as ratios taken side by side in one run, since machines are
 * noisy. `--formats` measures each format's decoding instead (`formats.ts`). Without a folder it measures on `../shared/photos` where that is there. Prints tables; the last line is JSON.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeLargePhotos } from './large-photos.ts';
import { measureMemory } from './memory.ts';
import { measurePairs } from './pairs.ts';
import { measureScan } from './scan.ts';
import { table } from './table.ts';

if (process.argv.includes('--formats')) {
  const { measureFormats } = await import('./formats.ts');
  await measureFormats();
  process.exit();
}

const shared = join(import.meta.dirname, '..', '..', 'shared', 'photos');
const given = process.argv[2];
const folder = given === undefined ? (existsSync(shared) ? shared : null) : resolve(given);
const largeCount = 160;

const scratch = await mkdtemp(join(tmpdir(), 'twinlens-bench-'));
try {
  const large = join(scratch, 'large');
  await makeLargePhotos(large, largeCount);
  const scans = [];
  if (folder !== null) scans.push({ name: folder, ...(await measureScan(folder, join(scratch, 'library'))) });
  if (given === undefined)
    scans.push({ name: '12-megapixel photos', ...(await measureScan(large, join(scratch, 'library'))) });
  say(
    'A full scan against its floor (the same files only decoded and shrunk)',
    scans.map(({ name, photos, floor, scan, ratio, rescan, rescanFilesRead }) => ({
      photos: `${name} (${photos})`,
      'floor, photos/s': floor.toFixed(0),
      'scan, photos/s': scan.toFixed(0),
      'scan / floor': ratio.toFixed(2),
      'rescan / scan': rescan.toFixed(3),
      'files read by rescan': rescanFilesRead,
    })),
  );

  const pairs = [await measurePairs(10_000), await measurePairs(100_000)];
  say(
    'Near pairs and groups of random unit vectors (three in ten are copies)',
    pairs.map((one) => ({
      photos: one.photos,
      'all pairs': `${one.allSeconds.toFixed(2)} s`,
      'one more photo': `${one.oneSeconds.toFixed(2)} s`,
      'near pairs': one.pairs,
      'prepare groups': `${one.prepareSeconds.toFixed(2)} s`,
      'move the threshold': `${(one.cutSeconds * 1000).toFixed(0)} ms`,
      groups: one.groups,
    })),
  );

  const source = folder ?? large;
  const memory = [await measureMemory(source, 2000, scratch), await measureMemory(source, 10_000, scratch)];
  say(
    'Peak memory of a scan',
    memory.map((one) => ({ photos: one.photos, 'peak, MB': one.peakMegabytes })),
  );
  process.stdout.write(`${JSON.stringify({ scans, pairs, memory })}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

function say(title: string, rows: Record<string, string | number>[]): void {
  process.stdout.write(`${title}\n\n${table(rows)}\n\n`);
}
