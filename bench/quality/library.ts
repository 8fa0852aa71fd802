/** Part three: through the whole app. Originals, half of the edits and unrelated photos are scanned into a library. */
import { copyFile, mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Group, Job } from '../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../app/library.ts';
import { seenPairs } from './seen-pairs.ts';

/** A file that was made of an original. Its name begins with the original's place, then a space. */
export interface MadeFile {
  path: string;
  /** What was done to it. */
  edit: { name: string };
  /** Whether it is one of those that are scanned into the library. */
  scanned: boolean;
  /** Other photos that may be in it as well, by their places among the references: with them it is in the right group, too. */
  holds?: readonly number[];
}

export interface LibraryResult {
  photos: number;
  threshold: number;
  /** Share of the edits that sit in their original's group. */
  recall: number;
  /** Of all pairs that sit together in a group, the share that comes from one original. */
  precision: number;
  recallByEdit: Record<string, number>;
  /** By edit the share that was seen to show its original, in its group or not: a collage is none of its photos. */
  seenByEdit: Record<string, number>;
  /** Groups in which two originals or their edits meet: the originals, to look at. */
  mixed: string[][];
  /** By the phases of the scan. */
  seconds: Record<string, number>;
}

/**
 * @param made the edits; those that are scanned lie in `editsFolder`.
 * @param scratch an empty folder.
 */
export async function measureLibrary(
  references: readonly { path: string }[],
  made: readonly MadeFile[],
  editsFolder: string,
  scratch: string,
): Promise<LibraryResult> {
  const photos = join(scratch, 'references');
  await mkdir(photos, { recursive: true });
  for (const [at, { path }] of references.entries()) await copyFile(path, join(photos, `${at}${extname(path)}`));
  const directory = join(scratch, 'library');
  const scanned = made.filter((edit) => edit.scanned);
  const { groups, threshold, seconds } = await groupsOf(directory, [photos, editsFolder]);
  const areSeen = seenPairs(directory);
  const isSeen = ({ path }: MadeFile) => {
    const { path: original = '' } = references[sourceOf(basename(path))] ?? {};
    return areSeen(path, `${sourceOf(basename(path))}${extname(original)}`);
  };
  return {
    photos: references.length + scanned.length,
    threshold,
    ...judge(groups, scanned, references),
    seenByEdit: byEdit(scanned, (files) => files.filter(isSeen).length / files.length),
    seconds,
  };
}

async function groupsOf(directory: string, folders: string[]) {
  const library = await openLibrary({ directory });
  try {
    const seconds = await scan(library, folders);
    return { seconds, ...(await library.call('groups', {})) };
  } finally {
    await library.close();
  }
}

function byEdit(files: readonly MadeFile[], measure: (files: readonly MadeFile[]) => number): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(files, ({ edit }) => edit.name)].map(([name, own]) => [name, measure(own)]),
  );
}

/** @returns seconds by the phases of the scan. */
async function scan(library: Library, folders: string[]): Promise<Record<string, number>> {
  const seconds: Record<string, number> = {};
  let last = performance.now();
  let phase: Job['phase'] = 'looking';
  const spent = () => {
    const now = performance.now();
    seconds[phase] = (seconds[phase] ?? 0) + (now - last) / 1000;
    last = now;
  };
  library.on('job', (job) => {
    spent();
    phase = job.phase;
  });
  const { job } = await library.call('scan', { folders });
  const { report, error } = await library.finished(job);
  if (report === null) throw new Error(error ?? 'The scan gave no report.');
  spent();
  return seconds;
}

function judge(groups: readonly Group[], scanned: readonly MadeFile[], references: readonly { path: string }[]) {
  const found = new Set<string>();
  const holds = new Map(
    scanned.flatMap((made) => (made.holds === undefined ? [] : [[basename(made.path), made.holds]])),
  );
  const mixed: string[][] = [];
  let [pairs, right] = [0, 0];
  for (const { photos } of groups) {
    const names = photos.map(({ path }) => basename(path));
    for (const together of Map.groupBy(names, sourceOf).values())
      if (together.some(isReference)) for (const name of together) found.add(name);
    const originals = new Set(names.filter(isReference).map(sourceOf));
    for (const name of names) if (holds.get(name)?.some((other) => originals.has(other)) === true) found.add(name);
    const ofOne = names.filter((name) => !holds.has(name));
    pairs += pairsIn(ofOne.length);
    const bySource = Map.groupBy(ofOne, sourceOf);
    if (bySource.size > 1) mixed.push([...bySource.keys()].map((source) => references[source]?.path ?? ''));
    for (const together of bySource.values()) right += pairsIn(together.length);
  }
  const share = (of: readonly MadeFile[]) => of.filter(({ path }) => found.has(basename(path))).length / of.length;
  return {
    recall: share(scanned),
    precision: right / Math.max(1, pairs),
    mixed,
    recallByEdit: byEdit(scanned, share),
  };
}

function pairsIn(count: number): number {
  return (count * (count - 1)) / 2;
}

/** Files are named for the photo that they come from: its number, and after a space the edit where it is one. */
function sourceOf(name: string): number {
  return Number.parseInt(name);
}

function isReference(name: string): boolean {
  return !name.includes(' ');
}
