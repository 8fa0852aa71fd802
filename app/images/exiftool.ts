/** Reads and writes the metadata that is kept, in photos and in `.xmp` sidecars, through ExifTool. */
import { copyFile, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { extname } from 'node:path';
import { ExifTool, type WriteTags } from 'exiftool-vendored';
import { errorCode, errorMessage, PersonError } from '../errors.ts';
import { compressedDigest } from './compressed.ts';
import { pixelDigests } from './digest.ts';
import { combined, type KeptMetadata } from './kept-metadata.ts';
import { parseTakeout } from './takeout-json.ts';
import { temporaryOf } from './temporary.ts';

/** With its group before each name, and numbers as numbers. */
const readArguments = [
  ...['-n', '-G0', '-fast', '-charset', 'filename=utf8'],
  ...['-DateTimeOriginal', '-OffsetTimeOriginal', '-GPSLatitude', '-GPSLongitude', '-GPSAltitude'],
  ...['-Subject', '-Keywords', '-Rating', '-Title', '-ObjectName'],
];

/** Formats that have an EXIF block; in any other file everything is written as XMP. */
const withExif = new Set(['.jpg', '.jpeg', '.jpe', '.jfif', '.jif', '.tif', '.tiff', '.png', '.webp', '.avif']);
/** Formats that have an IPTC block, in which older programs look for keywords. */
const withIptc = new Set(['.jpg', '.jpeg', '.jpe', '.jfif', '.jif', '.tif', '.tiff']);

export class MetadataTool {
  readonly #exiftool = new ExifTool({ maxProcs: 1, maxTasksPerProcess: 500 });

  /**
   * What a photo knows, by itself and by its companions (`.xmp`, and Google Takeout's `.json`); the photo has the word.
   * @throws PersonError whose message completes "The file … ".
   */
  async read(path: string, companions: readonly string[] = []): Promise<KeptMetadata> {
    const sources = [await this.#readTags(path)];
    for (const companion of companions) {
      const extension = extname(companion).toLowerCase();
      if (extension === '.xmp') sources.push(await this.#readTags(companion));
      const takeout = extension === '.json' ? parseTakeout(await readFile(companion, 'utf8')) : null;
      if (takeout !== null) sources.push(takeout);
    }
    return combined(sources);
  }

  /**
   * Writes to a copy, which is left at `temporaryOf(path)`, flushed to the disk and with the file's own time: nothing
   * is changed until the caller renames it into the file's place.
   * @param path a photo, or an `.xmp` sidecar, which need not be there yet.
   * @throws PersonError whose message completes "The file … ": when it cannot be written, or when its picture would not
   * be the same afterwards. Nothing is left then.
   */
  async writeMetadata(path: string, metadata: KeptMetadata): Promise<string> {
    const temporary = temporaryOf(path);
    await rm(temporary, { force: true });
    try {
      const isNew = !(await copyIfThere(path, temporary));
      if (isNew && extname(path).toLowerCase() !== '.xmp') throw new PersonError('does not exist');
      await this.#exiftool.write(temporary, tagsFor(path, metadata), {
        writeArgs: ['-overwrite_original', '-charset', 'filename=utf8'],
      });
      if (!isNew) await finish(path, temporary);
      await flush(temporary);
      return temporary;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error instanceof PersonError ? error : refused(error);
    }
  }

  async close(): Promise<void> {
    await this.#exiftool.end();
  }

  async #readTags(path: string): Promise<KeptMetadata> {
    const tags = (await this.#exiftool.readRaw(path, { readArgs: readArguments }).catch((error: unknown) => {
      throw refused(error);
    })) as Record<string, unknown>;
    // The composite has its sign from the reference; in XMP the value has it.
    const coordinate = (name: string) => number(tags[`Composite:${name}`] ?? tags[`XMP:${name}`]);
    const [latitude, longitude] = [coordinate('GPSLatitude'), coordinate('GPSLongitude')];
    const altitude = coordinate('GPSAltitude');
    const date = text(tags['EXIF:DateTimeOriginal'] ?? tags['XMP:DateTimeOriginal']);
    const [, day, time, zone] =
      /^(\d{4}:\d\d:\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?([+-]\d\d:\d\d|Z)?/.exec(date ?? '') ?? [];
    const isDated = day !== undefined && time !== undefined && !day.startsWith('0000');
    const rating = number(tags['XMP:Rating']);
    return {
      takenAt: isDated ? `${day.replaceAll(':', '-')}T${time}` : null,
      offset: isDated ? (text(tags['EXIF:OffsetTimeOriginal']) ?? (zone === 'Z' ? '+00:00' : (zone ?? null))) : null,
      position: latitude === null || longitude === null ? null : { latitude, longitude, altitude },
      keywords: [...new Set([...texts(tags['XMP:Subject']), ...texts(tags['IPTC:Keywords'])])],
      // Zero stars are none, and −1 is "rejected".
      rating: rating !== null && rating >= 1 ? rating : null,
      title: text(tags['XMP:Title']) ?? text(tags['IPTC:ObjectName']),
    };
  }
}

