/** Finds the EXIF, XMP and IPTC blocks of JPEG XL, JPEG 2000 and Photoshop files: their decoders do not give them. */
import { brotliDecompressSync } from 'node:zlib';

export interface Blocks {
  exif: Buffer | undefined;
  xmp: Buffer | undefined;
  iptc: Buffer | undefined;
}

/** No block of a photo is larger: a compressed one that claims more is hostile. */
const largestBlock = 16 * 1024 ** 2;
/** UUIDs of boxes in JPEG 2000 files. */
const exifUuid = Buffer.from('JpgTiffExif->JP2', 'latin1').toString('hex');
const xmpUuid = 'be7acfcb97a942e89c71999491e3afac';
const iptcUuid = '33c7a4d2b81d4723a0baf1a3e097ad38';
/** Photoshop's image resources. */
const resource = { iptc: 1028, exif: 1058, xmp: 1060 } as const;

/** Of a file of boxes (ISO/IEC 14496-12, as JPEG 2000 and JPEG XL use them). A bare codestream has none. */
export function blocksOfBoxes(file: Buffer): Blocks {
  const blocks: Blocks = { exif: undefined, xmp: undefined, iptc: undefined };
  for (const { type, content } of boxes(file)) {
    if (type === 'uuid') {
      const [id, data] = [content.toString('hex', 0, 16), content.subarray(16)];
      if (id === exifUuid) blocks.exif = tiffIn(data);
      else if (id === xmpUuid) blocks.xmp = data;
      else if (id === iptcUuid) blocks.iptc = data;
      continue;
    }
    // JPEG XL may pack a box: its own type, then Brotli data (ISO/IEC 18181-2).
    const packed = type === 'brob';
    const inner = packed ? content.toString('latin1', 0, 4) : type;
    if (inner !== 'Exif' && inner !== 'xml ') continue;
    const data = packed ? unpack(content.subarray(4)) : content;
    if (inner === 'Exif') blocks.exif = data === undefined ? undefined : tiffIn(data);
    else blocks.xmp = data;
  }
  return blocks;
}

/** Of a Photoshop file: the resources behind its header and its colour data (Adobe's file format specification). */
export function blocksOfPhotoshop(file: Buffer): Blocks {
  const blocks: Blocks = { exif: undefined, xmp: undefined, iptc: undefined };
  if (file.length < 34) return blocks;
  const resources = 30 + file.readUInt32BE(26) + 4;
  if (resources > file.length) return blocks;
  const end = Math.min(file.length, resources + file.readUInt32BE(resources - 4));
  for (let at = resources; at + 12 <= end && file.toString('latin1', at, at + 4) === '8BIM';) {
    const id = file.readUInt16BE(at + 4);
    // A name with its length before it, and data, each filled up to an even number of bytes.
    const sizeAt = at + 6 + even(1 + (file[at + 6] ?? 0));
    if (sizeAt + 4 > end) break;
    const size = file.readUInt32BE(sizeAt);
    const data = file.subarray(sizeAt + 4, Math.min(sizeAt + 4 + size, end));
    if (id === resource.exif) blocks.exif = tiffIn(data);
    if (id === resource.xmp) blocks.xmp = data;
    if (id === resource.iptc) blocks.iptc = data;
    at = sizeAt + 4 + even(size);
  }
  return blocks;
}

function* boxes(file: Buffer): Generator<{ type: string; content: Buffer }> {
  for (let at = 0; at + 8 <= file.length;) {
    const size = file.readUInt32BE(at);
    const head = size === 1 ? 16 : 8;
    if (at + head > file.length) return;
    const length = size === 0 ? file.length - at : size === 1 ? Number(file.readBigUInt64BE(at + 8)) : size;
    if (length < head) return;
    yield { type: file.toString('latin1', at + 4, at + 8), content: file.subarray(at + head, at + length) };
    at += length;
  }
}

/** The TIFF structure in a block, whatever stands before it; nothing where there is none. */
function tiffIn(data: Buffer): Buffer | undefined {
  const starts = ['II*\0', 'MM\0*'].map((mark) => data.subarray(0, 64).indexOf(mark, 0, 'latin1'));
  const start = starts.find((at) => at !== -1);
  return start === undefined ? undefined : data.subarray(start);
}

function unpack(data: Buffer): Buffer | undefined {
  try {
    return brotliDecompressSync(data, { maxOutputLength: largestBlock });
  } catch {
    return undefined; // a broken block tells nothing
  }
}

function even(size: number): number {
  return size + (size & 1);
}
