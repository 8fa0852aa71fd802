/**
 * `npm run bench:lessons [-- FOLDER]`: what a lesson does to a whole library, at the base rate of life. A person for whom
 * frames of one scene, or views of one place, are the same answers what `suggest` asks; the library has 24 of those among
 * 300 photos that have nothing to do with each other. Prints what is grouped after 60, 120 and 200 answers, and JSON.
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { decode, type Picture } from '../app/images/decode.ts';
import { readMetadata } from '../app/images/metadata.ts';
import { openLibrary, type Library } from '../app/library.ts';
import { placeViews } from './learning/place.ts';
import { photosToMeasureOn, type MeasuredPhoto } from './photos.ts';
import { burst } from './quality/burst.ts';
import { Chance } from './random.ts';
import { table } from './table.ts';

const scenes = 24;
const strangers = 300;
const given = [60, 120, 200];
/** Larger ones are made smaller before scenes are drawn from them. */
const largestSide = 1024;
const askedAtOnce = 10;

interface Grouped {
  world: string;
  answers: number;
  accepted: boolean;
  /** Pairs in one group; those of one scene among them; and all that there are of one scene. */
  pairs: number;
  right: number;
  of: number;
}

const worlds = {
  'frames of one burst': (photo: Picture, passer: Picture, frames: number, chance: Chance) =>
    burst(photo, passer, frames, chance),
  'views of one place': (photo: Picture, _: Picture, frames: number, chance: Chance) =>
    placeViews(photo, frames, chance),
};

const found = await photosToMeasureOn(process.argv[2]);
const rows: Grouped[] = [];
for (const [world, draw] of Object.entries(worlds)) {
  const scratch = await mkdtemp(join(tmpdir(), 'twinlens-lessons-'));
  const library = await openLibrary({ directory: join(scratch, 'library') });
  try {
    await writeWorld(join(scratch, 'photos'), found, draw);
    const { job } = await library.call('scan', { folders: [join(scratch, 'photos')] });
    await library.finished(job);
    rows.push({ world, answers: 0, accepted: false, ...(await grouped(library)) });
    let answers = 0;
    for (const count of given) {
      answers += await answer(library, count - answers);
      const { job: lesson } = await library.call('learn', {});
      await library.finished(lesson);
      const { heads } = await library.call('heads', {});
      const accepted = heads.some(({ version, active }) => version > 0 && active);
      rows.push({ world, answers, accepted, ...(await grouped(library)) });
    }
  } finally {
    await library.close();
    await rm(scratch, { recursive: true, force: true });
  }
}
process.stdout.write(
  `${table(
    rows.map(({ world, answers, accepted, pairs, right, of }) => ({
      'the same to a person': world,
      answers,
      'a lesson in use': accepted ? 'yes' : 'no',
      'pairs of one scene grouped': (right / of).toFixed(3),
      'grouped pairs that are right': (right / Math.max(1, pairs)).toFixed(3),
    })),
  )}\n${JSON.stringify(rows)}\n`,
);

async function writeWorld(
  folder: string,
  photos: readonly MeasuredPhoto[],
  draw: (typeof worlds)[keyof typeof worlds],
): Promise<void> {
  await mkdir(folder);
  for (let scene = 0; scene < scenes; scene++) {
    const [photo, passer] = [await pictureOf(photos.at(scene)), await pictureOf(photos.at(scenes + scene))];
    const frames = await draw(photo, passer, framesOf(scene), new Chance(`scene ${scene}`));
    for (const [frame, bytes] of frames.entries()) await writeFile(join(folder, `scene ${scene} ${frame}.jpg`), bytes);
  }
  for (const { path, sha256 } of photos.slice(2 * scenes, 2 * scenes + strangers))
    await copyFile(path, join(folder, `stranger ${sha256}.jpg`));
}

function framesOf(scene: number): number {
  return scene % 3 === 0 ? 5 : 4;
}

async function pictureOf(photo: MeasuredPhoto | undefined): Promise<Picture> {
  if (photo === undefined) throw new RangeError(`Give a folder with ${2 * scenes + strangers} photos or more.`);
  const bytes = await readFile(photo.path);
  return decode(bytes, largestSide, (await readMetadata(bytes)).alpha);
}

/** The number of the scene that a file is of; null for a stranger. */
function sceneOf(path: string): string | null {
  return /^scene (\d+) /.exec(basename(path))?.[1] ?? null;
}

/** Answers as many questions as the library has, up to `count`. @returns how many. */
async function answer(library: Library, count: number): Promise<number> {
  for (let answers = 0; ;) {
    const { pairs } = await library.call('suggest', { count: Math.max(1, Math.min(askedAtOnce, count - answers)) });
    if (answers >= count || pairs.length === 0) return answers;
    for (const { a, b } of pairs) {
      const isSame = sceneOf(a.path) !== null && sceneOf(a.path) === sceneOf(b.path);
      const verdict = isSame ? 'same' : 'different';
      await library.call('judge', { pairs: [{ a: a.sha256, b: b.sha256 }], verdict, origin: 'pair' });
      answers++;
    }
  }
}

async function grouped(library: Library): Promise<Pick<Grouped, 'pairs' | 'right' | 'of'>> {
  const { groups } = await library.call('groups', {});
  let [pairs, right] = [0, 0];
  for (const { photos } of groups) {
    const names = photos.map(({ path }) => sceneOf(path));
    pairs += pairsOf(names.length);
    for (const [scene, together] of Map.groupBy(names, (name) => name))
      if (scene !== null) right += pairsOf(together.length);
  }
  const of = Array.from({ length: scenes }, (_, scene) => pairsOf(framesOf(scene))).reduce((sum, one) => sum + one, 0);
  return { pairs, right, of };
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}
