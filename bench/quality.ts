/**
 * `npm run bench:quality [-- FOLDER] [--model FILE] [--plot FILE]`: how well edits of a photo are found, by our encoder,
 * with our verifier and by the hashes that other programs go by; how well frames of one scene are; and what becomes of
 * it in a whole library. Prints tables; the last line is JSON.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { errorMessage, PersonError } from '../app/errors.ts';
import { encoderManifest } from '../app/resources.ts';
import { Encoder } from '../app/vision/encoder/encoder.ts';
import { loadModel } from '../app/vision/encoder/model.ts';
import { enoughPhotosToMeasureOn } from './photos.ts';
import { measureCopies } from './quality/copies.ts';
import { measureLibrary } from './quality/library.ts';
import { lookAt, withSeen, type NamedEncoder } from './quality/look.ts';
import { makeEdits } from './quality/make-edits.ts';
import { baselines } from './quality/methods/methods.ts';
import { precisionRecallPlot } from './quality/plot.ts';
import { sayCopies, sayLibrary, saySimilar, sayVerifier } from './quality/say.ts';
import { measureSimilar } from './quality/similar.ts';
import { count, runBench } from './run-bench.ts';

interface Options {
  model?: string;
  plot?: string;
  originals: number;
}

const program = new Command('bench:quality')
  .description('How well edits of a photo are found, by Twinlens and by the hashes that other programs go by.')
  .argument('[folder]', 'photos, all different; without it the held-out photos of ../shared/photos')
  .option('--model <file>', 'another encoder with the same interface, shown beside ours')
  .option('--plot <file>', 'write precision against recall as SVG')
  .option('--originals <count>', 'edit at most this many photos; the others are unrelated', count, 500)
  .action(measure);

async function measure(folder: string | undefined, { model, plot, originals: most }: Options): Promise<void> {
  const photos = await enoughPhotosToMeasureOn(folder);
  const other = model === undefined ? null : await startOther(model);
  const own = await startOwn();
  const scratch = await mkdtemp(join(tmpdir(), 'twinlens-quality-'));
  try {
    const eyes = { own, other, baselines };
    const paths = photos.map(({ path }) => path);
    const references = [...(await lookAt(paths, eyes)).values()];
    const originals = references.slice(0, Math.min(most, Math.floor(references.length / 3)));
    const editsFolder = join(scratch, 'edits');
    const edited = await makeEdits(originals, editsFolder);
    const made = withSeen(
      edited,
      await lookAt(
        edited.map(({ path }) => path),
        eyes,
      ),
    );

    process.stdout.write(
      `${originals.length} originals, ${made.length} edits, ${references.length - originals.length} unrelated photos\n\n`,
    );
    const copies = await measureCopies(made, references, eyes);
    sayCopies(copies.methods);
    sayVerifier(copies.verifier);
    if (plot !== undefined) await writeFile(plot, precisionRecallPlot(copies.methods));
    const similar = await measureSimilar(references.slice(originals.length), eyes, join(scratch, 'bursts'));
    saySimilar(similar);
    const library = await measureLibrary(references, made, join(editsFolder, 'scanned'), scratch);
    sayLibrary(library);
    // The curves are for the plot: thousands of steps.
    const withoutCurves = (key: string, value: unknown) => (key === 'steps' ? undefined : value);
    process.stdout.write(`${JSON.stringify({ ...copies, similar, library }, withoutCurves)}\n`);
  } finally {
    await Promise.all([own.encoder.close(), other?.encoder.close()]);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function startOwn(): Promise<NamedEncoder> {
  const model = loadModel(encoderManifest());
  return { name: 'encoder', model, encoder: await Encoder.start(model) };
}

/** Another encoder, fed and read as our manifest says of ours. */
async function startOther(file: string): Promise<NamedEncoder> {
  try {
    const model = { ...loadModel(encoderManifest()), bytes: await readFile(file), background: null };
    return { name: basename(file), model, encoder: await Encoder.start(model) };
  } catch (error) {
    throw new PersonError(`${file} is no encoder with the interface of ours: ${errorMessage(error)}`);
  }
}

await runBench(program);
