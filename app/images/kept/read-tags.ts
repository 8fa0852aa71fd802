/** What a file's tags say, as ExifTool gives them: numbers as numbers, structures whole, with the group before each name. */
import {
  facesTag,
  isAutomatic,
  isFurther,
  listFields,
  listNames,
  tagsOf,
  textFields,
  textNames,
} from './kept-fields.ts';
import type { Faces, Frame, KeptMetadata } from './kept-metadata.ts';

export type Tags = Record<string, unknown>;

/** The arguments with which ExifTool is asked. */
export const readArguments = [
  ...['-n', '-G1', '-struct', '-fast', '-charset', 'filename=utf8'],
  ...['-XMP:all', '-IPTC:all', '-EXIF:all', '-ImageWidth', '-ImageHeight'],
  ...['-Composite:GPSLatitude', '-Composite:GPSLongitude', '-Composite:GPSAltitude'],
  // Their size is without bounds, and nothing here reads them.
  ...['--MakerNotes:all', '--ThumbnailImage', '--PreviewImage', '--OtherImage', '--JpgFromRaw', '--XMP-crs:all'],
  '--XMP-xmpMM:all',
];

export function keptIn(tags: Tags): KeptMetadata {
  const dated = text(
    tags['ExifIFD:DateTimeOriginal'] ?? tags['IFD0:DateTimeOriginal'] ?? tags['XMP-exif:DateTimeOriginal'],
  );
  const [, day, time, zone] =
    /^(\d{4}:\d\d:\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?([+-]\d\d:\d\d|Z)?/.exec(dated ?? '') ?? [];
  const isDated = day !== undefined && time !== undefined && !day.startsWith('0000');
  const rating = number(tags['XMP-xmp:Rating']);
  return {
    takenAt: isDated ? `${day.replaceAll(':', '-')}T${time}` : null,
    offset: isDated ? (text(tags['ExifIFD:OffsetTimeOriginal']) ?? (zone === 'Z' ? '+00:00' : (zone ?? null))) : null,
    camera: cameraIn(tags),
    position: positionIn(tags),
    // Zero stars are none, and −1 is "rejected".
    rating: rating !== null && rating >= 1 ? Math.min(5, rating) : null,
    texts: Object.fromEntries(textNames.flatMap((name) => textsOf(tags, name).map((found) => [name, found] as const))),
    lists: Object.fromEntries(listNames.flatMap((name) => listsOf(tags, name).map((found) => [name, found] as const))),
    faces: facesIn(tags),
    further: Object.keys(tags)
      .filter((tag) => isFurther(tag) && texts(tags[tag]).length > 0)
      .map((tag) => tag.split(':')[1] ?? tag),
  };
}

/** The picture as its file stores it; null for a sidecar. */
export function frameIn(tags: Tags): Frame | null {
  const side = (name: string) => {
    const [found] = Object.entries(tags).filter(
      ([tag]) => /^(?:File|PNG|RIFF|IFD0|Meta)/.test(tag) && tag.endsWith(`:${name}`),
    );
    return number(found?.[1]);
  };
  const [width, height] = [side('ImageWidth'), side('ImageHeight')];
  if (width === null || height === null) return null;
  return { width, height, orientation: orientationIn(tags) };
}

function orientationIn(tags: Tags): number {
  return number(tags['IFD0:Orientation'] ?? tags['XMP-tiff:Orientation']) ?? 1;
}

function cameraIn(tags: Tags): KeptMetadata['camera'] {
  const make = text(tags['IFD0:Make'] ?? tags['XMP-tiff:Make']);
  const model = text(tags['IFD0:Model'] ?? tags['XMP-tiff:Model']);
  return make === null && model === null ? null : { make, model };
}

function positionIn(tags: Tags): KeptMetadata['position'] {
  // The composite has its sign from the reference; in XMP the value has it.
  const coordinate = (name: string) => number(tags[`Composite:${name}`] ?? tags[`XMP-exif:${name}`]);
  const [latitude, longitude] = [coordinate('GPSLatitude'), coordinate('GPSLongitude')];
  if (latitude === null || longitude === null) return null;
  return { latitude, longitude, altitude: coordinate('GPSAltitude') };
}

/** One text or none. */
function textsOf(tags: Tags, name: (typeof textNames)[number]): string[] {
  const found = tagsOf(textFields[name])
    .map((tag) => text(tags[tag]))
    .find((one) => one !== null && !isAutomatic(one));
  return found === undefined || found === null ? [] : [found];
}

/** One list with an entry at least, or none. */
function listsOf(tags: Tags, name: (typeof listNames)[number]): string[][] {
  const entries = tagsOf(listFields[name])
    // Windows and EXIF have one text for all.
    .flatMap((tag) => texts(tags[tag]).flatMap((one) => (tag.startsWith('IFD0:') ? one.split(/\s*;\s*/) : one)))
    .filter((entry) => entry !== '');
  return entries.length === 0 ? [] : [[...new Set(entries)]];
}

function facesIn(tags: Tags): Faces | null {
  const info = tags[facesTag];
  if (typeof info !== 'object' || info === null) return null;
  const { AppliedToDimensions, RegionList } = info as {
    AppliedToDimensions?: { W?: unknown; H?: unknown };
    RegionList?: unknown;
  };
  const [width, height] = [number(AppliedToDimensions?.W), number(AppliedToDimensions?.H)];
  if (!Array.isArray(RegionList) || RegionList.length === 0) return null;
  const frame = frameIn(tags);
  if (width === null || height === null) return frame && { regions: RegionList, frame };
  return { regions: RegionList, frame: { width, height, orientation: orientationIn(tags) } };
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function text(value: unknown): string | null {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? String(value) : null;
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'object' && one !== null ? JSON.stringify(one) : (text(one) ?? []),
  );
}
