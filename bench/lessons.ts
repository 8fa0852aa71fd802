/**
 * `npm run bench:lessons [-- FOLDER] [--seeds N] [--cache FOLDER]`: what lessons do to a whole library that nobody was asked
 * about, at the base rate of life. Six people answer what `suggest` asks about one library; what they taught is used in
 * another one, of other photos. Prints for each of them what is in one group there, after so many answers, and JSON.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { PersonError } from '../app/errors.ts';
import { openLibrary, type Library } from '../app/library.ts';
import { useHead } from '../app/lessons/head-in-use.ts';
import { encoderManifest } from '../app/resources.ts';
import { openStore, type Store } from '../app/store/store.ts';
import { loadModel, type Model } from '../app/vision/encoder/model.ts';
import { grouped, precisionOf, type Grouped } from './lessons/grouped.ts';
import { people, type Somebody } from './lessons/people.ts';
import { partOf, parts, writeLibrary, type WrittenPhoto } from './lessons/written-library.ts';
import { photosToMeasureOn, type MeasuredPhoto } from './photos.ts';
import { Chance } from './random.ts';
import { count, runBench } from './run-bench.ts';
import { table } from './table.ts';

const given = [20, 60, 120, 300];
const askedAtOnce = 10;
/** Of ten photos, so many get edits, a burst or views of a place beside them. */
const withCompany = 0.4;
/** Parts of the library that each seed leaves out. */
const leftOut = 3;
const fewest = 100;

interface Result extends Grouped {
  person: string;
  seed: number;
  answers: number;
  /** How many of the answers were "same". */
  saidSame: number;
  /** What the lesson gave after them; what was accepted before stays in use where it was not. */
  isAccepted: boolean;
  sentence: string;
}

/** Nothing stops it, and nothing waits for it. */
const unhurried = {
  signal: new AbortController().signal,
  progress: () => undefined,
  aside: <Result>(work: () => Promise<Result>) => work(),
};

interface Scanned {
  folder: string;
  photos: ReadonlyMap<string, WrittenPhoto>;
}

await runBench(
  new Command('bench:lessons')
    .description('What lessons do to a whole library that nobody was asked about.')
    .argument('[folder]', 'photos, all different; without it the held-out photos of ../shared/photos')
    .option('--seeds <count>', 'runs a person, each asked about other parts of the library', count, 5)
    .option('--person <text>', 'only people whose name holds this')
    .option(
      '--cache <folder>',
      'where the two scanned libraries are kept; a new one where a scan finds other things now',
    )
    .action(measure),
);

