/** Numbers of a TIFF's tags (TIFF 6.0; raw files are TIFFs of their makers'), wherever the pieces lie. Never throws. */

export type Directory = ReadonlyMap<number, readonly number[]>;

const exifDirectory = 34665;
const subDirectories = 330;
/** More are a loop, or nonsense. */
const mostDirectories = 40;
const mostEntries = 1000;
const mostValues = 64;
const sizes = new Map([
  [1, 1],
  [3, 2],
  [4, 4],
  [5, 8],
  [13, 4],
]);

/** The byte order mark is `II` or `MM`; the number behind it differs between makers, and is not asked. */
export function readDirectories(bytes: Uint8Array): Directory[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLittle = bytes[0] === 0x49 && bytes[1] === 0x49;
  if (bytes.length < 8 || (!isLittle && (bytes[0] !== 0x4d || bytes[1] !== 0x4d))) return [];
  const directories: Directory[] = [];
  const seen = new Set<number>();
  const waiting = [view.getUint32(4, isLittle)];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    if (at < 8 || at + 2 > bytes.length || seen.has(at) || seen.size >= mostDirectories) continue;
    seen.add(at);
    const count = Math.min(view.getUint16(at, isLittle), mostEntries);
    const directory = new Map<number, number[]>();
    for (let entry = at + 2; entry < at + 2 + count * 12 && entry + 12 <= bytes.length; entry += 12)
      directory.set(view.getUint16(entry, isLittle), valuesOf(view, entry, isLittle));
    directories.push(directory);
    const next = at + 2 + count * 12;
    if (next + 4 <= bytes.length) waiting.push(view.getUint32(next, isLittle));
    waiting.push(...(directory.get(subDirectories) ?? []), ...(directory.get(exifDirectory) ?? []));
  }
  return directories;
}

/** Whole numbers, and fractions rounded to what they give; nothing for text and other types. */
function valuesOf(view: DataView, entry: number, isLittle: boolean): number[] {
  const type = view.getUint16(entry + 2, isLittle);
  const size = sizes.get(type);
  const count = Math.min(view.getUint32(entry + 4, isLittle), mostValues);
  if (size === undefined) return [];
  const start = size * count <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittle);
  const values = [];
  for (let at = start; values.length < count && at + size <= view.byteLength; at += size)
    if (type === 1) values.push(view.getUint8(at));
    else if (type === 3) values.push(view.getUint16(at, isLittle));
    else if (type === 5) values.push(view.getUint32(at, isLittle) / Math.max(1, view.getUint32(at + 4, isLittle)));
    else values.push(view.getUint32(at, isLittle));
  return values;
}

const tag = { subfileType: 254, width: 256, bitsPerSample: 258, sampleFormat: 339 } as const;
const reducedImage = 1;
const floatingPoint = 3;

/** Whether a TIFF's first picture has floating-point samples, or more than 16 bits: sharp does not know how bright they are. */
export function isDeepTiff(bytes: Uint8Array): boolean {
  const [first] = readDirectories(bytes);
  if (first === undefined || !first.has(tag.width)) return false;
  return (first.get(tag.sampleFormat)?.[0] ?? 1) === floatingPoint || (first.get(tag.bitsPerSample)?.[0] ?? 1) > 16;
}

/** The pictures of a TIFF that are not smaller copies of others in it, as pyramids and previews are; 1 at least. */
export function countPages(bytes: Uint8Array): number {
  const isPage = (directory: Directory) =>
    directory.has(tag.width) && ((directory.get(tag.subfileType)?.[0] ?? 0) & reducedImage) === 0;
  return Math.max(1, readDirectories(bytes).filter(isPage).length);
}
