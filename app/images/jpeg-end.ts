/** JPEGs of webcams, old phones and broken downloads that lack nothing but the marker at their end: every viewer shows them. */

const startOfScan = 0xda;
const endOfImage = 0xd9;
const progressiveFrames: ReadonlySet<number> = new Set([0xc2, 0xc6, 0xca, 0xce]);
const coefficients = 64;

/**
 * @returns the bytes with an end marker (ITU-T T.81, annex B) where they are a JPEG that ends within the data of its
 * last scan; null for any other bytes. Whether all of that data is there only decoding it can tell.
 */
export function withEndOfImage(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  if (bytes.at(-2) === 0xff && bytes.at(-1) === endOfImage) return null;
  let scans: ProgressiveScans | null = null;
  for (let at = 2; ;) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined || marker === endOfImage) return null;
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    const segment = bytes.subarray(at + 4, end);
    at = end;
    if (progressiveFrames.has(marker)) scans = new ProgressiveScans(segment);
    if (marker !== startOfScan) continue;
    scans?.add(segment);
    at = endOfScan(bytes, end);
    if (at < bytes.length) continue;
    return scans?.areComplete() === false
      ? null
      : Buffer.concat([withoutSectorRest(bytes), Buffer.of(0xff, endOfImage)]);
  }
}

/** What is recovered from a card comes in whole sectors: zeros fill the last one. A zero behind 0xff belongs to the data. */
function withoutSectorRest(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (bytes[end - 1] === 0) end--;
  return bytes.subarray(0, bytes[end - 1] === 0xff ? end + 1 : end);
}

/** Where a scan's compressed data ends: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 2)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/** Which coefficients of a progressive picture are there to the last bit: one that was cut between two scans looks whole. */
class ProgressiveScans {
  /** By component: the bits that are still missing of each coefficient. */
  readonly #missing: Map<number, Uint8Array>;

  /** @param frame what a start of frame says: precision, height, width, count, and three bytes a component. */
  constructor(frame: Uint8Array) {
    const ids = Array.from({ length: frame[5] ?? 0 }, (_, component) => frame[6 + 3 * component] ?? 0);
    this.#missing = new Map(ids.map((id) => [id, new Uint8Array(coefficients).fill(255)]));
  }

  /** @param scan what a start of scan says: count, two bytes a component, first and last coefficient, bit positions. */
  add(scan: Uint8Array): void {
    const count = scan[0] ?? 0;
    const [first = 0, last = 0, bits = 0] = scan.subarray(1 + 2 * count);
    for (let component = 0; component < count; component++)
      this.#missing.get(scan[1 + 2 * component] ?? 0)?.fill(bits & 15, first, last + 1);
  }

  areComplete(): boolean {
    return [...this.#missing.values()].every((bits) => bits.every((missing) => missing === 0));
  }
}
