/** Decoded pixels as an uncompressed TIFF, which sharp takes in like any photo, its colour profile included. */
import type { Decoded } from './decoded.ts';

const short = 3;
const long = 4;
const bytesType = 7;

/** Tags of TIFF 6.0, in ascending order; the profile's is of ICC.1:2010, B.4. */
export function asTiff({ data, width, height, channels, profile }: Decoded): Uint8Array<ArrayBuffer> {
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [256, long, 1, width],
    [257, long, 1, height],
    [258, short, channels, 0],
    [259, short, 1, 1],
    [262, short, 1, 2],
    [273, long, 1, 0],
    [277, short, 1, channels],
    [278, long, 1, height],
    [279, long, 1, data.length],
  ];
  // Alpha beside colours that are not multiplied by it.
  if (channels === 4) entries.push([338, short, 1, 2]);
  if (profile !== null) entries.push([34675, bytesType, profile.length, 0]);
  const bitsAt = 8 + 2 + entries.length * 12 + 4;
  const profileAt = bitsAt + 8;
  const dataAt = profileAt + (profile?.length ?? 0) + ((profile?.length ?? 0) & 1);
  const tiff = Buffer.alloc(dataAt + data.length);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(entries.length, 8);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + index * 12;
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    const place = new Map([
      [258, bitsAt],
      [273, dataAt],
      [34675, profileAt],
    ]).get(tag);
    if (type === short && place === undefined) tiff.writeUInt16LE(value, at + 8);
    else tiff.writeUInt32LE(place ?? value, at + 8);
  }
  for (let channel = 0; channel < channels; channel++) tiff.writeUInt16LE(8, bitsAt + channel * 2);
  if (profile !== null) tiff.set(profile, profileAt);
  tiff.set(data, dataAt);
  return tiff;
}
