/**
 * `npm run bench:crowd [-- FOLDER] [--originals N] [--photos N]`: whether six to twelve edits of one photo stay together among
 * thousands of other photos, and whether anything else joins them. Prints a table; the last line is JSON.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { decode } from '../app/images/decode.ts';
import { enoughPhotosToMeasureOn, photosToLearnFrom, type MeasuredPhoto } from './photos.ts';
import { edits } from './quality/edits/edits.ts';
import { measureLibrary, type MadeFile } from './quality/library.ts';
import { largestSide } from './quality/make-edits.ts';
import { Chance } from './random.ts';
import { count, runBench } from './run-bench.ts';
import { table } from './table.ts';

const fewestEdits = 6;
const mostEdits = 12;

const program = new Command('bench:crowd')
  .description('Whether many edits of one photo stay together among thousands of other photos.')
  .argument(
    '[folder]',
    'photos, all different; without it those of ../shared/photos, edits being made of held-out ones',
  )
  .option('--originals <count>', 'photos of which edits are made', count, 100)
  .option('--photos <count>', 'photos and edits in all', count, 10_000)
  .action(measure);

async function measure(folder: string | undefined, { originals, photos: most }: { originals: number; photos: number }) {
  const unseen = await enoughPhotosToMeasureOn(folder);
  // What is not edited only has to be different.
  const others = folder === undefined ? await photosToLearnFrom(undefined) : [];
  const scratch = await mkdtemp(join(tmpdir(), 'twinlens-crowd-'));
  try {
    const editsFolder = join(scratch, 'edits');
    await mkdir(editsFolder);
    const made: MadeFile[] = [];
    for (const [at, photo] of unseen.slice(0, originals).entries())
      made.push(...(await makeEdits(at, photo, editsFolder)));
    const photos = [...unseen, ...others].slice(0, Math.max(originals, most - made.length));
    process.stdout.write(`${photos.length} photos, ${made.length} edits of ${originals} of them\n\n`);
    const result = await measureLibrary(photos, made, editsFolder, scratch);
    const byEdit = Object.entries(result.recallByEdit).sort(([, one], [, other]) => one - other);
    process.stdout.write(
      `${table(byEdit.map(([edit, share]) => ({ edit, 'with their original': share.toFixed(2) })))}\n\n`,
    );
    const edited = new Set(photos.slice(0, originals).map(({ path }) => path));
    const joined = result.mixed.filter((group) => group.some((path) => edited.has(path)));
    const row = {
      edits: result.recall.toFixed(3),
      'groups that hold another photo': `${joined.length} of ${originals}`,
    };
    process.stdout.write(`${table([row])}\n\n`);
    for (const group of joined) process.stdout.write(`${group.join('\n  ')}\n`);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The same photo always gets the same. */
async function makeEdits(original: number, { path, sha256 }: MeasuredPhoto, folder: string): Promise<MadeFile[]> {
  const photo = await decode(await readFile(path), largestSide, true);
  const chance = new Chance(`${sha256} crowd`);
  const members = fewestEdits + chance.below(mostEdits - fewestEdits + 1);
  const made: MadeFile[] = [];
  for (const edit of chance.shuffle(edits).slice(0, members)) {
    const { bytes, extension } = await edit.make(photo, new Chance(`${sha256} ${edit.name} crowd`));
    const file = join(folder, `${original} ${edit.name}.${extension}`);
    await writeFile(file, bytes);
    made.push({ path: file, edit, scanned: true });
  }
  return made;
}

await runBench(program);
