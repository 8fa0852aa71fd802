/**
 * `npm run bench:families [-- FOLDER] [--originals N]`: how well the whole app finds edits that nobody named: families of
 * them, each drawn widely, alone and one after another. Nothing that ships was fitted on any of them. Prints tables; the
 * last line is JSON.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { decode, fromPicture, type Picture } from '../app/images/decode.ts';
import { enoughPhotosToMeasureOn, type MeasuredPhoto } from './photos.ts';
import { changeBy, families } from './quality/families/families.ts';
import { several } from './quality/families/several.ts';
import { largestSide } from './quality/make-edits.ts';
import { measureLibrary, type MadeFile } from './quality/library.ts';
import { count, runBench } from './run-bench.ts';
import { Chance } from './random.ts';
import { table } from './table.ts';

/** Edits of each original that two families made. */
const pairsEach = 4;

const together = 'two of them';

const program = new Command('bench:families')
  .description('How well Twinlens finds edits of families that nobody named.')
  .argument('[folder]', 'photos, all different; without it the held-out photos of ../shared/photos')
  .option('--originals <count>', 'edit at most this many photos; the others are unrelated', count, 60)
  .action(measure);

async function measure(folder: string | undefined, { originals: most }: { originals: number }): Promise<void> {
  const photos = await enoughPhotosToMeasureOn(folder);
  const originals = photos.slice(0, Math.min(most, Math.floor(photos.length / 3)));
  const scratch = await mkdtemp(join(tmpdir(), 'twinlens-families-'));
  try {
    const editsFolder = join(scratch, 'edits');
    await mkdir(editsFolder);
    const made: MadeFile[] = [];
    for (const at of originals.keys()) made.push(...(await makeEdits(at, photos, editsFolder)));
    process.stdout.write(`${originals.length} originals, ${made.length} edits, ${photos.length} photos\n\n`);
    const result = await measureLibrary(photos, made, editsFolder, scratch);
    say(result);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Each family alone, and some two after each other; the same photo always gets the same. */
async function makeEdits(original: number, photos: readonly MeasuredPhoto[], folder: string): Promise<MadeFile[]> {
  const { path, sha256 } = photos[original] as MeasuredPhoto;
  const photo = await read(path);
  const chance = new Chance(`${sha256} families`);
  // Photos that have no edits of their own, so that a picture of several joins no two originals.
  const unrelated = Array.from({ length: 5 }, () => photos.length - 1 - chance.below(photos.length / 2));
  const others = await Promise.all(unrelated.map((other) => read(photos[other]?.path ?? path)));
  const plans = [
    ...families.map((family) => [family]),
    ...Array.from({ length: pairsEach }, () => chance.shuffle(families).slice(0, 2)),
  ];
  const made: MadeFile[] = [];
  for (const [at, plan] of plans.entries()) {
    const name = plan.map((family) => family.name).join(' + ');
    const own = new Chance(`${sha256} ${name} ${at}`);
    const changed = fromPicture(await changeBy(plan, photo, own, others as [Picture, ...Picture[]]));
    const file = join(folder, `${original} ${at} ${name}.jpg`);
    await writeFile(file, await changed.jpeg({ quality: Math.round(own.between(60, 95)) }).toBuffer());
    made.push({
      path: file,
      edit: { name: plan.length === 1 ? name : together },
      scanned: true,
      ...(plan.includes(several) ? { holds: unrelated } : {}),
    });
  }
  return made;
}

async function read(path: string): Promise<Picture> {
  return decode(await readFile(path), largestSide, false);
}

function say({
  recall,
  precision,
  recallByEdit,
  seenByEdit,
  seconds,
}: Awaited<ReturnType<typeof measureLibrary>>): void {
  const of = (shares: Record<string, number>, name: string) => (shares[name] ?? NaN).toFixed(2);
  const names = [...families.map(({ name }) => name), together];
  const rows = names.map((family) => ({
    family,
    'with their original': of(recallByEdit, family),
    'seen to show it': of(seenByEdit, family),
  }));
  process.stdout.write(`${table(rows)}\n\n`);
  const all = { edits: recall.toFixed(3), 'pairs that belong together': precision.toFixed(4) };
  const spent = Object.fromEntries(Object.entries(seconds).map(([phase, one]) => [`${phase}, s`, one.toFixed(0)]));
  process.stdout.write(`${table([{ ...all, ...spent }])}\n\n`);
}

await runBench(program);
