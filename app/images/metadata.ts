/** What a photo says about itself: its header and its EXIF block. Decodes no pixels. */
import { countFacts } from './facts.ts';
import { foreignHeader, ownFormats, type ForeignHeader } from './readers/foreign.ts';
import { countPages } from './readers/tiff-tags.ts';
import { shotFacts, type ShotFacts } from './shot-facts.ts';
import { thumbnailSide } from './thumbnail.ts';
import { jpegQuality } from './measure/quality.ts';
import { decodeFailure, largestPicture, openPhoto } from './open.ts';
import { PersonError } from '../errors.ts';

export interface PhotoMetadata extends ShotFacts {
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
  /** Entries in its EXIF, XMP and IPTC blocks. */
  facts: number;
  /** JPEG quality, 1 to 100; null for other formats. */
  quality: number | null;
  /** Whether only a part of it can be seen: the size is that of this part. */
  isDamaged: boolean;
  /** Of a video, seconds (app/videos/duration.ts); null for a photo. */
  duration: number | null;
}

/** @throws PersonError whose message completes "The file … ". */
export async function readMetadata(bytes: Uint8Array): Promise<PhotoMetadata> {
  const header = (await foreignHeader(bytes, thumbnailSide)) ?? (await ownHeader(bytes));
  if (header.width * header.height > largestPicture)
    throw new PersonError(
      `claims ${header.width} × ${header.height} pixels, more than the limit of ${Math.round(largestPicture / 1e6)} megapixels`,
    );
  const { format, width, height, pages, alpha, depth, exif, xmp, iptc } = header;
  return {
    format,
    width,
    height,
    orientation: header.orientation,
    pages,
    alpha,
    depth,
    ...shotFacts(exif, header.shotExif),
    facts: countFacts({ exif, xmp, iptc }),
    quality: format === 'jpeg' ? jpegQuality(bytes) : null,
    isDamaged: false,
    duration: null,
  };
}

/** Of a photo that sharp reads. */
async function ownHeader(bytes: Uint8Array): Promise<ForeignHeader> {
  const header = await openPhoto(bytes)
    .metadata()
    .catch((error: unknown) => decodeFailure(error, startsLikeAPhoto(bytes)));
  // sharp reads AVIF alone of all that is HEIF.
  const format = header.format === 'heif' ? 'avif' : header.format;
  if (!ownFormats.has(format))
    throw new PersonError(`is ${header.format.toUpperCase()}, which is not a photo format that Twinlens reads`);
  return {
    format,
    ...header.autoOrient,
    orientation: header.orientation ?? 1,
    pages: pagesOf(format, header.pages ?? 1, bytes),
    alpha: header.hasAlpha,
    depth: header.depth,
    exif: header.exif,
    xmp: header.xmp,
    iptc: header.iptc,
  };
}

/** Copies of the first page in other sizes are no pages. Of a TIFF with a great many pages not all are looked at. */
function pagesOf(format: string, pages: number, bytes: Uint8Array): number {
  return format === 'tiff' && pages > 1 ? Math.min(pages, countPages(bytes)) : pages;
}

/** Whether the first bytes are those of a format that is read. */
function startsLikeAPhoto(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return /^(\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|RIFF....WEBP|....ftypavi)/s.test(start);
}
