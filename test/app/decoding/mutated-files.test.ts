/** Thousands of broken files, the same in every run: each is decoded or named, and nothing else is lost. */
import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pMap from 'p-map';
import { expect, test } from 'vitest';
import { Decoders } from '../../../app/decoding/decoders.ts';
import { PersonError } from '../../../app/errors.ts';
import { hasRealPhotos, paint, realPhoto, temporaryFolder } from '../../photos.ts';
import { random } from '../grouping/random.ts';
import { mutated } from './mutated.ts';

/** 5,000 take some minutes; `TWINLENS_MUTATIONS=5000` before a change to what decodes lands. */
const count = Number(process.env.TWINLENS_MUTATIONS ?? 500);
const seed = Number(process.env.TWINLENS_SEED ?? 20_26);
const folder = temporaryFolder();

/** One small file of every format and of its main ways to be written; and real ones, where they are at hand. */
async function originals(): Promise<[string, Uint8Array][]> {
  const photo = () => paint(7, { width: 200, height: 150 });
  const made: [string, Uint8Array][] = [
    ['jpg', await photo().jpeg().toBuffer()],
    [
      'jpg',
      await photo()
        .jpeg({ progressive: true })
        .withExif({ IFD0: { Make: 'Maker', Model: 'Model' } })
        .toBuffer(),
    ],
    ['png', await photo().png().toBuffer()],
    ['png', await photo().png({ palette: true }).toBuffer()],
    ['webp', await photo().webp().toBuffer()],
    ['webp', await photo().webp({ lossless: true }).toBuffer()],
    ['tif', await photo().tiff({ compression: 'lzw' }).toBuffer()],
    ['tif', await photo().tiff({ compression: 'deflate', tile: true, tileWidth: 64, tileHeight: 64 }).toBuffer()],
    ['tif', await photo().tiff({ compression: 'jpeg', bigtiff: true }).toBuffer()],
    ['gif', await photo().gif().toBuffer()],
    ['avif', await photo().avif({ effort: 1 }).toBuffer()],
  ];
  const real = hasRealPhotos ? readdirSync(realPhoto('formats')).filter((name) => !/\.(txt|md)$/i.test(name)) : [];
  return [
    ...made,
    ...real
      .map((name): [string, Uint8Array] => [name.split('.').at(-1)!, readFileSync(realPhoto(`formats/${name}`))])
      .filter(([, bytes]) => bytes.length < 4 * 1024 ** 2),
  ];
}

test(
  `${count} mutated files are all accounted for (seed ${seed})`,
  async () => {
    const next = random(seed);
    const kinds = await originals();
    const files = Array.from({ length: count }, (_, at) => {
      const [extension, bytes] = kinds[at % kinds.length]!;
      return { path: join(folder, `${at}.${extension}`), mutation: Math.floor(next() * 2 ** 31), bytes };
    });
    const decoders = new Decoders(2);
    const outcomes = new Map<string, number>();
    const outcomeOf = async (path: string): Promise<string> => {
      try {
        const seen = await decoders.open(path, async ({ ask }) => {
          const look = await ask('look', { side: 32 });
          await ask('measure', {});
          await ask('digests', { orientation: look.metadata.orientation });
          return look;
        });
        expect(seen?.pixels).toHaveLength(32 * 32 * 3);
        return 'is decoded';
      } catch (error) {
        // Anything else would have ended a scan.
        expect(error).toBeInstanceOf(PersonError);
        return (error as PersonError).message.replace(/\d[\d ×]*/g, 'N ');
      }
    };
    try {
      await pMap(
        files,
        async ({ path, mutation, bytes }) => {
          await writeFile(path, mutated(bytes, random(mutation)));
          const outcome = await outcomeOf(path);
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          await rm(path);
        },
        { concurrency: 4 },
      );
      // A file that nobody touched is decoded afterwards as ever.
      const whole = join(folder, 'whole.jpg');
      await writeFile(whole, kinds[0]![1]);
      expect(await outcomeOf(whole)).toBe('is decoded');
    } finally {
      decoders.close();
    }
    const told = [...outcomes].sort((a, b) => b[1] - a[1]);
    console.log(told.map(([outcome, files]) => `${files} ${outcome}`).join('\n'));
    expect(told.reduce((sum, [, files]) => sum + files, 0)).toBe(count);
    expect(outcomes.get('is decoded') ?? 0).toBeGreaterThan(0);
    expect(outcomes.size).toBeGreaterThan(1);
  },
  30 * 60_000,
);
