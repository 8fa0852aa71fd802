/** Which reader a photo's bytes are for. What is inside decides, never a name. */
import { isRaw } from './raw.ts';
import { isDeepTiff } from './tiff-tags.ts';
import type { MagickKind } from './magick.ts';

export type ForeignKind = 'heic' | 'raw' | MagickKind;

/* eslint-disable no-control-regex -- a signature is bytes, control characters among them */
const starts: readonly [RegExp, MagickKind][] = [
  [/^(\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n)/, 'jxl'],
  [/^\0\0\0\x0cjP {2}\r\n\x87\n/, 'jp2'],
  [/^\xff\x4f\xff\x51/, 'j2k'],
  [/^8BPS\0\x01/, 'psd'],
  [/^8BPS\0\x02/, 'psb'],
  [/^BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0/s, 'bmp'],
  [/^P[1-6]\s+(#|\d)/, 'pnm'],
  [/^P7\s+(#|WIDTH|HEIGHT|DEPTH|MAXVAL|TUPLTYPE)/, 'pam'],
  [/^\0\0[\x01\x02]\0[\x01-\x40]\0..[\x00-\xff]\0/s, 'ico'],
  [/^qoif/, 'qoi'],
  [/^\x76\x2f\x31\x01/, 'exr'],
  [/^#\?(RADIANCE|RGBE)\n/, 'hdr'],
  [/^\x0a[\0\x02-\x05]\x01[\x01\x02\x04\x08]/, 'pcx'],
];

/** An item coded as HEVC: `hvc1` in its entry of the item list, or `hvcC` with its properties. */
const hevc = ['hvc1', 'hev1', 'hvcC'];
/** A file's boxes lie within so many bytes from its start. */
const headers = 256 * 1024;

/** @returns null for what sharp reads, and for what nobody reads. */
export function foreignKind(bytes: Uint8Array): ForeignKind | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = file.toString('latin1', 0, 32);
  if (start.slice(4, 8) === 'ftyp' && start.slice(8, 12) !== 'crx ') {
    const head = file.subarray(0, headers);
    return hevc.some((type) => head.includes(type, 0, 'latin1')) ? 'heic' : null;
  }
  const known = starts.find(([signature]) => signature.test(start))?.[1];
  if (known !== undefined) return known;
  if (isRaw(bytes)) return 'raw';
  if (isDeepTiff(bytes)) return 'tiff';
  return isTarga(file) ? 'tga' : null;
}

/** Targa has no signature at its start: its header must make sense, and its end or its size must agree. */
function isTarga(file: Buffer): boolean {
  if (file.length < 26) return false;
  const [mapType = 9, type = 0] = [file[1], file[2]];
  const [width, height, depth] = [file.readUInt16LE(12), file.readUInt16LE(14), file[16] ?? 0];
  const makesSense =
    mapType <= 1 &&
    [1, 2, 3, 9, 10, 11].includes(type) &&
    width > 0 &&
    height > 0 &&
    [8, 15, 16, 24, 32].includes(depth);
  if (!makesSense) return false;
  const hasFooter = file.toString('latin1', file.length - 18, file.length - 2) === 'TRUEVISION-XFILE';
  const pixels = width * height * Math.ceil(depth / 8);
  return hasFooter || (type >= 9 ? file.length > 18 : file.length >= 18 + pixels);
}
