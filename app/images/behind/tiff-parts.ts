/** The pages of a TIFF after its first one (TIFF 6.0, section 2). Smaller versions of a page, as pyramids have them, are none. */

const subfileType = 254;
const strips = { offsets: 273, counts: 279 };
const tiles = { offsets: 324, counts: 325 };
/** Bytes of a value, by its type: short and long. */
const sizes = new Map([
  [3, 2],
  [4, 4],
]);
const mostPages = 10_000;

export function tiffParts(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLittle = bytes[0] === 0x49;
  const pages: Uint8Array[] = [];
  const seen = new Set<number>();
  try {
    let directory = view.getUint32(4, isLittle);
    for (let page = 0; directory !== 0 && page < mostPages && !seen.has(directory); page++) {
      seen.add(directory);
      const { entries, next } = readDirectory(view, directory, isLittle);
      const isReduced = ((entries.get(subfileType)?.[0] ?? 0) & 1) === 1;
      if (page > 0 && !isReduced) pages.push(dataOf(bytes, entries));
      directory = next;
    }
  } catch (error) {
    // A directory beyond the end of the file: what was found until then is all there is.
    if (!(error instanceof RangeError)) throw error;
  }
  return pages;
}

function readDirectory(view: DataView, at: number, isLittle: boolean) {
  const count = view.getUint16(at, isLittle);
  const entries = new Map<number, number[]>();
  for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
    const [tag, type] = [view.getUint16(entry, isLittle), view.getUint16(entry + 2, isLittle)];
    const size = sizes.get(type);
    if (size === undefined) continue;
    const values = view.getUint32(entry + 4, isLittle);
    const from = values * size <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittle);
    const read = (place: number) => (size === 2 ? view.getUint16(place, isLittle) : view.getUint32(place, isLittle));
    if (from + values * size > view.byteLength) throw new RangeError('A directory names data beyond the file.');
    entries.set(
      tag,
      Array.from({ length: values }, (_, value) => read(from + value * size)),
    );
  }
  return { entries, next: view.getUint32(at + 2 + count * 12, isLittle) };
}

function dataOf(bytes: Uint8Array, entries: ReadonlyMap<number, number[]>): Uint8Array {
  const { offsets, counts } = entries.has(tiles.offsets) ? tiles : strips;
  const lengths = entries.get(counts) ?? [];
  return Buffer.concat(
    (entries.get(offsets) ?? []).map((offset, at) => bytes.subarray(offset, offset + (lengths[at] ?? 0))),
  );
}
