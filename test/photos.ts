/** Real photo files for the tests: painted from a seed, or taken from the shared photos that nobody tuned to. */
import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll } from 'vitest';
import { paint } from './e2e/photos.ts';

export { paint };

/** The EXIF orientations: how a photo's stored pixels are turned to be shown. */
export const orientations = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** The orientation that undoes another. */
export function undoing(orientation: number): number {
  return orientation === 6 ? 8 : orientation === 8 ? 6 : orientation;
}

/** An empty folder that is removed with everything in it when the file's tests are done. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinlens-test-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Writes files by their paths inside a folder; folders are made as they are needed. */
export async function writeFiles(folder: string, files: Record<string, Uint8Array | string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** A small painted JPEG, unlike that of any other seed. */
export function jpeg(seed: number, { width = 320, height = 240, quality = 90 } = {}): Promise<Buffer> {
  return paint(seed, { width, height }).jpeg({ quality }).toBuffer();
}

/** A picture of soft blots of all colours up to its edges, where painted ones have a plain ground; others by other seeds. */
export async function blots(seed: number, { width = 640, height = 480 } = {}): Promise<Sharp> {
  const [across, down] = [16, 12];
  const levels = Buffer.concat(
    Array.from({ length: Math.ceil((across * down * 3) / 64) }, (_, part) =>
      hash('sha512', `${seed} ${part}`, 'buffer'),
    ),
  );
  const small = sharp(levels.subarray(0, across * down * 3), { raw: { width: across, height: down, channels: 3 } });
  const drawn = await small.resize(width, height, { fit: 'fill', kernel: 'cubic' }).png().toBuffer();
  return sharp(drawn);
}

/** 8-bit pixels, row by row, three bytes a pixel. */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Painted pixels, without any file format in between. */
export async function paintedPixels(seed: number, { width = 320, height = 240 } = {}): Promise<Pixels> {
  const data = await paint(seed, { width, height }).removeAlpha().raw().toBuffer();
  return { data, width, height };
}

export function fromPixels({ data, width, height }: Pixels) {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Shows stored pixels as an EXIF orientation says, pixel by pixel (TIFF 6.0, tag 274). */
export function turnByHand({ data, width, height }: Pixels, orientation: number): Pixels {
  const [right, bottom] = [width - 1, height - 1];
  const isTurned = orientation >= 5;
  const shown = { width: isTurned ? height : width, height: isTurned ? width : height };
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < shown.height; y++)
    for (let x = 0; x < shown.width; x++) {
      const places: Record<number, [number, number]> = {
        1: [x, y],
        2: [right - x, y],
        3: [right - x, bottom - y],
        4: [x, bottom - y],
        5: [y, x],
        6: [y, bottom - x],
        7: [right - y, bottom - x],
        8: [right - y, x],
      };
      const [fromX, fromY] = places[orientation]!;
      const from = (fromY * width + fromX) * 3;
      turned.set(data.subarray(from, from + 3), (y * shown.width + x) * 3);
    }
  return { data: turned, ...shown };
}

/** The first bytes of a PNG that claims any size, with hardly any pixels behind them. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(1000))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(body.length, 0);
  chunk.set(named, 4);
  chunk.writeUInt32BE(checksum(named), named.length + 4);
  return chunk;
}

/** CRC-32 as PNG has it. */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** The bytes of a ZIP archive with one empty file in it. */
export const zipArchive = Buffer.from(
  '504b03040a00000000000000210000000000000000000000000001000000' +
    '61504b01021e030a000000000000002100000000000000000000000000010000000000000000000000a4810000000061' +
    '504b050600000000010001002f0000001f0000000000',
  'hex',
);

/** Whether the system keeps this process from reading what its permissions forbid: it does not for root. */
export const permissionsApply = process.platform !== 'win32' && process.getuid?.() !== 0;

const shared = fileURLToPath(new URL('../../shared/photos', import.meta.url));

/** Tests on real photos are skipped where there are none, except in continuous integration, where they must fail. */
export const hasRealPhotos = existsSync(shared) || process.env.CI === 'true';

export function realPhoto(name: string): string {
  return join(shared, name);
}

/** Photos that nothing was tuned on: the first byte of the SHA-256 of the file is below 26. One a folder. */
export function heldOutPhotos(count: number): string[] {
  const folders = [
    ...readdirSync(join(shared, 'caltech')).map((name) => join(shared, 'caltech', name)),
    join(shared, 'clothing'),
  ].filter((folder) => statSync(folder).isDirectory());
  const found: string[] = [];
  for (const folder of folders) {
    const heldOut = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.jpg'))
      .map(({ name }) => join(folder, name))
      .sort()
      .find((path) => hash('sha256', readFileSync(path), 'buffer')[0]! < 26);
    if (heldOut !== undefined) found.push(heldOut);
    if (found.length === count) return found;
  }
  return found;
}
