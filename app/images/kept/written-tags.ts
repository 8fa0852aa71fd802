/** The tags that ExifTool is to write for what a photo is to know. */
import { extname } from 'node:path';
import type { WriteTags } from 'exiftool-vendored';
import { facesTag, listFields, listNames, textFields, textNames } from './kept-fields.ts';
import type { Faces, KeptMetadata } from './kept-metadata.ts';
import type { Tags } from './read-tags.ts';

/** Formats that have an EXIF block; in any other file everything is written as XMP. */
const withExif = new Set(['.jpg', '.jpeg', '.jpe', '.jfif', '.jif', '.tif', '.tiff', '.png', '.webp', '.avif']);
/** Formats that have an IPTC block, in which older programs look. */
const withIptc = new Set(['.jpg', '.jpeg', '.jpe', '.jfif', '.jif', '.tif', '.tiff']);

type Values = Record<string, unknown>;

/** @param path of the file, whose ending tells what it can hold. @param before what the file holds now. */
export function tagsFor(path: string, metadata: KeptMetadata, before: Tags): WriteTags {
  const extension = extname(path).toLowerCase();
  const hasExif = withExif.has(extension);
  const iptc = withIptc.has(extension) ? iptcOf(metadata, before) : {};
  const exif = hasExif ? exifOf(metadata) : {};
  return {
    ...(Object.keys(exif).length > 0 ? { ...exif, ...colourSpace(before) } : {}),
    ...iptc,
    ...xmpOf(metadata, hasExif),
  };
}

function exifOf({ takenAt, offset, camera, position, texts, lists }: KeptMetadata): Values {
  const tags: Values = {};
  if (takenAt !== null) tags['EXIF:DateTimeOriginal'] = takenAt.replace('T', ' ').replaceAll('-', ':');
  if (takenAt !== null && offset !== null) tags['EXIF:OffsetTimeOriginal'] = offset;
  if (typeof camera?.make === 'string') tags['EXIF:Make'] = camera.make;
  if (typeof camera?.model === 'string') tags['EXIF:Model'] = camera.model;
  if (position !== null) {
    const { latitude, longitude, altitude } = position;
    tags['EXIF:GPSLatitude'] = Math.abs(latitude);
    tags['EXIF:GPSLatitudeRef'] = latitude < 0 ? 'S' : 'N';
    tags['EXIF:GPSLongitude'] = Math.abs(longitude);
    tags['EXIF:GPSLongitudeRef'] = longitude < 0 ? 'W' : 'E';
    if (altitude !== null) {
      tags['EXIF:GPSAltitude'] = Math.abs(altitude);
      tags['EXIF:GPSAltitudeRef#'] = altitude < 0 ? 1 : 0;
    }
  }
  for (const name of textNames) {
    const field = textFields[name];
    if (texts[name] !== undefined && 'exif' in field) tags[field.exif] = texts[name];
  }
  if (lists.creators !== undefined) tags[listFields.creators.exif] = lists.creators.join('; ');
  return tags;
}

/** An EXIF block that ExifTool begins calls the colours uncalibrated, which holds only where a profile says more of them. */
function colourSpace(before: Tags): Values {
  const isTold = before['ExifIFD:ColorSpace'] !== undefined || before['ICC-header:ProfileVersion'] !== undefined;
  return isTold ? {} : { 'EXIF:ColorSpace#': 1 };
}

/**
 * In UTF-8 where the file has no such block yet, or one in UTF-8; in another one only what Latin letters can say, for
 * what is there stays in the letters that it is in.
 */
function iptcOf({ texts, lists }: KeptMetadata, before: Tags): Values {
  const hasBlock = Object.keys(before).some((tag) => tag.startsWith('IPTC:'));
  const isUtf8 = !hasBlock || before['IPTC:CodedCharacterSet'] === utf8;
  const fits = (text: string) => isUtf8 || /^[\0-\xff]*$/.test(text);
  const tags: Values = {};
  for (const name of textNames) {
    const [field, text] = [textFields[name], texts[name]];
    if (text !== undefined && 'iptc' in field && fits(text)) tags[field.iptc] = text;
  }
  for (const name of listNames) {
    const [field, list] = [listFields[name], (lists[name] ?? []).filter(fits)];
    // What is there already stays: these are added.
    if (list.length > 0 && 'iptc' in field) tags[`${field.iptc}+`] = list;
  }
  return Object.keys(tags).length > 0 && !hasBlock ? { 'IPTC:CodedCharacterSet': 'UTF8', ...tags } : tags;
}

/** The escape sequence of ISO 2022 for UTF-8. */
export const utf8 = '\u001b%G';

function xmpOf(
  { takenAt, offset, camera, position, rating, texts, lists, faces }: KeptMetadata,
  hasExif: boolean,
): Values {
  const tags: Values = {};
  if (!hasExif) {
    if (takenAt !== null)
      tags['XMP-exif:DateTimeOriginal'] = `${takenAt.replace('T', ' ').replaceAll('-', ':')}${offset ?? ''}`;
    if (typeof camera?.make === 'string') tags['XMP-tiff:Make'] = camera.make;
    if (typeof camera?.model === 'string') tags['XMP-tiff:Model'] = camera.model;
    if (position !== null) {
      tags['XMP-exif:GPSLatitude'] = position.latitude;
      tags['XMP-exif:GPSLongitude'] = position.longitude;
      if (position.altitude !== null) {
        tags['XMP-exif:GPSAltitude'] = Math.abs(position.altitude);
        tags['XMP-exif:GPSAltitudeRef#'] = position.altitude < 0 ? 1 : 0;
      }
    }
  }
  for (const name of textNames) {
    const [field, text] = [textFields[name], texts[name]];
    // What EXIF holds is not said twice where XMP would only repeat it (a comment).
    if (text !== undefined && !(hasExif && name === 'comment')) tags[field.xmp] = text;
  }
  for (const name of listNames) {
    const list = lists[name] ?? [];
    if (list.length > 0) tags[`${listFields[name].xmp}+`] = list;
  }
  if (rating !== null) tags['XMP-xmp:Rating'] = rating;
  if (faces !== null) tags[facesTag] = regionsOf(faces);
  return tags;
}

/** Places in a region are shares of the picture's sides, so that they hold for every size of it. */
function regionsOf({ regions, frame }: Faces): Values {
  return { AppliedToDimensions: { W: frame.width, H: frame.height, Unit: 'pixel' }, RegionList: regions };
}
