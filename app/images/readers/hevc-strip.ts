/**
 * The uppermost rows of a HEIC picture that is one HEVC frame, without decoding the rest: the frame is decoded from the
 * first part of its bytes. HEVC codes a frame row by row of blocks (ITU-T H.265, 6.5.1), so its top is there by then.
 */
import libheif from 'libheif-js/wasm-bundle.js';
import type { Part } from './decoded.ts';
import type { Scope } from './libheif-scope.ts';

/** This share of the frame's bytes is decoded for this share of its rows: few tops are so busy that it is not enough. */
const bytesShare = 0.12;
const rowsShare = 0.03;
/** Less its edge, where a thumbnail's first row may be the picture's very first line. */
const edgeShare = 0.006;
/** A file's boxes lie within so many bytes from its start, where programs put them. */
const headers = 64 * 1024;
/** libde265 answers more often than this only where it makes no way. */
const mostSteps = 10_000;

/**
 * @param side the width of the picture that it is to be held against, in pixels.
 * @returns one part; none where the picture is no single frame, is turned, or has a form that this does not understand.
 */
export function topStrip(
  scope: Scope,
  context: number,
  main: number,
  { bytes, side }: { bytes: Uint8Array; side: number },
): Part[] {
  const slices = slicesOf(dataOf(scope, context, libheif._heif_image_handle_get_item_id(main)));
  // Several slices: the first ones hold the top as well, but how much of it is not known.
  const [slice] = slices;
  if (slice === undefined || slices.length > 1) return [];
  const start = slice.slice(0, Math.ceil(slice.length * bytesShare));
  // The file's pictures have a record each; that of the main picture gives a frame of its size.
  for (const record of configurations(bytes)) {
    const picture = decodeStart(scope, record, start);
    const strip = picture === 0 ? null : stripOf(scope, main, picture, side);
    if (strip !== null) return [strip];
  }
  return [];
}

function decodeStart(scope: Scope, configuration: Uint8Array, start: Uint8Array): number {
  const decoder = libheif._de265_new_decoder();
  scope.onEnd(() => {
    libheif._de265_free_decoder(decoder);
  });
  for (const nal of [...parameterSets(configuration), start])
    libheif._de265_push_NAL(decoder, scope.copy(nal), nal.length, 0, 0, 0);
  libheif._de265_flush_data(decoder);
  const more = scope.allocate(4);
  for (let step = 0; step < mostSteps; step++)
    if (libheif._de265_decode(decoder, more) !== 0 || libheif.HEAPU32[more >> 2] === 0) break;
  return libheif._de265_get_next_picture(decoder);
}

function stripOf(scope: Scope, main: number, picture: number, side: number): Part | null {
  const [width, height] = [libheif._de265_get_image_width(picture, 0), libheif._de265_get_image_height(picture, 0)];
  const isTurned =
    width !== libheif._heif_image_handle_get_width(main) || height !== libheif._heif_image_handle_get_height(main);
  if (isTurned || libheif._de265_get_bits_per_pixel(picture, 0) !== 8) return null;
  const edge = Math.ceil(height * edgeShare);
  const rows = Math.max(8, Math.floor(height * rowsShare) - edge);
  const planes = [0, 1, 2].map((plane) => {
    const strideAt = scope.allocate(4);
    const start = libheif._de265_get_image_plane(picture, plane, strideAt);
    const planeWidth = libheif._de265_get_image_width(picture, plane);
    const planeHeight = libheif._de265_get_image_height(picture, plane);
    return { start, stride: libheif.HEAPU32[strideAt >> 2] ?? 0, x: planeWidth / width, y: planeHeight / height };
  });
  const [luma, blue, red] = planes;
  if (luma === undefined || blue === undefined || red === undefined || blue.start === 0) return null;
  const step = Math.max(1, Math.floor(width / side / 2));
  const [wide, high] = [Math.floor(width / step), Math.max(1, Math.floor(rows / step))];
  const data = new Uint8Array(wide * high * 3);
  const heap = libheif.HEAPU8;
  for (let row = 0, into = 0; row < high; row++)
    for (let column = 0; column < wide; column++, into += 3) {
      const [x, y] = [column * step, edge + row * step];
      const at = ({ start, stride, x: shareX, y: shareY }: typeof luma) =>
        heap[start + Math.floor(y * shareY) * stride + Math.floor(x * shareX)] ?? 0;
      // Full-range BT.601, as nearly every HEIC has it; another matrix differs by less than what is looked for.
      const [light, cb, cr] = [at(luma), at(blue) - 128, at(red) - 128];
      data[into] = clamp(light + 1.402 * cr);
      data[into + 1] = clamp(light - 0.344 * cb - 0.714 * cr);
      data[into + 2] = clamp(light + 1.772 * cb);
    }
  return {
    pixels: { data, width: wide, height: high, channels: 3 },
    left: 0,
    top: edge / height,
    right: 1,
    bottom: (edge + high * step) / height,
  };
}

function clamp(level: number): number {
  return Math.min(255, Math.max(0, Math.round(level)));
}

/** The first few HEVC configuration records of a file, without their boxes' heads. */
function* configurations(bytes: Uint8Array): Generator<Uint8Array> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headers));
  for (let at = file.indexOf('hvcC'), found = 0; at >= 4 && found < 4; at = file.indexOf('hvcC', at + 4), found++)
    yield file.subarray(at + 4, at - 4 + file.readUInt32BE(at - 4));
}

function dataOf(scope: Scope, context: number, item: number): Uint8Array {
  const [compression, sizeAt] = [scope.allocate(4), scope.allocate(8)];
  const data = scope.result((error, out) => {
    libheif._heif_item_get_item_data(error, context, item, compression, out, sizeAt);
  });
  if (data === 0) return new Uint8Array();
  scope.onEnd(() => {
    libheif._free(data);
  });
  return libheif.HEAPU8.slice(data, data + (libheif.HEAPU32[sizeAt >> 2] ?? 0));
}

/** The parameter sets of an HEVC configuration record (ISO/IEC 14496-15, 8.3.2.1). */
function* parameterSets(record: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(record.buffer, record.byteOffset, record.length);
  let at = 23;
  for (let array = record[22] ?? 0; array > 0 && at + 3 <= record.length; array--) {
    const count = view.getUint16(at + 1);
    at += 3;
    for (let nal = 0; nal < count && at + 2 <= record.length; nal++) {
      const size = view.getUint16(at);
      yield record.subarray(at + 2, at + 2 + size);
      at += 2 + size;
    }
  }
}

/** The coded slices of a frame, each behind its length in four bytes. */
function slicesOf(frame: Uint8Array): Uint8Array[] {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  const slices = [];
  for (let at = 0; at + 6 <= frame.length;) {
    const size = view.getUint32(at);
    const nal = frame.subarray(at + 4, at + 4 + size);
    // Types below 32 are slices; parameter sets and messages lie above.
    if ((nal[0] ?? 0) >> 1 < 32) slices.push(nal);
    at += 4 + size;
  }
  return slices;
}
