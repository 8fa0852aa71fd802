/** How strongly a lossy WebP was compressed: the quantiser in the header of its VP8 frame (RFC 6386). */

/** Bytes before the compressed header of a key frame: the frame tag, the start code and the size. */
const uncompressedHeader = 10;
/** The quantiser of VP8 goes from 0 to this. */
const coarsest = 127;

/**
 * @returns 1 to 100, as coarse as a JPEG of that quality about: VP8's quantiser is 127 at libwebp's quality 0 and 0 at
 * 100. Null for a WebP without loss, and for anything else.
 */
export function webpQuality(bytes: Uint8Array): number | null {
  const frame = vp8Frame(bytes);
  if (frame === null || ((frame[0] ?? 0) & 1) !== 0) return null;
  const header = new BoolDecoder(frame.subarray(uncompressedHeader));
  header.skip(2); // colour space, clamping
  let segmentBase: number | null = null;
  if (header.flag()) {
    const updatesMap = header.flag();
    if (header.flag()) {
      const isAbsolute = header.flag();
      const quantisers = Array.from({ length: 4 }, () => (header.flag() ? header.signed(7) : 0));
      if (isAbsolute) segmentBase = quantisers.reduce((sum, value) => sum + value, 0) / quantisers.length;
      for (let segment = 0; segment < 4; segment++) if (header.flag()) header.skip(7);
    }
    if (updatesMap) for (let tree = 0; tree < 3; tree++) if (header.flag()) header.skip(8);
  }
  header.skip(1 + 6 + 3); // the loop filter's kind, level and sharpness
  if (header.flag() && header.flag()) for (let delta = 0; delta < 8; delta++) if (header.flag()) header.skip(7);
  header.skip(2); // the number of partitions
  const quantiser = segmentBase ?? header.bits(7);
  return Math.max(1, Math.round(100 * (1 - quantiser / coarsest)));
}

/** The bytes of the chunk `VP8 ` of a RIFF container. */
function vp8Frame(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 20 || name(0) !== 'RIFF' || name(8) !== 'WEBP') return null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    if (name(at) === 'VP8 ') return bytes.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size & 1);
  }
  return null;
}

/** Reads bits that are as often 0 as 1 (RFC 6386, section 7). */
class BoolDecoder {
  readonly #bytes: Uint8Array;
  #at = 2;
  #value: number;
  #range = 255;
  #bitCount = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#value = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  }

  flag(): boolean {
    const split = 1 + (((this.#range - 1) * 128) >> 8);
    const isSet = this.#value >= split << 8;
    if (isSet) {
      this.#range -= split;
      this.#value -= split << 8;
    } else this.#range = split;
    while (this.#range < 128) {
      this.#value <<= 1;
      this.#range <<= 1;
      if (++this.#bitCount === 8) {
        this.#bitCount = 0;
        this.#value |= this.#bytes[this.#at++] ?? 0;
      }
    }
    return isSet;
  }

  bits(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit++) value = (value << 1) | Number(this.flag());
    return value;
  }

  signed(count: number): number {
    const value = this.bits(count);
    return this.flag() ? -value : value;
  }

  skip(count: number): void {
    for (let bit = 0; bit < count; bit++) this.flag();
  }
}
