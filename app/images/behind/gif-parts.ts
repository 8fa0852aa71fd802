/** The frames of a GIF after its first one (GIF89a specification, sections 20 to 26). */

const imageDescriptor = 0x2c;
const extensionIntroducer = 0x21;
const trailer = 0x3b;

export function gifParts(bytes: Uint8Array): Uint8Array[] {
  const tableSize = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + tableSize(bytes[10] ?? 0);
  let images = 0;
  let first = bytes.length;
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === imageDescriptor) {
      images++;
      at = afterBlocks(bytes, at + 11 + tableSize(bytes[at + 9] ?? 0));
      if (images === 1) first = at;
    } else if (block === extensionIntroducer) at = afterBlocks(bytes, at + 2);
    else break;
  }
  return images < 2 ? [] : [bytes.subarray(first, bytes[at] === trailer ? at : bytes.length)];
}

/** Past a row of sub-blocks, each of which begins with its length; one of none ends it. */
function afterBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) at += length + 1;
  return at + 1;
}
