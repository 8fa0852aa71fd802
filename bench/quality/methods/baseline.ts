/** What other programs go by, for comparison: a print of a photo's pixels, and a distance between prints. */
import { resize, type Picture } from '../../../app/images/decode.ts';

export interface Baseline {
  name: string;
  print: (photo: Picture) => Promise<Uint8Array>;
  /** 0 is the same; the scale is the method's own. */
  distance: (a: Uint8Array, b: Uint8Array) => number;
}

/** Luminance (ITU-R BT.601, 0 to 255) of a photo squeezed to this size, row by row. */
export async function luminance(photo: Picture, width: number, height: number): Promise<Float64Array> {
  const { data } = await resize(photo, width, height);
  return Float64Array.from(
    { length: width * height },
    (_, at) => 0.299 * (data[at * 3] ?? 0) + 0.587 * (data[at * 3 + 1] ?? 0) + 0.114 * (data[at * 3 + 2] ?? 0),
  );
}

/** Eight bits a byte. */
export function packBits(bits: readonly boolean[]): Uint8Array {
  const packed = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => {
    if (bit) packed[at >> 3] = (packed[at >> 3] ?? 0) | (1 << (at & 7));
  });
  return packed;
}

const onesOf = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** How many bits differ (Hamming). */
export function bitsThatDiffer(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < a.length; at++) count += onesOf[(a[at] ?? 0) ^ (b[at] ?? 0)] ?? 0;
  return count;
}
