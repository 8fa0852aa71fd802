/**
 * `npm run bench:enlarged [-- FOLDER]`: whether the small picture is kept rather than its enlarged copy, and a photo rather than its smaller copy. Takes 100 photos
 * of a folder as originals (of `../shared/photos` the held-out ones, when no folder is given). Prints a table and JSON.
 */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { KeeperCandidate } from '../app/grouping/keeper/keeper-candidate.ts';
import { pictureScore } from '../app/grouping/keeper/picture-score.ts';
import { measurePicture } from '../app/images/measure/measure-picture.ts';
import { photosToMeasureOn } from './photos.ts';
import { median, table } from './table.ts';

const originals = 100;
const scales = [1.3, 1.6, 2, 3];
const qualities = [75, 92];

interface Tally {
  pair: string;
  details: number[];
  called: number;
  of: number;
}

const tallies = new Map<string, Tally>();
const found = (await photosToMeasureOn(process.argv[2])).slice(0, originals);
for (const { path } of found) {
  const bytes = await readFile(path);
  const { width, height } = (await sharp(bytes).metadata()).autoOrient;
  const resized = (from: Buffer | Uint8Array, scale: number, quality: number) =>
    sharp(from)
      .autoOrient()
      .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' })
      .jpeg({ quality })
      .toBuffer();
  for (const scale of scales)
    for (const quality of qualities)
      await note(`enlarged ${scale} times, JPEG quality ${quality}`, await resized(bytes, scale, quality), bytes);
  await note('crisp, beside its half-size copy', bytes, await resized(bytes, 0.5, 80));
  const soft = await sharp(bytes).autoOrient().blur(1).jpeg({ quality: 90 }).toBuffer();
  await note('blurred by one pixel, beside its half-size copy', soft, await resized(soft, 0.5, 80));
}
const rows = [...tallies.values()].map(({ pair, details, called, of }) => ({
  'the larger of the pair': pair,
  'its detail, median': median(details).toFixed(2),
  'the smaller one is kept': (called / of).toFixed(3),
  pairs: of,
}));
process.stdout.write(`${table(rows)}\n${JSON.stringify(rows)}\n`);

/** Files that say equally much, so that what is measured alone decides. */
async function note(pair: string, large: Uint8Array, small: Uint8Array): Promise<void> {
  const [photo, other] = [await candidate(large), await candidate(small)];
  const tally = tallies.get(pair) ?? { pair, details: [], called: 0, of: 0 };
  tallies.set(pair, tally);
  tally.details.push(photo.measured?.detailAcross ?? NaN);
  tally.called += Number(pictureScore(other) > pictureScore(photo));
  tally.of++;
}

async function candidate(bytes: Uint8Array): Promise<KeeperCandidate> {
  const { width, height } = (await sharp(bytes).metadata()).autoOrient;
  return {
    path: '',
    sha256: '',
    format: 'jpeg',
    width,
    height,
    bytes: bytes.length,
    modified: 0,
    takenAt: null,
    facts: 0,
    depth: 'uchar',
    camera: null,
    measured: await measurePicture(bytes),
    isMade: false,
    isDamaged: false,
    isPoorer: false,
    hasRestOfShot: false,
    protection: null,
    offline: false,
  };
}
