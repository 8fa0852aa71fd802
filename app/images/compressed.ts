/** A digest of what a JPEG decodes from, its metadata left out: equal digests prove equal pixels without decoding any. */
import { createHash } from 'node:crypto';

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const comment = 0xfe;
/** Colour profile and Adobe's colour transform: they change what the pixels mean. */
const profile = 0xe2;
const adobe = 0xee;

/**
 * @returns SHA-256 over the markers that matter for the pixels as stored, in their order (ITU-T T.81, annex B); null when
 * the bytes are no JPEG that this understands.
 */
export function compressedDigest(bytes: Uint8Array): string | null {
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) return null;
  const digest = createHash('sha256');
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    if (marker === endOfImage) return digest.digest('hex');
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (marker === startOfScan) end = endOfScan(bytes, end);
    if (!isMetadata(marker)) digest.update(bytes.subarray(at, end));
    at = end;
  }
}

function isMetadata(marker: number): boolean {
  return marker === comment || (marker >= 0xe0 && marker <= 0xef && marker !== profile && marker !== adobe);
}

/** Where a scan's compressed data ends: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 2)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}
