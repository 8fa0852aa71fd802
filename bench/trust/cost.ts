/** What proving a pair takes, by size and format. */
import sharp from 'sharp';
import { provePair } from '../../app/decoding/prove-pair.ts';
import { Chance } from '../random.ts';
import { photoOfSize } from './photo-of-size.ts';

const sizes = [
  { across: 3, down: 2 },
  { across: 7, down: 6 },
  { across: 16, down: 16 },
];
/** Copies that a library of 100,000 photos may hold: one photo in five. */
const copiesIn100000 = 20_000;

export async function costOfProofs(paths: readonly string[], seed: string): Promise<Record<string, string | number>[]> {
  const rows = [];
  for (const size of sizes) {
    const chance = new Chance(`${seed} ${size.across}`);
    const { data, width, height } = await photoOfSize(paths, size, chance);
    const original = await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 92 })
      .toBuffer();
    const made: Record<string, Buffer> = {
      'JPEG 80': await sharp(original).jpeg({ quality: 80 }).toBuffer(),
      'half the size': await sharp(original)
        .resize(Math.round(width / 2))
        .jpeg({ quality: 85 })
        .toBuffer(),
      WebP: await sharp(original).webp({ quality: 80 }).toBuffer(),
    };
    for (const [copy, bytes] of Object.entries(made)) {
      const started = performance.now();
      const { kind } = await provePair(original, bytes);
      const seconds = (performance.now() - started) / 1000;
      rows.push({
        megapixels: ((width * height) / 1e6).toFixed(1),
        copy,
        proven: kind ?? 'nothing',
        'seconds a pair': seconds.toFixed(2),
        'hours for 20,000 such pairs, two at once': ((seconds * copiesIn100000) / 2 / 3600).toFixed(1),
      });
    }
  }
  return rows;
}
