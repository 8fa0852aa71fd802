/**
 * Films in a HEIF file (ISO/IEC 23008-12), as Motion Photos and image sequences have them, and pictures that belong to
 * the first one, a depth or gain map for example, by the names of what they hold.
 */

/** Boxes of a whole file that hold a film of their own. */
const films = new Set(['moov', 'mpvd']);
/** Transparency is part of the first picture. */
const alpha = /alpha|:auxid:1$/;

export function heifParts(bytes: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Uint8Array[] = [];
  for (let at = 0; at + 8 <= buffer.length;) {
    const type = buffer.toString('latin1', at + 4, at + 8);
    const size = buffer.readUInt32BE(at);
    const length = size === 0 ? buffer.length - at : size === 1 ? Number(buffer.readBigUInt64BE(at + 8)) : size;
    if (length < 8) break;
    const box = buffer.subarray(at, at + length);
    if (films.has(type)) parts.push(box);
    if (type === 'meta') parts.push(...auxiliaries(box));
    at += length;
  }
  return parts;
}

/** What each auxiliary picture is, by the property that says so (`auxC`): each once, in the order of their names. */
function auxiliaries(meta: Buffer): Buffer[] {
  const names = new Set<string>();
  for (let at = meta.indexOf('auxC'); at !== -1; at = meta.indexOf('auxC', at + 4)) {
    const from = at + 8;
    const end = meta.indexOf(0, from);
    const name = meta.toString('latin1', from, end === -1 ? meta.length : end);
    if (name.startsWith('urn:') && !alpha.test(name)) names.add(name);
  }
  return [...names].sort().map((name) => Buffer.from(name));
}
