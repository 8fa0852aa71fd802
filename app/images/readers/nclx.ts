/**
 * Colour profiles of HEIC pictures: the ICC profile that a file has, or one made for what its code points say
 * (`nclx`, ITU-T H.273), so that wide gamuts and HDR come to sRGB like any other profile.
 */
import libheif from 'libheif-js/wasm-bundle.js';
import type { Scope } from './libheif-scope.ts';

/** Red, green and blue as XYZ under D50, as ICC profiles have them (Bradford-adapted). */
type Colorants = readonly [number[], number[], number[]];
const srgb: Colorants = [
  [0.4361, 0.2225, 0.0139],
  [0.3851, 0.7169, 0.0971],
  [0.1431, 0.0606, 0.7141],
];
const displayP3: Colorants = [
  [0.5151, 0.2412, -0.0011],
  [0.2919, 0.6922, 0.0419],
  [0.1572, 0.0666, 0.7841],
];
const bt2020: Colorants = [
  [0.6734, 0.279, -0.0019],
  [0.1656, 0.6753, 0.0299],
  [0.1251, 0.0457, 0.7968],
];
const colorantsOf = new Map([
  [9, bt2020],
  [11, displayP3],
  [12, displayP3],
]);
const pq = 16;
const hlg = 18;

/** @returns null for sRGB, which is also what a picture without a word about its colours has. */
export function profileOf(scope: Scope, handle: number): Uint8Array | null {
  const size = libheif._heif_image_handle_get_raw_color_profile_size(handle);
  if (size > 0) {
    const profile = scope.allocate(size);
    scope.check((error) => {
      libheif._heif_image_handle_get_raw_color_profile(error, handle, profile);
    });
    return libheif.HEAPU8.slice(profile, profile + size);
  }
  try {
    const nclx = scope.result((error, out) => {
      libheif._heif_image_handle_get_nclx_color_profile(error, handle, out);
    });
    const [, primaries = 2, transfer = 2] = libheif.HEAPU32.subarray(nclx >> 2, (nclx >> 2) + 3);
    libheif._heif_nclx_color_profile_free(nclx);
    return makeProfile(primaries, transfer);
  } catch {
    return null; // it has none
  }
}

/** @param primaries, @param transfer code points of ITU-T H.273. @returns an ICC profile; null for sRGB and its like. */
export function makeProfile(primaries: number, transfer: number): Uint8Array | null {
  const colorants = colorantsOf.get(primaries);
  if (colorants === undefined && transfer !== pq && transfer !== hlg) return null;
  const linear = transfer === pq ? fromPq : transfer === hlg ? fromHlg : fromSrgb;
  return encodeProfile(colorants ?? srgb, linear);
}

function fromSrgb(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** SMPTE ST 2084; reference white lies at 203 cd/m² (ITU-R BT.2408). */
function fromPq(value: number): number {
  const power = value ** (1 / 78.84375);
  const light = (Math.max(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125);
  return shoulder((light * 10_000) / 203);
}

/** ITU-R BT.2100; reference white lies at 75 % of the signal. */
function fromHlg(value: number): number {
  const scene = (signal: number) =>
    signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  return shoulder((scene(value) / scene(0.75)) ** 1.2);
}

/** What is brighter than reference white is pressed into the last quarter, as exports do. */
function shoulder(light: number): number {
  return light <= 0.75 ? light : 1 - 0.25 * Math.exp((0.75 - light) / 0.5);
}

/** A matrix profile with one curve for all channels (ICC.1:2010, 8.3.3). */
function encodeProfile(colorants: Colorants, linear: (value: number) => number): Uint8Array {
  const entries = 1024;
  const curve = Buffer.alloc(12 + entries * 2);
  curve.write('curv', 0, 'latin1');
  curve.writeUInt32BE(entries, 8);
  for (let entry = 0; entry < entries; entry++)
    curve.writeUInt16BE(Math.round(Math.min(1, Math.max(0, linear(entry / (entries - 1)))) * 65535), 12 + entry * 2);
  const xyz = (values: readonly number[]) => {
    const block = Buffer.alloc(20);
    block.write('XYZ ', 0, 'latin1');
    for (const [index, value] of values.entries()) block.writeInt32BE(Math.round(value * 65536), 8 + index * 4);
    return block;
  };
  const text = Buffer.from('desc\0\0\0\0\0\0\0\x05made\0'.padEnd(104, '\0'), 'latin1');
  const copyright = Buffer.from('text\0\0\0\0none\0\0\0\0', 'latin1');
  const blocks: [string, Buffer][] = [
    ['desc', text],
    ['cprt', copyright],
    ['wtpt', xyz([0.9642, 1, 0.8249])],
    ['rXYZ', xyz(colorants[0])],
    ['gXYZ', xyz(colorants[1])],
    ['bXYZ', xyz(colorants[2])],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = Buffer.alloc(4 + blocks.length * 12);
  table.writeUInt32BE(blocks.length, 0);
  const placed = new Map<Buffer, number>();
  const data: Buffer[] = [];
  let end = 128 + table.length;
  for (const [index, [tag, block]] of blocks.entries()) {
    let at = placed.get(block);
    if (at === undefined) {
      at = end;
      placed.set(block, at);
      data.push(block);
      end += block.length;
    }
    table.write(tag, 4 + index * 12, 'latin1');
    table.writeUInt32BE(at, 8 + index * 12);
    table.writeUInt32BE(block.length, 12 + index * 12);
  }
  const header = Buffer.alloc(128);
  header.writeUInt32BE(end, 0);
  header.writeUInt32BE(0x02400000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  for (const [index, value] of [0.9642, 1, 0.8249].entries())
    header.writeInt32BE(Math.round(value * 65536), 68 + index * 4);
  return Buffer.concat([header, table, ...data]);
}

export function srgbProfile(): Uint8Array {
  return encodeProfile(srgb, fromSrgb);
}
