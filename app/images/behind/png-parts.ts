/** The frames of an animated PNG (PNG third edition, 11.3.6) after its first picture, and what follows its end. */
import { withoutPadding } from './padding.ts';

const fewest = 64;

export function pngParts(bytes: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const frames: Uint8Array[] = [];
  let isDrawn = false;
  for (let at = 8; at + 12 <= buffer.length;) {
    const [length, type] = [buffer.readUInt32BE(at), buffer.toString('latin1', at + 4, at + 8)];
    const end = at + 12 + length;
    if (type === 'IDAT') isDrawn = true;
    // Frame data, less its number; and of later frames how they are laid on the ones before.
    if (type === 'fdAT') frames.push(buffer.subarray(at + 12, end - 4));
    else if (type === 'fcTL' && isDrawn) frames.push(buffer.subarray(at + 12, end - 4));
    if (type === 'IEND') {
      const behind = withoutPadding(buffer.subarray(end));
      const parts = frames.length === 0 ? [] : [Buffer.concat(frames)];
      return behind.length >= fewest ? [...parts, behind] : parts;
    }
    at = end;
  }
  return frames.length === 0 ? [] : [Buffer.concat(frames)];
}
