/** The quality at which a JPEG was saved, from its quantisation table. */

const startOfScan = 0xda;
const quantisationTables = 0xdb;

/** The sum of the luminance table of ITU-T T.81, annex K, which libjpeg scales: quality 50. */
const standardSum = 3688;
const entries = 64;

/**
 * @returns 1 to 100 on libjpeg's scale, for other encoders' tables that of a table which is as coarse on average; null
 * where the bytes hold no luminance table.
 */
export function jpegQuality(bytes: Uint8Array): number | null {
  const sum = luminanceSum(bytes);
  if (sum === null) return null;
  const scale = (sum / standardSum) * 100;
  const quality = scale <= 100 ? (200 - scale) / 2 : 5000 / scale;
  return Math.min(100, Math.max(1, Math.round(quality)));
}

/** The sum of table 0, the first one before the picture. */
function luminanceSum(bytes: Uint8Array): number | null {
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
        if (id === 0) return sumOf(bytes, values, isWide);
        table = values + entries * (isWide ? 2 : 1);
      }
    if (end <= at + 2) return null;
    at = end;
  }
  return null;
}

function sumOf(bytes: Uint8Array, from: number, isWide: boolean): number {
  let sum = 0;
  for (let entry = 0; entry < entries; entry++) {
    const at = from + entry * (isWide ? 2 : 1);
    sum += isWide ? ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0) : (bytes[at] ?? 0);
  }
  return sum;
}
