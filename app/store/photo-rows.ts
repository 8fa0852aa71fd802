/** Files and contents as rows of the database hold them. */
import type { SQLOutputValue } from 'node:sqlite';

export interface ContentRow {
  id: number;
  sha256: string;
  bytes: number;
  format: string;
  width: number;
  height: number;
  orientation: number;
  pages: number;
  alpha: boolean;
  depth: string;
  takenAt: string | null;
  camera: string | null;
  /** How many entries its EXIF, XMP and IPTC blocks hold; null while they are not counted. */
  facts: number | null;
  /** JPEG quality, 1 to 100; null for other formats, and while it is not known. */
  quality: number | null;
  /** Of `takenAt`, seconds from 0 to 1; null where the photo does not say. */
  subsecond: number | null;
  /** Exposure values by which a camera was told to expose more; null where the photo does not say. */
  exposureBias: number | null;
  /** Whether it says where it was taken; null while that is not read. */
  placed: boolean | null;
  /**
   * Of a video, seconds: 0 where nothing of it can be seen, below 0 while no program was there to look
   * (app/videos/duration.ts). Null for a photo.
   */
  duration: number | null;
  /** Whether only a part of it can be seen: its size is that of this part. */
  isDamaged: boolean;
}

export interface FileRow {
  path: string;
  /** Null when the file could not be read. */
  content: number | null;
  size: number;
  modified: number;
  problem: string | null;
  /** Equal for all names of one file; null where it is not known. */
  identity: string | null;
}

/** A file as the library knows it, and whether all that its content is known by is there. */
export interface KnownFile extends FileRow {
  /** Whether this model has a vector of it. */
  embedded: boolean;
  /** As of its content. */
  duration: number | null;
}

export interface SketchedContent extends Pick<ContentRow, 'width' | 'height' | 'orientation' | 'duration'> {
  sketch: Uint8Array;
}

export const contentColumns =
  'id, sha256, bytes, format, width, height, orientation, pages, alpha, depth, taken_at as takenAt, camera, facts, quality, placed, subsecond, exposure_bias as exposureBias, duration, damaged as isDamaged';

export type Row = Record<string, SQLOutputValue>;

/** Every file, by the model whose vectors count. */
export const knownFiles = `select path, file.content, size, modified, problem, identity, vector.content is not null as embedded,
  (select duration from content where id = file.content) as duration
  from file left join vector on vector.content = file.content and model = ? and view = 'displayed'`;

export function toKnownFile(row: Row): KnownFile {
  return {
    ...toFile(row),
    embedded: row.embedded === 1,
    duration: row.duration === null ? null : Number(row.duration),
  };
}

export function toFile(row: Row): FileRow {
  return {
    path: String(row.path),
    content: row.content === null ? null : Number(row.content),
    size: Number(row.size),
    modified: Number(row.modified),
    problem: row.problem === null ? null : String(row.problem),
    identity: row.identity === null ? null : String(row.identity),
  };
}

export function toContent(row: Row): ContentRow {
  const placed = row.placed === null ? null : row.placed === 1;
  return { ...(row as unknown as ContentRow), alpha: row.alpha === 1, placed, isDamaged: row.isDamaged === 1 };
}