function tagsFor(path: string, { takenAt, offset, position, keywords, rating, title }: KeptMetadata): WriteTags {
  const extension = extname(path).toLowerCase();
  const tags: Record<string, string | number | string[]> = {};
  if (takenAt !== null) {
    const date = takenAt.replace('T', ' ').replaceAll('-', ':');
    if (withExif.has(extension)) {
      tags['EXIF:DateTimeOriginal'] = date;
      if (offset !== null) tags['EXIF:OffsetTimeOriginal'] = offset;
    } else tags['XMP-exif:DateTimeOriginal'] = `${date}${offset ?? ''}`;
  }
  if (position !== null) {
    const { latitude, longitude, altitude } = position;
    if (withExif.has(extension)) {
      tags['EXIF:GPSLatitude'] = Math.abs(latitude);
      tags['EXIF:GPSLatitudeRef'] = latitude < 0 ? 'S' : 'N';
      tags['EXIF:GPSLongitude'] = Math.abs(longitude);
      tags['EXIF:GPSLongitudeRef'] = longitude < 0 ? 'W' : 'E';
      if (altitude !== null) {
        tags['EXIF:GPSAltitude'] = Math.abs(altitude);
        tags['EXIF:GPSAltitudeRef#'] = altitude < 0 ? 1 : 0;
      }
    } else {
      tags['XMP-exif:GPSLatitude'] = latitude;
      tags['XMP-exif:GPSLongitude'] = longitude;
      if (altitude !== null) {
        tags['XMP-exif:GPSAltitude'] = Math.abs(altitude);
        tags['XMP-exif:GPSAltitudeRef#'] = altitude < 0 ? 1 : 0;
      }
    }
  }
  if (keywords.length > 0) {
    // What is there already stays: these are added.
    tags['XMP-dc:Subject+'] = keywords;
    if (withIptc.has(extension)) tags['IPTC:Keywords+'] = keywords;
  }
  if (rating !== null) tags['XMP-xmp:Rating'] = rating;
  if (title !== null) tags['XMP-dc:Title'] = title;
  return tags;
}

async function copyIfThere(path: string, temporary: string): Promise<boolean> {
  try {
    await copyFile(path, temporary);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Holds the copy to the original's picture, and gives it the original's time. */
async function finish(path: string, temporary: string): Promise<void> {
  if (extname(path).toLowerCase() !== '.xmp') {
    const [before, after] = [await readFile(path), await readFile(temporary)];
    if (!(await haveSamePicture(before, after)))
      throw new PersonError('was left as it is: writing its metadata would have changed its picture');
  }
  const { atimeMs, mtimeMs } = await stat(path);
  // As numbers: a Date has no microseconds.
  await utimes(temporary, atimeMs / 1000, mtimeMs / 1000);
}

async function haveSamePicture(before: Uint8Array, after: Uint8Array): Promise<boolean> {
  const compressed = compressedDigest(before);
  if (compressed !== null) return compressed === compressedDigest(after);
  return (await pixelDigests(before, 1)).stored === (await pixelDigests(after, 1)).stored;
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function refused(error: unknown): PersonError {
  return new PersonError(`cannot be read or written by ExifTool: ${errorMessage(error).split('\n')[0] ?? ''}`, {
    cause: error,
  });
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function text(value: unknown): string | null {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? String(value) : null;
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one) => text(one) ?? []);
}
