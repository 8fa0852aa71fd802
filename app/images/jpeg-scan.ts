/** Where the compressed data of a JPEG's scan ends (ITU-T T.81, B.1.1.2). */

/** @param from where the data begins. @returns where the next marker stands that is neither a stuffed byte nor a restart. */
export function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}
