/**
 * `npm run bench -- --formats`: how many photos a second of each format a scan looks at, on one core, beside the decoder
 * alone. The photos have 12 megapixels where nothing else is said. Those of phones come from `../shared/photos`, where
 * that is there; the others are made of a drawn picture.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { decodeInThread } from '../app/images/readers/decoder-pool.ts';
import { readable } from '../app/images/readers/foreign.ts';
import { foreignKind } from '../app/images/readers/picture-kind.ts';
import { lookAtPhoto } from '../app/images/photo-look.ts';
import { table } from './table.ts';

const shared = join(import.meta.dirname, '..', '..', 'shared', 'photos', 'formats');
const [width, height] = [4000, 3000];
/** Side of the picture that the encoder takes, in pixels. */
const side = 160;
const rounds = 5;

interface Sample {
  name: string;
  bytes: Uint8Array;
}

export async function measureFormats(): Promise<void> {
  const rows = [];
  for (const { name, bytes } of [...(await made()), ...(await real())]) {
    const look = await secondsOf(() => lookAtPhoto(Uint8Array.from(bytes), side));
    const whole = await secondsOf(async () =>
      sharp(await readable(Uint8Array.from(bytes), null))
        .autoOrient()
        .raw()
        .toBuffer(),
    );
    const alone = await secondsOf(() => decoderAlone(Uint8Array.from(bytes)));
    rows.push({
      format: name,
      'a scan, photos/s': (1 / look).toFixed(1),
      'whole, photos/s': (1 / whole).toFixed(1),
      'decoder alone, photos/s': (1 / alone).toFixed(1),
    });
  }
  process.stdout.write(`\nOne core, photos of 12 megapixels\n${table(rows)}\n${JSON.stringify({ formats: rows })}\n`);
}

/** The whole picture out of the format's own decoder, and nothing else. */
async function decoderAlone(bytes: Uint8Array): Promise<unknown> {
  const kind = foreignKind(bytes);
  if (kind === 'heic') return decodeInThread({ kind, bytes, side: null });
  if (kind !== null && kind !== 'raw') return decodeInThread({ kind, bytes, side: null });
  return sharp(await readable(bytes, null))
    .raw()
    .toBuffer();
}

/** Processor seconds, threads of this process included: what else the machine does has no part in them. The best of some. */
async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  await work();
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

async function made(): Promise<Sample[]> {
  const drawn = await drawing();
  const picture = () => sharp(drawn, { raw: { width, height, channels: 3 } });
  const encode = async (name: string, image: Sharp): Promise<Sample> => ({ name, bytes: await image.toBuffer() });
  const jpeg = await picture().jpeg({ quality: 90 }).toBuffer();
  return [
    { name: 'JPEG', bytes: jpeg },
    await encode('PNG', picture().png({ compressionLevel: 3 })),
    await encode('WebP', picture().webp({ quality: 85, effort: 1 })),
    await encode('AVIF', picture().avif({ quality: 60, effort: 0 })),
    await encode('TIFF', picture().tiff({ compression: 'lzw' })),
    { name: 'raw, by its preview', bytes: raw(jpeg) },
    { name: 'Netpbm', bytes: Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), drawn]) },
    { name: 'BMP', bytes: bitmap(drawn) },
  ];
}

async function real(): Promise<Sample[]> {
  const names = {
    'HEIC of a phone, with a thumbnail': 'iphone_13_pro_max.HEIC',
    'HEIC of a phone, without one': 'IMG_2927.HEIC',
    'JPEG 2000 (10 megapixels)': 'balloon.jp2',
  };
  const there = Object.entries(names).filter(([, name]) => existsSync(join(shared, name)));
  return Promise.all(there.map(async ([name, file]) => ({ name, bytes: await readFile(join(shared, file)) })));
}

/** Shapes and grain, as photos have. */
async function drawing(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const coarse = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#808080', noise } })
    .resize(width, height, { kernel: 'cubic' })
    .raw()
    .toBuffer();
  const grain = await sharp({
    create: { width, height, channels: 3, background: '#808080', noise: { ...noise, sigma: 6 } },
  })
    .raw()
    .toBuffer();
  return coarse.map((level, at) => Math.min(255, Math.max(0, level + (grain[at] ?? 128) - 128))) as Buffer;
}

/** A DNG of a preview and 20 MB of sensor data. */
function raw(preview: Uint8Array): Buffer {
  const head = Buffer.alloc(64);
  head.write('II*\0\x08', 0, 'latin1');
  head.writeUInt16LE(1, 8);
  for (const [at, value] of [50706, 1].entries()) head.writeUInt16LE(value, 10 + at * 2);
  head.writeUInt32LE(4, 14);
  head.writeUInt32LE(0x00000401, 18);
  let state = 1;
  const sensor = Uint8Array.from({ length: 20_000_000 }, () => (state = (state * 1103515245 + 12345) >>> 0) >>> 24);
  return Buffer.concat([head, preview, sensor]);
}

function bitmap(pixels: Buffer): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(54 + pixels.length, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(-height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return Buffer.concat([head, pixels]);
}
