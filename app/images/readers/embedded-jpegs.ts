/** Finds whole JPEG pictures inside other files, by their markers (ITU-T T.81, annex B): raw files hold previews so. */
import { endOfScan } from '../jpeg-scan.ts';

export interface EmbeddedJpeg {
  /** Of its first byte. */
  start: number;
  width: number;
  height: number;
}

const startOfJpeg = Buffer.from([0xff, 0xd8, 0xff]);
/** Baseline, extended and progressive. Lossless ones (0xC3) are raw data. */
const frames = new Set([0xc0, 0xc1, 0xc2]);
const startOfScan = 0xda;
const endOfImage = 0xd9;
/** Raw data holds the three bytes by chance now and then. */
const mostLooks = 5000;

/** @returns those of at least 64 pixels a side, the largest first. */
export function findJpegs(bytes: Uint8Array): EmbeddedJpeg[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: EmbeddedJpeg[] = [];
  let looks = 0;
  for (let at = file.indexOf(startOfJpeg); at !== -1 && looks < mostLooks; at = file.indexOf(startOfJpeg, at + 2)) {
    looks++;
    const size = sizeOf(file, at);
    if (size !== null && Math.min(size.width, size.height) >= 64) found.push({ start: at, ...size });
  }
  return found.sort((a, b) => b.width * b.height - a.width * a.height || a.start - b.start);
}

/** The size that a JPEG's header gives; null where no frame that can be shown comes before its first scan. */
function sizeOf(file: Buffer, start: number): { width: number; height: number } | null {
  let at = start + 2;
  let size = null;
  while (at + 9 < file.length && file[at] === 0xff) {
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === startOfScan) return size;
    const length = file.readUInt16BE(at + 2);
    if (marker < 0xc0 || length < 2) return null;
    if (frames.has(marker)) {
      // Eight bits a sample, one or three colours: anything else is no preview.
      if (file[at + 4] !== 8 || (file[at + 9] !== 3 && file[at + 9] !== 1)) return null;
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    }
    at += 2 + length;
  }
  return null;
}

/** The bytes of one, up to its end marker, or to the end of a file that is cut. */
export function cutOut(bytes: Uint8Array, { start }: EmbeddedJpeg): Buffer {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = start + 2;
  while (at + 4 <= file.length) {
    const marker = file[at] === 0xff ? (file[at + 1] ?? 0) : 0;
    if (marker === 0xff) at++;
    else if (marker === endOfImage) return file.subarray(start, at + 2);
    else if (marker < 0xc0) break;
    else {
      at += 2 + file.readUInt16BE(at + 2);
      if (marker === startOfScan) at = endOfScan(file, at);
    }
  }
  return at + 2 <= file.length && file[at + 1] === endOfImage ? file.subarray(start, at + 2) : file.subarray(start);
}

/** The same JPEG with this EXIF orientation, and without any EXIF of its own. */
export function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const kept: Buffer[] = [];
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== startOfScan) {
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    const isExif = jpeg[at + 1] === 0xe1 && jpeg.toString('latin1', at + 4, at + 8) === 'Exif';
    if (!isExif) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  const exif = Buffer.from('ffe100224578696600004d4d002a00000008000101120003000000010000000000000000', 'hex');
  exif.writeUInt16BE(orientation, 28);
  return Buffer.concat([jpeg.subarray(0, 2), exif, ...kept, jpeg.subarray(at)]);
}
