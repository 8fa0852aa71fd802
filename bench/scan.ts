/**
 * A full scan against its floor: the same files, read, decoded and shrunk by sharp alone, as many at once as the scan
 * has in work, to the two sizes that a scan cannot do without: the thumbnail's and the encoder's. The two take turns in
 * one run, so that what else the machine does weighs on both.
 */
import { readFile, rm } from 'node:fs/promises';
import pMap from 'p-map';
import sharp from 'sharp';
import { walk } from '../app/files/walk.ts';
import { thumbnailSide } from '../app/images/thumbnail.ts';
import { photosAtOnce } from '../app/scan/read-photos.ts';
import { openLibrary } from '../app/library.ts';
import type { ScanReport } from '../app/contract/contract.ts';
import { median } from './table.ts';

export interface ScanResult {
  photos: number;
  /** Photos a second. */
  floor: number;
  scan: number;
  /** The scan's rate as a share of the floor's, of runs side by side. */
  ratio: number;
  /** A rescan of the unchanged folder, as a share of the scan's time. */
  rescan: number;
  rescanFilesRead: number;
}

const turns = 3;
/** The encoder's input, which every photo is shrunk to. */
const side = 128;

export async function measureScan(folder: string, libraryFolder: string): Promise<ScanResult> {
  const { photos } = await walk(folder);
  const runs = [];
  for (let turn = 0; turn < turns; turn++) {
    const floor = await floorSeconds(photos.map(({ path }) => path));
    await rm(libraryFolder, { recursive: true, force: true });
    const first = await scan(folder, libraryFolder);
    const again = await scan(folder, libraryFolder);
    runs.push({ floor, first, again });
  }
  const count = runs[0]?.first.photos ?? 0;
  return {
    photos: count,
    floor: photos.length / median(runs.map(({ floor }) => floor)),
    scan: count / median(runs.map(({ first }) => first.seconds)),
    ratio: median(runs.map(({ floor, first }) => floor / first.seconds)),
    rescan: median(runs.map(({ first, again }) => again.seconds / first.seconds)),
    rescanFilesRead: Math.max(...runs.map(({ again }) => again.work.filesRead)),
  };
}

async function floorSeconds(paths: string[]): Promise<number> {
  sharp.concurrency(1);
  sharp.cache(false);
  const started = performance.now();
  await pMap(paths, shrink, { concurrency: photosAtOnce });
  return (performance.now() - started) / 1000;
}

/** A file that cannot be decoded costs the scan no more than this either. */
async function shrink(path: string): Promise<void> {
  try {
    const photo = sharp(await readFile(path), { failOn: 'error' }).autoOrient();
    const fit = { fit: 'inside', withoutEnlargement: true } as const;
    const { data, info } = await photo
      .resize(thumbnailSide, thumbnailSide, fit)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    await sharp(data, { raw: { width, height, channels } })
      .resize(side, side, { fit: 'fill', kernel: 'cubic' })
      .raw()
      .toBuffer();
  } catch {
    return;
  }
}

async function scan(folder: string, directory: string): Promise<ScanReport> {
  const library = await openLibrary({ directory });
  try {
    const { job } = await library.call('scan', { folders: [folder] });
    const { report, error } = await library.finished(job);
    if (report === null) throw new Error(error ?? 'The scan gave no report.');
    return report;
  } finally {
    await library.close();
  }
}
