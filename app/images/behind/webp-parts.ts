/** The frames of an animated WebP (RFC 9649, 2.7.1.1) after its first one. */

export function webpParts(bytes: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const frames: Uint8Array[] = [];
  for (let at = 12; at + 8 <= buffer.length;) {
    const length = buffer.readUInt32LE(at + 4);
    if (buffer.toString('latin1', at, at + 4) === 'ANMF') frames.push(buffer.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length % 2);
  }
  return frames.length < 2 ? [] : [Buffer.concat(frames.slice(1))];
}
