/* eslint-disable no-control-regex -- a signature is bytes, control characters among them */
/** Whether bytes are a picture or a video, by the signature with which their format begins; a name has no say. */

/** So many bytes from the start of a file are enough to tell. */
export const signatureBytes = 512;
/** So many of them tell a picture. */
const pictureBytes = 64;

/** Signatures at the very start of a file, as Latin-1. */
const starts: readonly [RegExp, string][] = [
  [/^\xff\xd8\xff/, 'JPEG'],
  [/^\x89PNG\r\n\x1a\n/, 'PNG'],
  [/^GIF8[79]a/, 'GIF'],
  [/^RIFF.{4}WEBP/s, 'WebP'],
  // BigTIFF has 43 in the place of 42. Most raw files begin as TIFFs; RW2, ORF and RAF have signatures of their own.
  [/^(II[*+]\0|MM\0[*+])/, 'TIFF'],
  [/^(IIU\0|IIR[OS]|MMOR|FUJIFILMCCD-RAW|FOVb|\0MRM|II\x1a\0\0\0HEAPCCDR)/, 'raw'],
  [/^8BPS\0[\x01\x02]/, 'Photoshop'],
  [/^(\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n)/, 'JPEG XL'],
  [/^(\0\0\0\x0cjP {2}\r\n\x87\n|\xff\x4f\xff\x51)/, 'JPEG 2000'],
  // The size of its second header tells a bitmap from a text that begins with BM.
  [/^BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0/s, 'BMP'],
  [/^P[1-7]\s+(#|\d|WIDTH)/, 'Netpbm'],
  [/^qoif/, 'QOI'],
  [/^\x76\x2f\x31\x01/, 'OpenEXR'],
  [/^#\?(RADIANCE|RGBE)\n/, 'Radiance HDR'],
  [/^\x0a[\0\x02-\x05]\x01[\x01\x02\x04\x08]/, 'PCX'],
];

/** Brands of the ISO base media format (ISO/IEC 23008-12, AVIF, CR3) that hold pictures; all others but sound are videos. */
const pictureBrands = /^(avif|avis|hei[cxms]|hev[cxms]|mif[12]|msf1|miaf|jxl |crx )/;
const soundBrands = /^(M4[ABP]|F4[AB]) /;

/**
 * @param head the first `signatureBytes` of a file, or all of a shorter one.
 * @returns the format in a word for a person, null for what is no picture.
 */
export function pictureFormat(head: Uint8Array): string | null {
  const start = startOf(head, pictureBytes);
  if (start.slice(4, 8) === 'ftyp') return brands(start).some((brand) => pictureBrands.test(brand)) ? 'HEIF' : null;
  return starts.find(([signature]) => signature.test(start))?.[1] ?? null;
}

/** Signatures of videos at the very start of a file, as Latin-1. */
const videoStarts: readonly [RegExp, string][] = [
  [/^.{4}(moov|mdat|wide|skip|free|pnot)/s, 'mov'],
  [/^RIFF.{4}AVI /s, 'avi'],
  [/^\x1aE\xdf\xa3/, 'mkv'],
  [/^\0\0\x01[\xba\xb3]/, 'mpeg'],
  [/^FLV\x01/, 'flv'],
  [/^\x30\x26\xb2\x75\x8e\x66\xcf\x11/, 'wmv'],
];

/** Packets of an MPEG transport stream; camcorders put a time of four bytes before each (BDAV). */
const packetSizes = [
  { size: 188, from: 0 },
  { size: 192, from: 4 },
];

/**
 * @param head the first `signatureBytes` of a file, or more of it.
 * @returns the container's usual extension, without a dot; null for what is no video.
 */
export function videoFormat(head: Uint8Array): string | null {
  if (pictureFormat(head) !== null) return null;
  const start = startOf(head, signatureBytes);
  if (start.slice(4, 8) === 'ftyp') {
    const [major = ''] = brands(start);
    if (soundBrands.test(major)) return null;
    return major === 'qt  ' ? 'mov' : 'mp4';
  }
  const found = videoStarts.find(([signature]) => signature.test(start))?.[1];
  if (found !== undefined) return found;
  const isStream = ({ size, from }: { size: number; from: number }) =>
    [0, 1, 2].every((packet) => from + packet * size >= start.length || start[from + packet * size] === 'G');
  return start.length > 2 * 188 && packetSizes.some(isStream) ? 'mts' : null;
}

function startOf(head: Uint8Array, bytes: number): string {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, bytes)).toString('latin1');
}

/** The major brand and those that it is compatible with, as far as they were read. */
function brands(start: string): string[] {
  const size = Buffer.from(start, 'latin1').readUInt32BE(0);
  const compatible = start.slice(16, Math.min(size, start.length)).match(/.{4}/gs) ?? [];
  return [start.slice(8, 12), ...compatible];
}
