/**
 * `npm run bench:keepers [-- FOLDER]`: whether the better photo stays. Takes 440 photos of a folder as originals (of
 * `../shared/photos` the held-out ones, when no folder is given), and puts beside each a byte-identical backup and one
 * edit, of 22 kinds in turn. No file tells by its time, its name or its metadata which is which. Prints what the default
 * clean-up would take and what it would keep, and JSON.
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { decode } from '../app/images/decode.ts';
import { readMetadata } from '../app/images/metadata.ts';
import { openLibrary } from '../app/library.ts';
import { photosToMeasureOn } from './photos.ts';
import { edits } from './quality/edits/edits.ts';
import { Chance } from './random.ts';
import { table } from './table.ts';

const originals = 20 * edits.length;
/** Larger ones are made smaller before they are edited, as a copy on its way through messengers is. */
const largestSide = 1024;

interface Tally {
  edit: string;
  grouped: number;
  originalKept: number;
  originalsGone: number;
  sparesGone: number;
  of: number;
}

const scratch = await mkdtemp(join(tmpdir(), 'twinlens-keepers-'));
const library = await openLibrary({ directory: join(scratch, 'library') });
try {
  const photos = join(scratch, 'photos');
  const found = (await photosToMeasureOn(process.argv[2])).slice(0, originals);
  await mkdir(photos);
  for (const [at, { path, sha256 }] of found.entries()) await writeTrio(photos, at, path, sha256);
  const { job } = await library.call('scan', { folders: [photos] });
  const { report, error } = await library.finished(job);
  if (report === null) throw new Error(error ?? 'The scan gave no report.');
  const tallies = await judge(found.length);
  const sum = (of: (tally: Tally) => number) => [...tallies.values()].reduce((all, tally) => all + of(tally), 0);
  const rows = [
    ...tallies.values(),
    {
      edit: 'all',
      grouped: sum(({ grouped }) => grouped),
      originalKept: sum(({ originalKept }) => originalKept),
      originalsGone: sum(({ originalsGone }) => originalsGone),
      sparesGone: sum(({ sparesGone }) => sparesGone),
      of: sum(({ of }) => of),
    },
  ].map(({ edit, grouped, originalKept, originalsGone, sparesGone, of }) => ({
    'an edit beside it': edit,
    'grouped with it': `${grouped} of ${of}`,
    'the original leads the group': (originalKept / of).toFixed(3),
    'originals gone for an edit': originalsGone,
    'identical spares gone': `${sparesGone} of ${of}`,
  }));
  process.stdout.write(`${table(rows)}\n${JSON.stringify(rows)}\n`);
} finally {
  await library.close();
  await rm(scratch, { recursive: true, force: true });
}

/** The original, its backup and its edit, under names and with times that do not tell which is which. */
async function writeTrio(folder: string, at: number, path: string, sha256: string): Promise<void> {
  const chance = new Chance(`${sha256} trio`);
  const edit = editOf(at);
  const bytes = await readFile(path);
  const photo = await decode(bytes, largestSide, (await readMetadata(bytes)).alpha);
  const made = await edit.make(photo, new Chance(`${sha256} ${edit.name}`));
  const names = chance.shuffle(['a', 'b', 'c']).map((letter) => join(folder, `${letter}${at}`));
  const [original = '', backup = '', edited = ''] = names;
  await copyFile(path, `${original}-original.jpg`);
  await copyFile(path, `${backup}-backup.jpg`);
  await writeFile(`${edited}-edited.${made.extension}`, made.bytes);
  for (const file of [`${original}-original.jpg`, `${backup}-backup.jpg`, `${edited}-edited.${made.extension}`]) {
    const time = new Date(1.6e12 + chance.below(1e11));
    await utimes(file, time, time);
  }
}

function editOf(at: number): (typeof edits)[number] {
  const edit = edits[at % edits.length];
  if (edit === undefined) throw new RangeError('There are edits.');
  return edit;
}

async function judge(count: number): Promise<Map<string, Tally>> {
  const { groups } = await library.call('groups', {});
  const plan = await library.call('plan', { to: 'trash' });
  const gone = new Map(plan.photos.map(({ path, keeper }) => [path, keeper]));
  const groupOf = new Map(groups.flatMap((group) => group.photos.map(({ path }) => [basename(path), group] as const)));
  const tallies = new Map<string, Tally>();
  for (let at = 0; at < count; at++) {
    const { name } = editOf(at);
    const tally = tallies.get(name) ?? {
      edit: name,
      grouped: 0,
      originalKept: 0,
      originalsGone: 0,
      sparesGone: 0,
      of: 0,
    };
    tallies.set(name, tally);
    const files = [...groupOf.keys()].filter((file) => Number.parseInt(file.slice(1)) === at);
    const [original] = files.filter((file) => file.includes('-original'));
    const group = groupOf.get(original ?? '');
    const paths = group?.photos.map(({ path }) => path) ?? [];
    const isOwn = (path: string | undefined) => path !== undefined && !path.includes('-edited');
    tally.of++;
    tally.grouped += Number(paths.some((path) => path.includes('-edited')));
    tally.originalKept += Number(isOwn(paths[0]));
    const own = paths.filter(isOwn);
    tally.originalsGone += Number(own.some((path) => gone.get(path)?.includes('-edited') === true));
    tally.sparesGone += Number(own.filter((path) => gone.has(path)).length === 1);
  }
  return tallies;
}
