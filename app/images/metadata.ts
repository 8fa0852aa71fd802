/** What a photo says about itself: its header and its EXIF block. Decodes no pixels. */
import readExif from 'exif-reader';
import sharp from 'sharp';
import { countFacts } from './facts.ts';
import { jpegQuality } from './quality.ts';
import { decodeFailure, largestPicture, openOptions } from './open.ts';
import { PersonError } from '../errors.ts';

export interface PhotoMetadata {
  format: string;
  /** Pixels as displayed, after EXIF orientation. */
  width: number;
  height: number;
  /** EXIF orientation 1 to 8; 1 when the file has none. */
  orientation: number;
  /** Frames or pages; only the first is looked at. */
  pages: number;
  alpha: boolean;
  /** Bits a sample: `uchar`, `ushort`, … */
  depth: string;
  /** `YYYY-MM-DDTHH:MM:SS` in the camera's local time, or null. */
  takenAt: string | null;
  camera: string | null;
  /** Entries in its EXIF, XMP and IPTC blocks. */
  facts: number;
  /** JPEG quality, 1 to 100; null for other formats. */
  quality: number | null;
}

const formats = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'heif']);

/** @throws PersonError whose message completes "The file … ". */
export async function readMetadata(bytes: Uint8Array): Promise<PhotoMetadata> {
  const header = await sharp(bytes, openOptions)
    .metadata()
    .catch((error: unknown) => decodeFailure(error, startsLikeAPhoto(bytes)));
  if (!formats.has(header.format))
    throw new PersonError(`is ${header.format.toUpperCase()}, which is not a photo format that Twinlens reads`);
  if (header.format === 'heif' && header.compression !== 'av1')
    throw new PersonError('is a HEIC photo, which this version cannot read yet');
  if (header.width * header.height > largestPicture)
    throw new PersonError(
      `claims ${header.width} × ${header.height} pixels, more than the limit of ${Math.round(largestPicture / 1e6)} megapixels`,
    );
  return {
    format: header.format === 'heif' ? 'avif' : header.format,
    ...header.autoOrient,
    orientation: header.orientation ?? 1,
    pages: header.pages ?? 1,
    alpha: header.hasAlpha,
    depth: header.depth,
    ...shotFacts(header.exif),
    facts: countFacts(header),
    quality: header.format === 'jpeg' ? jpegQuality(bytes) : null,
  };
}

function shotFacts(block: Buffer | undefined): { takenAt: string | null; camera: string | null } {
  if (block === undefined) return { takenAt: null, camera: null };
  try {
    const exif = readExif(block);
    const taken = exif.Photo?.DateTimeOriginal ?? exif.Photo?.DateTimeDigitized ?? exif.Image?.DateTime;
    const camera = [exif.Image?.Make, exif.Image?.Model]
      .filter((part) => typeof part === 'string')
      .join(' ')
      .trim();
    return {
      // exif-reader gives the camera's wall clock as if it were UTC.
      takenAt: isDate(taken) ? taken.toISOString().slice(0, 19) : null,
      camera: camera === '' ? null : camera,
    };
  } catch {
    // A broken EXIF block says nothing about the picture: the photo is used without it.
    return { takenAt: null, camera: null };
  }
}

/** Cameras without a clock write zeros, which come out as a day in 1899. */
function isDate(taken: unknown): taken is Date {
  return taken instanceof Date && taken.getUTCFullYear() >= 1900;
}

/** Whether the first bytes are those of a format that is read. */
function startsLikeAPhoto(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return /^(\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|RIFF....WEBP|....ftypavi)/s.test(start);
}
