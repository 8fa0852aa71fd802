/** How much a photo says about itself: the entries of its EXIF, XMP and IPTC blocks. */
import readExif from 'exif-reader';

interface Blocks {
  exif?: Buffer | undefined;
  xmp?: Buffer | undefined;
  iptc?: Buffer | undefined;
}

/** Editors' own records, of which there may be hundreds: they say nothing about the shot. */
const bookkeeping = new Set(['xmlns', 'xml', 'x', 'rdf', 'xmpMM', 'stEvt', 'stRef', 'crs', 'crss']);

export function countFacts({ exif, xmp, iptc }: Blocks): number {
  return countExif(exif) + countXmp(xmp?.toString('utf8') ?? '') + countIptc(iptc);
}

function countExif(block: Buffer | undefined): number {
  if (block === undefined) return 0;
  try {
    const { Image = {}, Photo = {}, GPSInfo = {} } = readExif(block);
    return [Image, Photo, GPSInfo].reduce((sum, entries) => sum + Object.keys(entries).length, 0);
  } catch {
    return 0; // a broken block tells nothing
  }
}

/** Properties, written as attributes or as elements. */
function countXmp(packet: string): number {
  const names = packet.matchAll(/\s([\w-]+):[\w-]+\s*=\s*["']|<([\w-]+):[\w-]+/g);
  return [...names].filter(([, attribute, element]) => !bookkeeping.has(attribute ?? element ?? '')).length;
}

/** Data sets, each of which begins with 0x1C and its record, 2 for what describes the picture (IIM 4.2). */
function countIptc(block: Buffer | undefined): number {
  let count = 0;
  for (let at = block?.indexOf(0x1c) ?? -1; block !== undefined && at !== -1; at = block.indexOf(0x1c, at + 1))
    if (block[at + 1] === 2) count++;
  return count;
}
