/**
 * `npm run bench:peers [-- FOLDER] [--originals N] [--photos N]`: one folder, scanned by Twinlens and by what others do, in
 * turns: a perceptual hash with its usual bound, and findimagedupes where it is installed. What each takes, and what of
 * the edits it finds. Prints a table; the last line is JSON.
 */
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { Command } from 'commander';
import { runMeasured, type Measured } from './peers/run-measured.ts';
import { photosToMeasureOn } from './photos.ts';
import { makeEdits } from './quality/make-edits.ts';
import { count, runBench } from './run-bench.ts';
import { median, table } from './table.ts';

const rounds = 2;

interface Found {
  firstSeconds: number | null;
  groups: string[][];
}

interface Peer {
  name: string;
  run: (folder: string, library: string) => Promise<Measured>;
  read: (output: string) => Found;
}

const ours = (script: string) => (folder: string, library: string) =>
  runMeasured(process.execPath, [join(import.meta.dirname, 'peers', script), folder, library]);
const json = (output: string) => JSON.parse(output) as Found;

const peers: Peer[] = [
  { name: 'Twinlens', run: ours('twinlens-child.ts'), read: json },
  { name: 'pHash 8×8, 10 bits', run: ours('hash-child.ts'), read: json },
];
if (spawnSync('findimagedupes', ['--version']).error === undefined)
  peers.push({
    name: 'findimagedupes',
    run: (folder) => runMeasured('findimagedupes', ['-q', '-R', folder]),
    // A line a group; no name here holds a space.
    read: (output) => ({
      firstSeconds: null,
      groups: output.split('\n').flatMap((line) => (line === '' ? [] : [line.split(' ')])),
    }),
  });

const program = new Command('bench:peers')
  .description('One folder, scanned by Twinlens and by what others do.')
  .argument('[folder]', 'photos, all different; without it the held-out photos of ../shared/photos')
  .option('--originals <count>', 'edit so many of them', count, 80)
  .option('--photos <count>', 'take so many photos beside their edits', count, 820)
  .action(measure);

async function measure(given: string | undefined, options: { originals: number; photos: number }): Promise<void> {
  const photos = (await photosToMeasureOn(given)).slice(0, options.photos);
  const scratch = await mkdtemp(join(tmpdir(), 'twinlens-peers-'));
  try {
    const folder = join(scratch, 'photos');
    await mkdir(folder);
    const originals = photos.slice(0, options.originals).map((photo) => ({ ...photo, analysis: { alpha: false } }));
    const made = await makeEdits(originals, join(scratch, 'edits'));
    // Named for the original that they come from, without a space.
    for (const [at, { path }] of photos.entries()) await copyFile(path, join(folder, `${at}${extname(path)}`));
    for (const { path } of made.filter(({ scanned }) => scanned))
      await copyFile(path, join(folder, basename(path).replaceAll(/[^\w.]/g, '-')));
    const rows = [];
    const files = await readdir(folder);
    for (const peer of await inTurns(folder, scratch)) rows.push({ ...peer, ...judge(peer.groups, files) });
    process.stdout.write(`${files.length} files, ${files.length - photos.length} of them edits\n\n`);
    say(rows);
    process.stdout.write(`${JSON.stringify(rows.map(({ groups, ...row }) => ({ ...row, groups: groups.length })))}\n`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Everything so many times, one after another, since machines are noisy; of the times the middle ones. */
async function inTurns(folder: string, scratch: string) {
  const runs = new Map<Peer, Measured[]>(peers.map((peer) => [peer, []]));
  for (let round = 0; round < rounds; round++)
    for (const [peer, own] of runs)
      own.push(await peer.run(folder, join(scratch, `library ${peer.name.replaceAll(/\W/g, '')} ${round}`)));
  return [...runs].map(([{ name, read }, own]) => ({
    name,
    seconds: median(own.map(({ seconds }) => seconds)),
    cpuSeconds: median(own.map(({ cpuSeconds }) => cpuSeconds)),
    peakMegabytes: Math.max(...own.map(({ peakMegabytes }) => peakMegabytes)),
    ...read(own.at(-1)?.output ?? ''),
  }));
}

/** Edits that sit with their original, and pairs in one group that come from one. */
function judge(groups: readonly string[][], files: readonly string[]) {
  const originalOf = (path: string) => Number.parseInt(basename(path));
  const isEdit = (path: string) => basename(path).includes('-');
  let [found, pairs, right] = [0, 0, 0];
  for (const group of groups) {
    pairs += (group.length * (group.length - 1)) / 2;
    for (const together of Map.groupBy(group, originalOf).values()) {
      right += (together.length * (together.length - 1)) / 2;
      if (!together.every(isEdit)) found += together.filter(isEdit).length;
    }
  }
  return { found: found / files.filter(isEdit).length, right: right / Math.max(1, pairs) };
}

function say(
  rows: readonly (Omit<Awaited<ReturnType<typeof inTurns>>[number], 'groups'> & ReturnType<typeof judge>)[],
) {
  process.stdout.write(
    `${table(
      rows.map(({ name, seconds, firstSeconds, cpuSeconds, peakMegabytes, found, right }) => ({
        '': name,
        'first group, s': firstSeconds?.toFixed(1) ?? '–',
        'all groups, s': seconds.toFixed(1),
        'processor, s': cpuSeconds.toFixed(1),
        'memory, MB': peakMegabytes.toFixed(0),
        'edits with their original': found.toFixed(3),
        'pairs that are right': right.toFixed(4),
      })),
    )}\n\n`,
  );
}

await runBench(program);
