/**
 * Raw files of cameras: the largest JPEG that the camera put into them, turned as the camera says, beside the size and
 * the EXIF block of the raw picture. Nothing is developed.
 */
import { PersonError } from '../../errors.ts';
import { cutOut, findJpegs, withOrientation, type EmbeddedJpeg } from './embedded-jpegs.ts';
import { readDirectories, type Directory } from './tiff-tags.ts';

export interface RawPhoto {
  /** A JPEG, with the orientation of the raw file. */
  preview: Uint8Array;
  /** Of the raw picture as displayed: the preview may be smaller. */
  width: number;
  height: number;
  /** TIFF structures with the capture data: one, or two where the maker keeps image and shot apart (CR3). */
  exif: Buffer | undefined;
  shotExif: Buffer | undefined;
}

const tag = {
  width: 256,
  height: 257,
  photometric: 262,
  orientation: 274,
  defaultCropSize: 50720,
  dngVersion: 50706,
  exifWidth: 40962,
  exifHeight: 40963,
} as const;
/** Colour filter array, and linear raw (DNG 1.7, photometric interpretation). */
const rawPhotometrics = new Set([32803, 34892]);
/** Panasonic's own tags in the first directory: the sensor's borders. */
const panasonic = { top: 4, left: 5, bottom: 6, right: 7 } as const;

/* eslint-disable no-control-regex -- a signature is bytes, control characters among them */
/** Whether the bytes are a raw file: by the signatures of makers, or as a TIFF that holds a sensor's data. */
export function isRaw(bytes: Uint8Array): boolean {
  const start = textAt(bytes, 0, 24);
  if (/^(IIU\0|IIR[OS]|MMOR|FUJIFILMCCD-RAW|FOVb|\0MRM)/.test(start) || start.slice(4, 12) === 'ftypcrx ') return true;
  if (start.startsWith('II\x1a\0\0\0HEAPCCDR') || /^(II\*\0|MM\0\*)....(CR\x02|IIII|MMMM)/s.test(start)) return true;
  if (!/^(II\*\0|MM\0\*)/.test(start)) return false;
  return readDirectories(bytes).some(
    (directory) => rawPhotometrics.has(first(directory, tag.photometric) ?? 0) || directory.has(tag.dngVersion),
  );
}

/** @throws PersonError whose message completes "The file … ", where there is no preview that can be shown. */
export function readRaw(bytes: Uint8Array): RawPhoto {
  const best = largestPreview(findJpegs(bytes));
  if (best === null)
    throw new PersonError(
      'is a raw file without a preview inside: open it in a raw developer, and keep a JPEG beside it',
    );
  const jpeg = cutOut(bytes, best);
  const { image, shot } = blocksOf(bytes, jpeg);
  const directories = [...(image === undefined ? [] : readDirectories(image))];
  const orientation = first(directories[0], tag.orientation) ?? 1;
  const turn = orientation >= 1 && orientation <= 8 ? orientation : 1;
  const [wide, high] = rawSize(directories, best);
  const isTurned = turn >= 5;
  return {
    preview: withOrientation(jpeg, turn),
    width: isTurned ? high : wide,
    height: isTurned ? wide : high,
    exif: image,
    shotExif: shot,
  };
}

/** Tiles of compressed raw data are JPEGs as well: many of one size are no previews. */
function largestPreview(jpegs: readonly EmbeddedJpeg[]): EmbeddedJpeg | null {
  const counts = Map.groupBy(jpegs, ({ width, height }) => `${width}×${height}`);
  return jpegs.find(({ width, height }) => (counts.get(`${width}×${height}`)?.length ?? 0) < 4) ?? null;
}

/** The EXIF of a raw file as TIFF structures that `exif-reader` takes. */
function blocksOf(bytes: Uint8Array, jpeg: Buffer): { image: Buffer | undefined; shot: Buffer | undefined } {
  const start = textAt(bytes, 0, 16);
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (start.slice(4, 12) === 'ftypcrx ') return { image: box(file, 'CMT1'), shot: box(file, 'CMT2') };
  if (/^(II\*\0|MM\0\*)/.test(start)) return { image: file, shot: undefined };
  if (/^(IIU\0|IIR[OS])/.test(start)) return { image: asTiff(file, true), shot: undefined };
  if (start.startsWith('MMOR')) return { image: asTiff(file, false), shot: undefined };
  // Fujifilm and Sigma keep it in the preview.
  const at = jpeg.indexOf('Exif\0\0', 0, 'latin1');
  return { image: at === -1 || at > 64 ? undefined : jpeg.subarray(at + 6), shot: undefined };
}

/** With TIFF's own number in the place of the maker's. */
function asTiff(file: Buffer, isLittle: boolean): Buffer {
  const copy = Buffer.from(file);
  copy.writeUInt8(isLittle ? 42 : 0, 2);
  copy.writeUInt8(isLittle ? 0 : 42, 3);
  return copy;
}

/** The content of the first box of a type (ISO/IEC 14496-12), which Canon keeps near the start. */
function box(file: Buffer, type: string): Buffer | undefined {
  const at = file.subarray(0, 256 * 1024).indexOf(type, 0, 'latin1');
  return at < 4 ? undefined : file.subarray(at + 4, at - 4 + file.readUInt32BE(at - 4));
}

/** The sensor's picture before it is turned; that of the preview where the file does not say. */
function rawSize(directories: readonly Directory[], preview: EmbeddedJpeg): [number, number] {
  const claims = directories.flatMap((directory): [number, number][] => {
    const crop = directory.get(tag.defaultCropSize);
    const border = (side: number) => first(directory, side) ?? NaN;
    const { top, left, bottom, right } = panasonic;
    const sides: [number | undefined, number | undefined][] = [
      [crop?.[0], crop?.[1]],
      [first(directory, tag.exifWidth), first(directory, tag.exifHeight)],
      [first(directory, tag.width), first(directory, tag.height)],
      [border(right) - border(left), border(bottom) - border(top)],
    ];
    return sides.flatMap(([width, height]): [number, number][] =>
      width !== undefined && height !== undefined && width > 0 && height > 0
        ? [[Math.round(width), Math.round(height)]]
        : [],
    );
  });
  const crop = directories.find((directory) => directory.has(tag.defaultCropSize));
  const [width, height] = crop?.get(tag.defaultCropSize) ?? [];
  if (width !== undefined && height !== undefined && width > 0 && height > 0)
    return [Math.round(width), Math.round(height)];
  const area = ([wide, high]: [number, number]) => wide * high;
  const largest = claims
    .filter((claim) => area(claim) <= 500_000_000)
    .reduce((most, claim) => (area(claim) > area(most) ? claim : most), [preview.width, preview.height]);
  return largest;
}

function first(directory: Directory | undefined, name: number): number | undefined {
  return directory?.get(name)?.[0];
}

function textAt(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1');
}
