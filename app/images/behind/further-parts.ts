/**
 * What lies in a photo's file beside its first picture: further frames and pages, second pictures, videos, depth and
 * gain maps. Of each part a digest is taken, so that two files can be told apart by all that is in them. What describes
 * the picture (EXIF and its thumbnail, XMP, IPTC, colour profiles) is none of it.
 */
import { hash } from 'node:crypto';
import { gifParts } from './gif-parts.ts';
import { heifParts } from './heif-parts.ts';
import { jpegParts } from './jpeg-parts.ts';
import { pngParts } from './png-parts.ts';
import { tiffParts } from './tiff-parts.ts';
import { webpParts } from './webp-parts.ts';

/** @returns a digest a part, SHA-256; none where the first picture is all. */
export function furtherParts(bytes: Uint8Array): string[] {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return partsOf(start, bytes).map((part) => hash('sha256', part));
}

function partsOf(start: string, bytes: Uint8Array): Uint8Array[] {
  if (start.startsWith('\xff\xd8')) return jpegParts(bytes);
  if (start.startsWith('\x89PNG')) return pngParts(bytes);
  if (start.startsWith('GIF8')) return gifParts(bytes);
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return webpParts(bytes);
  if (start.startsWith('II*\0') || start.startsWith('MM\0*')) return tiffParts(bytes);
  if (start.slice(4, 8) === 'ftyp') return heifParts(bytes);
  return [];
}

/** @returns whether both hold the same parts, which of the two holds more, or that each holds something of its own. */
export function compareParts(a: readonly string[], b: readonly string[]): 'same' | 'a' | 'b' | 'other' {
  const lacking = (from: readonly string[], parts: readonly string[]) => {
    const left = [...from];
    return parts.some((part) => {
      const at = left.indexOf(part);
      if (at !== -1) left.splice(at, 1);
      return at === -1;
    });
  };
  const [aLacks, bLacks] = [lacking(a, b), lacking(b, a)];
  if (aLacks && bLacks) return 'other';
  return aLacks ? 'b' : bLacks ? 'a' : 'same';
}
