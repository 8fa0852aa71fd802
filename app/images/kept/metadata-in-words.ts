/** What a file says about its photo as people read it: a name, and a value with its unit. */
import type { Tags } from './read-tags.ts';

export interface MetadataEntry {
  name: string;
  value: string;
}

/** The arguments with which ExifTool is asked: values in words. What is not about the photo, or of no use to anybody, is left out. */
export const wordArguments = [
  ...['-G1', '-fast', '-charset', 'filename=utf8', '-all', '--System:all', '--ExifTool:all', '--MakerNotes:all'],
  ...['--ICC-header:all', '--Track1:all', '--MWG:all', '--Composite:SubSec*', '--MediaDataOffset', '--MediaDataSize'],
  '--Composite:RunTimeSincePowerUp',
];

/** Of a value, as many characters as are shown. */
const mostShown = 300;
/** Blocks of numbers that only programs read. */
const forPrograms = /^ICC_Profile:(?!ProfileDescription)|^(?:File:MIMEType|File:FileTypeExtension|XMP-x:XMPToolkit)$/;

export function inWords(tags: Tags): MetadataEntry[] {
  const entries = Object.entries(tags).flatMap(([tag, value]) => {
    const [group = '', name] = tag.split(':');
    if (name === undefined || forPrograms.test(tag)) return [];
    const text = asText(value);
    return text === null ? [] : [{ group, name: nameInWords(name), value: text }];
  });
  // One thing is told in several blocks; where they agree, once is enough.
  const first = new Map<string, string>();
  return entries.flatMap(({ group, name, value }) => {
    const before = first.get(name);
    if (before === undefined) first.set(name, value);
    if (before === value) return [];
    return { name: before === undefined ? name : `${name} (${group})`, value };
  });
}

function asText(value: unknown): string | null {
  const text = Array.isArray(value)
    ? value.map(String).join(', ')
    : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : JSON.stringify(value);
  if (text.trim() === '' || text.startsWith('(Binary data ')) return null;
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}

/** `FocalLengthIn35mmFormat` is “Focal length in 35 mm format”. */
function nameInWords(tag: string): string {
  const words = tag
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/([A-Za-z])(\d)/g, '$1 $2')
    .replaceAll(/(\d)(mm)\b/g, '$1 $2')
    .split(' ')
    .map((word, at) => (at > 0 && /^[A-Z][a-z]*$/.test(word) && word.length > 1 ? word.toLowerCase() : word));
  return words.join(' ');
}
