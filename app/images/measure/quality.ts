/** The quality at which a JPEG was saved, and the steps to which it was rounded, from its quantisation table. */

const startOfScan = 0xda;
const quantisationTables = 0xdb;

/** The sum of the luminance table of ITU-T T.81, annex K, which libjpeg scales: quality 50. */
const standardSum = 3688;
const entries = 64;

/** The standard luminance table itself, row by row. */
// prettier-ignore
export const standardSteps: readonly number[] = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
  14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
  49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

/** The order in which a table is stored: the places of its entries, along the diagonals. */
// prettier-ignore
const zigzag: readonly number[] = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55,
  62, 63,
];

/**
 * @returns 1 to 100 on libjpeg's scale, for other encoders' tables that of a table which is as coarse on average; null
 * where the bytes hold no luminance table.
 */
export function jpegQuality(bytes: Uint8Array): number | null {
  const steps = luminanceSteps(bytes);
  if (steps === null) return null;
  const scale = (steps.reduce((sum, step) => sum + step, 0) / standardSum) * 100;
  const quality = scale <= 100 ? (200 - scale) / 2 : 5000 / scale;
  return Math.min(100, Math.max(1, Math.round(quality)));
}

/** What the standard table is multiplied with for a quality from 1 to 100. */
export function qualityScale(quality: number): number {
  return quality < 50 ? 50 / quality : (200 - 2 * quality) / 100;
}

/**
 * The steps to which a JPEG's luminance was rounded: table 0, the first one before the picture.
 * @returns 64 steps, row by row (frequency across, then down); null where the bytes hold none.
 */
export function luminanceSteps(bytes: Uint8Array): Uint16Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  let at = 2;
  while (bytes[at] === 0xff && bytes[at + 1] !== startOfScan) {
    if (bytes[at + 1] === 0xff) {
      at++; // a fill byte
      continue;
    }
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    if (bytes[at + 1] === quantisationTables)
      for (let table = at + 4; table < end;) {
        const [isWide, id] = [(bytes[table] ?? 0) >> 4 === 1, (bytes[table] ?? 0) & 15];
        const values = table + 1;
        if (id === 0) return stepsAt(bytes, values, isWide);
        table = values + entries * (isWide ? 2 : 1);
      }
    if (end <= at + 2) return null;
    at = end;
  }
  return null;
}

function stepsAt(bytes: Uint8Array, from: number, isWide: boolean): Uint16Array {
  const steps = new Uint16Array(entries);
  zigzag.forEach((place, entry) => {
    const at = from + entry * (isWide ? 2 : 1);
    steps[place] = isWide ? ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0) : (bytes[at] ?? 0);
  });
  return steps;
}