async function measure(
  given: string | undefined,
  { seeds, person, cache }: { seeds: number; person?: string; cache?: string },
): Promise<void> {
  const photos = await photosToMeasureOn(given);
  if (photos.length < 2 * fewest)
    throw new PersonError(
      `There are ${photos.length} photos to measure on: give it a folder with ${2 * fewest} or more.`,
    );
  const scratch = await mkdtemp(join(tmpdir(), 'twinlens-lessons-'));
  try {
    const half = photos.length >> 1;
    const asked = await scanned(join(cache ?? scratch, 'asked'), photos.slice(0, half));
    const heldOut = await scanned(join(cache ?? scratch, 'held out'), photos.slice(half, 2 * half));
    const results: Result[] = [];
    for (const somebody of people.filter(({ name }) => name.includes(person ?? '')))
      for (let seed = 1; seed <= seeds; seed++) {
        const run = await lessons(somebody, seed, asked, heldOut, await mkdtemp(join(scratch, 'run-')));
        results.push(...run);
        for (const one of run) process.stderr.write(`${JSON.stringify({ ...one, precision: precisionOf(one) })}\n`);
      }
    say(results);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A library that is written and scanned, or is there from an earlier run. */
async function scanned(folder: string, photos: readonly MeasuredPhoto[]): Promise<Scanned> {
  const list = join(folder, 'photos.json');
  if (!existsSync(list)) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const written = await writeLibrary(folder, photos, Math.round(photos.length * withCompany), 'lessons');
    const library = await openLibrary({ directory: join(folder, 'library') });
    try {
      const folders = Array.from({ length: parts }, (_, part) => partOf(folder, part));
      const { job } = await library.call('scan', { folders });
      const { error } = await library.finished(job);
      if (error !== null) throw new Error(error);
    } finally {
      await library.close();
    }
    await writeFile(list, JSON.stringify([...written]));
  }
  return { folder, photos: new Map(JSON.parse(await readFile(list, 'utf8')) as [string, WrittenPhoto][]) };
}

/** One person's lessons: what the held-out library looks like before the first one and after each. */
async function lessons(
  somebody: Somebody,
  seed: number,
  asked: Scanned,
  heldOut: Scanned,
  scratch: string,
): Promise<Result[]> {
  await cp(join(asked.folder, 'library'), join(scratch, 'asked'), { recursive: true });
  const library = await openLibrary({ directory: join(scratch, 'asked') });
  const results: Result[] = [];
  const base = { person: somebody.name, seed };
  try {
    const chance = new Chance(`${seed} lessons`);
    for (const part of chance.shuffle(Array.from({ length: parts }, (_, at) => at)).slice(0, leftOut))
      await library.call('remove-folder', { path: partOf(asked.folder, part) });
    const before = await groupedWith(join(scratch, 'asked'), heldOut, somebody, join(scratch, 'held out'));
    results.push({ ...base, ...before, answers: 0, isAccepted: false, saidSame: 0, sentence: '' });
    let said = { answers: 0, same: 0 };
    for (const total of given) {
      said = await answer(library, asked, somebody, total, said);
      const { job } = await library.call('learn', {});
      const { lesson, error } = await library.finished(job);
      if (lesson === null) throw new Error(error ?? 'The lesson gave no report.');
      const after = await groupedWith(join(scratch, 'asked'), heldOut, somebody, join(scratch, 'held out'));
      const { accepted, sentence } = lesson;
      results.push({ ...base, ...after, answers: said.answers, saidSame: said.same, isAccepted: accepted, sentence });
    }
  } finally {
    await library.close();
    await rm(scratch, { recursive: true, force: true });
  }
  return results;
}

/** Answers questions until there are `total` answers, or no more questions. */
async function answer(
  library: Library,
  { photos }: Scanned,
  { says }: Somebody,
  total: number,
  said: { answers: number; same: number },
): Promise<{ answers: number; same: number }> {
  let { answers, same } = said;
  while (answers < total) {
    const { pairs } = await library.call('suggest', { count: Math.min(askedAtOnce, total - answers) });
    if (pairs.length === 0) break;
    for (const { a, b } of pairs) {
      const [one, other] = [photos.get(a.path), photos.get(b.path)];
      if (one === undefined || other === undefined) throw new Error(`Nobody wrote ${a.path} or ${b.path}.`);
      const isSame = says(one, other);
      await library.call('judge', {
        pairs: [{ a: a.sha256, b: b.sha256 }],
        verdict: isSame ? 'same' : 'different',
        origin: 'pair',
      });
      answers++;
      same += Number(isSame);
    }
  }
  return { answers, same };
}

/** The groups of the held-out library with what is in use in the one that was asked about. */
async function groupedWith(asked: string, heldOut: Scanned, somebody: Somebody, directory: string): Promise<Grouped> {
  await rm(directory, { recursive: true, force: true });
  await cp(join(heldOut.folder, 'library'), directory, { recursive: true });
  const learned = await withStore(asked, false, ({ heads, settings }) => heads.get(settings.head()));
  if (learned !== undefined)
    await withStore(directory, true, (store, model) => useHead(store.heads.add(learned), { store, model }, unhurried));
  const library = await openLibrary({ directory });
  try {
    return await grouped(library, heldOut.photos, somebody);
  } finally {
    await library.close();
  }
}

async function withStore<Result>(
  directory: string,
  writes: boolean,
  work: (store: Store, model: Model) => Result | Promise<Result>,
): Promise<Result> {
  const model = loadModel(encoderManifest());
  const { version, output } = model;
  const store = openStore(directory, { version, dimensions: output.dimensions }, { writes });
  try {
    return await work(store, model);
  } finally {
    store.close();
  }
}

function say(results: readonly Result[]): void {
  const rows = [];
  for (const [person, ofPerson] of Map.groupBy(results, (one) => one.person))
    for (const [answers, some] of Map.groupBy(ofPerson, (one) => one.answers)) {
      const mean = (of: (one: Result) => number) => some.reduce((sum, one) => sum + of(one), 0) / some.length;
      const worst = (of: (one: Result) => number) => Math.min(...some.map(of));
      rows.push({
        person,
        answers,
        'lessons accepted': `${some.filter(({ isAccepted }) => isAccepted).length} of ${some.length}`,
        'of their pairs in one group': mean(({ found, same }) => found / same).toFixed(3),
        'pairs that differ in one group': mean(({ wrong }) => wrong).toFixed(0),
        'right in one group': mean(precisionOf).toFixed(3),
        'worst seed': worst(precisionOf).toFixed(3),
      });
    }
  process.stdout.write(`${table(rows)}\n${JSON.stringify(rows)}\n`);
}
