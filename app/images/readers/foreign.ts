/**
 * Photos that sharp does not read, as photos that it reads: the preview of a raw file, and decoded pixels of all others.
 * So there is one way from pixels on, for every format.
 */
import sharp from 'sharp';
import { PersonError } from '../../errors.ts';
import { asTiff } from './as-tiff.ts';
import type { Decoded, Described } from './decoded.ts';
import { blocksOfBoxes, blocksOfPhotoshop, type Blocks } from './container-metadata.ts';
import { decodeInThread } from './decoder-pool.ts';
import { foreignKind } from './picture-kind.ts';
import { readRaw, type RawPhoto } from './raw.ts';

export interface ForeignHeader extends Blocks {
  format: string;
  /** Pixels of the whole picture, as displayed. */
  width: number;
  height: number;
  /** EXIF orientation of pixels as stored, where copies may have them so; 1 for what comes out of a decoder or a preview. */
  orientation: number;
  pages: number;
  alpha: boolean;
  depth: string;
  /** The shot's own block, where its maker keeps it apart from the image's. */
  shotExif?: Buffer | undefined;
}

/** What sharp reads. */
export const ownFormats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif']);

const noBlocks: Blocks = { exif: undefined, xmp: undefined, iptc: undefined };

/** Whether all that is in a photo's pixels is decoded: of what sharp does not read, eight bits a sample are. */
export function isDecodedWhole({ format, depth }: { format: string; depth: string }): boolean {
  return depth === 'uchar' || (ownFormats.has(format) && depth !== 'float');
}

/** Reduced pictures of photos in work: metadata and pixels come from one decoding. */
const reduced = new WeakMap<Uint8Array, Map<number, Promise<Decoded | Described>>>();
const raws = new WeakMap<Uint8Array, RawPhoto>();

/**
 * Bytes that sharp reads, upright after their EXIF orientation: the photo's own wherever sharp reads them.
 * @param side longest side that is needed, in pixels; null for the whole picture. There may be more.
 * @throws PersonError whose message completes "The file … ".
 */
export async function readable(bytes: Uint8Array, side: number | null): Promise<Uint8Array> {
  const kind = foreignKind(bytes);
  if (kind === null) return bytes;
  if (kind === 'raw') return rawOf(bytes).preview;
  return asTiff(await decode(bytes, side));
}

async function decode(bytes: Uint8Array, side: number | null): Promise<Decoded | Described> {
  const kind = foreignKind(bytes);
  const start = async () =>
    kind === 'heic'
      ? decodeInThread({ kind, bytes, side })
      : kind === null || kind === 'raw'
        ? Promise.reject(new RangeError('There is nothing to decode here.'))
        : decodeInThread({ kind, bytes, side });
  if (side === null) return start();
  const known = reduced.get(bytes) ?? new Map<number, Promise<Decoded | Described>>();
  reduced.set(bytes, known);
  const picture = known.get(side) ?? start();
  known.set(side, picture);
  return picture;
}

/**
 * @param side longest side of the picture that will be needed next: what is decoded for the header serves it.
 * @returns null for a photo that sharp reads.
 * @throws PersonError whose message completes "The file … ".
 */
export async function foreignHeader(bytes: Uint8Array, side: number): Promise<ForeignHeader | null> {
  const kind = foreignKind(bytes);
  if (kind === null) return null;
  if (kind === 'raw') return rawHeader(bytes);
  if (kind === 'heic') return heicHeader(bytes);
  const picture = await decode(bytes, side);
  if (!('fullWidth' in picture)) throw new RangeError('A decoder did not say what it decoded.');
  const { fullWidth, fullHeight, bits, alpha, pages } = picture;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isPhotoshop = kind === 'psd' || kind === 'psb';
  const isBoxed = kind === 'jxl' || kind === 'jp2';
  const blocks = isPhotoshop ? blocksOfPhotoshop(file) : isBoxed ? blocksOfBoxes(file) : noBlocks;
  return {
    format: kind === 'j2k' ? 'jp2' : kind === 'psb' ? 'psd' : kind === 'pam' ? 'pnm' : kind,
    width: fullWidth,
    height: fullHeight,
    orientation: 1,
    pages,
    alpha,
    depth: kind === 'tiff' ? 'float' : bits > 8 ? 'ushort' : 'uchar',
    ...blocks,
  };
}

/** A raw file is searched once while it is in work. */
function rawOf(bytes: Uint8Array): RawPhoto {
  const raw = raws.get(bytes) ?? readRaw(bytes);
  raws.set(bytes, raw);
  return raw;
}

function rawHeader(bytes: Uint8Array): ForeignHeader {
  const { width, height, exif, shotExif } = rawOf(bytes);
  return {
    format: 'raw',
    width,
    height,
    orientation: 1,
    pages: 1,
    alpha: false,
    depth: 'ushort',
    exif,
    shotExif,
    xmp: undefined,
    iptc: undefined,
  };
}

/** sharp reads the boxes of a HEIC, though not its pixels. */
async function heicHeader(bytes: Uint8Array): Promise<ForeignHeader> {
  const header = await sharp(bytes)
    .metadata()
    .catch((error: unknown) => {
      throw new PersonError('is damaged or cut short', { cause: error });
    });
  return {
    format: 'heic',
    ...header.autoOrient,
    orientation: 1,
    pages: header.pages ?? 1,
    alpha: header.hasAlpha,
    depth: header.depth,
    exif: header.exif,
    xmp: header.xmp,
    iptc: header.iptc,
  };
}
