/**
 * `npm run bench:background [-- FOLDER]`: embeds the training photos that every score is normalised by, and writes them
 * to resources/models/background.onnx, whose hash it writes into encoder.json. The same photos give the same file.
 */
import { hash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import pMap from 'p-map';
import { PersonError } from '../app/errors.ts';
import { toUnitRows } from '../app/grouping/distance.ts';
import { encoderManifest } from '../app/resources.ts';
import { analyse } from '../app/scan/analyse.ts';
import { photosAtOnce } from '../app/scan/read-photos.ts';
import { Encoder } from '../app/vision/encoder/encoder.ts';
import { loadModel } from '../app/vision/encoder/model.ts';
import { backgroundModel } from './background/model.ts';
import { photosToLearnFrom } from './photos.ts';
import { runBench } from './run-bench.ts';

/** How many photos make the background, and how many of the nearest count. */
const size = 3600;
const nearest = 10;
const file = 'background.onnx';

await runBench(
  new Command('bench:background')
    .description('Embeds the photos that scores are normalised by, and writes resources/models/background.onnx.')
    .argument('[folder]', 'photos, all different; without it photos of ../shared/photos that are not held out')
    .action(make),
);

async function make(folder: string | undefined): Promise<void> {
  // In the order of their hashes, which have nothing to do with what they show.
  const photos = (await photosToLearnFrom(folder)).slice(0, size);
  if (photos.length < size) throw new PersonError(`There are ${photos.length} photos: give it ${size} or more.`);
  const model = loadModel(encoderManifest());
  const encoder = await Encoder.start({ ...model, background: null });
  const { dimensions } = model.output;
  const half = new Float16Array(size * dimensions);
  await pMap(
    photos,
    async ({ path }, row) => {
      const { vectors } = await analyse(await readFile(path), encoder, model);
      half.set(vectors.find(({ view }) => view === 'displayed')?.vector ?? [], row * dimensions);
    },
    { concurrency: photosAtOnce },
  );
  await encoder.close();
  const rows = new Float32Array(half.length);
  toUnitRows(half, dimensions, rows);
  const bytes = backgroundModel(rows, dimensions, nearest);
  await writeFile(join(dirname(encoderManifest()), file), bytes);
  const manifest = JSON.parse(await readFile(encoderManifest(), 'utf8')) as object;
  const background = { file, sha256: hash('sha256', bytes), photos: size, nearest };
  await writeFile(encoderManifest(), `${JSON.stringify({ ...manifest, background }, null, 2)}\n`);
  process.stdout.write(`${size} photos, ${bytes.length} bytes\n`);
}
