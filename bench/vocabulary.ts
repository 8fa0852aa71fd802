/**
 * `npm run bench:vocabulary [-- FOLDER]`: makes the visual words from local features of training photos, and writes them
 * to resources/models/vocabulary.bin, whose hash it writes into vocabulary.json. The same photos give the same file.
 */
import { hash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { PersonError } from '../app/errors.ts';
import { decode } from '../app/images/decode.ts';
import { thumbnailSide } from '../app/images/thumbnail.ts';
import { encoderManifest } from '../app/resources.ts';
import type { Features } from '../app/vision/verify/features.ts';
import { keep } from '../app/vision/kernels/kernels.ts';
import { framingSide } from '../app/vision/verify/framing.ts';
import { toSight } from '../app/vision/verify/sight.ts';
import { packFeatures, unpackFeatures } from '../app/vision/words/packed-features.ts';
import { photosToLearnFrom } from './photos.ts';
import { runBench } from './run-bench.ts';
import { growTree } from './vocabulary/tree.ts';

const photosAtMost = 3600;
const fewest = 500;
const branches = 256;
const leaves = 256;
const file = 'vocabulary.bin';

await runBench(
  new Command('bench:vocabulary')
    .description('Makes visual words of the local features of photos, and writes resources/models/vocabulary.bin.')
    .argument('[folder]', 'photos, all different; without it photos of ../shared/photos that are not held out')
    .action(make),
);

async function make(folder: string | undefined): Promise<void> {
  // In the order of their hashes, which have nothing to do with what they show.
  const photos = (await photosToLearnFrom(folder)).slice(0, photosAtMost);
  if (photos.length < fewest) throw new PersonError(`There are ${photos.length} photos: give it ${fewest} or more.`);
  const features: Features[] = [];
  for (const { path } of photos) features.push(await featuresOf(path));
  const centres = growTree(features, branches, leaves);
  const weights = rarity(features, centres);
  const bytes = Buffer.concat([Buffer.from(centres.buffer), Buffer.from(weights.buffer)]);
  const folderOf = dirname(encoderManifest());
  await writeFile(join(folderOf, file), bytes);
  const manifest = {
    version: 'words-1',
    file,
    sha256: hash('sha256', bytes),
    branches,
    leaves,
    layout:
      'int32 [branches + branches * leaves, 8]: the centres of the branches, then of the words, branch after branch; ' +
      'float32 [branches * leaves]: minus the natural logarithm of the share of photos that have a coarse feature of the word',
    photos: photos.length,
  };
  await writeFile(join(folderOf, 'vocabulary.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`${photos.length} photos, ${bytes.length} bytes\n`);
}

async function featuresOf(path: string): Promise<Features> {
  const picture = await decode(await readFile(path), thumbnailSide, false);
  return toSight(picture, picture, new Float32Array(framingSide ** 2)).features();
}

/** How much a coarse feature of each word says: one more photo is taken to have every word. */
function rarity(features: readonly Features[], centres: Int32Array): Float32Array {
  const vocabulary = { version: '', branches, leaves, centres: keep(centres), weights: new Float32Array(0) };
  const having = new Float32Array(branches * leaves).fill(1);
  for (const one of features)
    for (const word of new Set(unpackFeatures(packFeatures(one, vocabulary)).coarse.words))
      having[word] = (having[word] ?? 0) + 1;
  return having.map((count) => -Math.log(count / (features.length + 1)));
}
