/**
 * HEIC and HEIF by libheif: the embedded thumbnail where it is large enough and agrees with the main picture, the whole
 * picture otherwise. The container's turns, mirrors and crops (`irot`, `imir`, `clap`) are applied by libheif; an EXIF
 * orientation beside them says the same once more, and is not asked (ISO/IEC 23008-12, 6.5.10).
 */
import libheif from 'libheif-js/wasm-bundle.js';
import { topStrip } from './hevc-strip.ts';
import { DecoderProblem, reduce, reduction, type Decoded, type Part } from './decoded.ts';
import { Scope } from './libheif-scope.ts';
import { profileOf } from './nclx.ts';
import { straightened } from './thumbnail-shift.ts';

const colourspaceRgb = 1;
const interleavedRgb = 10;
const interleavedRgba = 11;
const interleavedChannel = 10;
/** Above this many pixels a picture, its planes and its copy take more than 1 GB while it is decoded. */
const largestWhole = 100_000_000;
/** Mean levels by which a thumbnail may differ from the picture: both are lossy. */
const agreement = 14;

/**
 * @param side longest side that is needed, in pixels; null for the whole picture.
 * @throws DecoderProblem for a picture that is too large, Error for one that is damaged.
 */
export function decodeHeic(bytes: Uint8Array, side: number | null): Decoded {
  const scope = new Scope();
  try {
    const file = scope.copy(bytes);
    const context = libheif._heif_context_alloc();
    scope.onEnd(() => {
      libheif._heif_context_free(context);
    });
    scope.check((error) => {
      libheif._heif_context_read_from_memory_without_copy(error, context, file, bytes.length, 0);
    });
    const main = scope.handle((error, out) => {
      libheif._heif_context_get_primary_image_handle(error, context, out);
    });
    const small = side === null ? null : thumbnailOf(scope, bytes, context, main, side);
    const picture = small ?? whole(scope, main, side);
    const [width, height] = sizeOf(main);
    return { ...picture, profile: profileOf(scope, main), pixelsDecoded: small === null ? width * height : 0 };
  } finally {
    scope.end();
  }
}

type Pixels = Omit<Decoded, 'profile' | 'pixelsDecoded'>;

function whole(scope: Scope, handle: number, side: number | null): Pixels {
  const [width, height] = sizeOf(handle);
  if (width * height > largestWhole)
    throw new DecoderProblem(
      `has ${Math.round((width * height) / 1e6)} megapixels, too many for a HEIC photo to be decoded`,
    );
  return decodeImage(scope, handle, side === null ? 1 : reduction(width, height, side));
}

function decodeImage(scope: Scope, handle: number, factor: number): Pixels {
  const hasAlpha = libheif._heif_image_handle_has_alpha_channel(handle) === 1;
  const image = scope.result((error, out) => {
    libheif._heif_decode_image(error, handle, out, colourspaceRgb, hasAlpha ? interleavedRgba : interleavedRgb, 0);
  });
  return pixelsOf(scope, image, hasAlpha ? 4 : 3, factor);
}

/** Takes the pixels, and releases the image. */
function pixelsOf(scope: Scope, image: number, channels: 3 | 4, factor: number): Pixels {
  const width = libheif._heif_image_get_width(image, interleavedChannel);
  const height = libheif._heif_image_get_height(image, interleavedChannel);
  const strideAt = scope.allocate(4);
  const plane = libheif._heif_image_get_plane_readonly(image, interleavedChannel, strideAt);
  const stride = libheif.HEAPU32[strideAt >> 2] ?? 0;
  const source = libheif.HEAPU8.subarray(plane, plane + stride * height);
  const pixels = reduce(source, stride, { width, height, channels }, factor);
  libheif._heif_image_release(image);
  return pixels;
}

/** The smallest thumbnail that is large enough and shows what the picture shows; null when there is none. */
function thumbnailOf(scope: Scope, bytes: Uint8Array, context: number, main: number, side: number): Pixels | null {
  const count = Math.min(libheif._heif_image_handle_get_number_of_thumbnails(main), 8);
  const ids = scope.allocate(4 * 8);
  libheif._heif_image_handle_get_list_of_thumbnail_IDs(main, ids, count);
  const [width, height] = sizeOf(main);
  const fitting = [];
  for (let index = 0; index < count; index++) {
    const id = libheif.HEAPU32[(ids >> 2) + index] ?? 0;
    const handle = scope.handle((error, out) => {
      libheif._heif_image_handle_get_thumbnail(error, main, id, out);
    });
    const [wide, high] = sizeOf(handle);
    // A thumbnail's sides are rounded to whole pixels, some programs' to even ones.
    const isSameShape = Math.abs(wide - (width * high) / height) <= 2 + 0.01 * wide;
    if (isSameShape && Math.max(wide, high) >= Math.min(side, Math.max(width, height)))
      fitting.push({ handle, wide, high });
  }
  fitting.sort((a, b) => a.wide - b.wide);
  for (const { handle, wide, high } of fitting) {
    const thumbnail = decodeImage(scope, handle, reduction(wide, high, side));
    const parts = tiles(scope, main, wide) ?? topStrip(scope, context, main, { bytes, side: wide });
    // Programs that edit a picture may forget its thumbnail.
    const agrees = parts.length > 0 && parts.every((part) => differenceFrom(thumbnail, part) <= agreement);
    if (agrees) return straightened(thumbnail, parts);
  }
  return null;
}

/** Two tiles of a picture that is a grid of many, about as coarse as its thumbnail; null for any other. */
function tiles(scope: Scope, main: number, thumbnailWidth: number): Part[] | null {
  const tiling = scope.allocate(64);
  scope.check((error) => {
    libheif._heif_image_handle_get_image_tiling(error, main, 1, tiling);
  });
  const [, columns = 0, rows = 0, wide = 0, high = 0, width = 0, height = 0, topOffset = 0, leftOffset = 0] =
    libheif.HEAPU32.subarray(tiling >> 2, (tiling >> 2) + 9);
  if (columns < 3 || rows < 3) return null;
  // libheif gives how much of a first tile is seen where a turn has put the grid's excess first; 0 where all of it is.
  const [hiddenLeft, hiddenTop] = [(wide - leftOffset) % wide, (high - topOffset) % high];
  return [0.5, 0.25].map((share) => {
    const [x, y] = [Math.floor(columns * share), Math.floor(rows * share)];
    const image = scope.result((error, out) => {
      libheif._heif_image_handle_decode_image_tile(error, main, out, colourspaceRgb, interleavedRgb, 0, x, y);
    });
    const [left, top] = [x * wide - (leftOffset === 0 ? 0 : hiddenLeft), y * high - (topOffset === 0 ? 0 : hiddenTop)];
    const pixels = pixelsOf(scope, image, 3, Math.max(1, Math.round(width / thumbnailWidth)));
    return {
      pixels,
      left: left / width,
      top: top / height,
      right: (left + wide) / width,
      bottom: (top + high) / height,
    };
  });
}

/** Mean difference of levels between a part and what a thumbnail shows in its place, over at most 6 × 6 cells. */
function differenceFrom(thumbnail: Pixels, part: Part): number {
  // Cells of two pixels or more: where a thumbnail's pixels begin is not known to the pixel.
  const cellsIn = (pixels: number) => Math.min(6, Math.max(1, Math.floor(pixels / 2)));
  const rows = cellsIn((part.bottom - part.top) * thumbnail.height);
  const columns = cellsIn((part.right - part.left) * thumbnail.width);
  let sum = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const share = (from: number, to: number, cell: number) => from + (to - from) * cell;
      const there = meanOf(
        thumbnail,
        share(part.left, part.right, column / columns),
        share(part.top, part.bottom, row / rows),
        share(part.left, part.right, (column + 1) / columns),
        share(part.top, part.bottom, (row + 1) / rows),
      );
      const here = meanOf(part.pixels, column / columns, row / rows, (column + 1) / columns, (row + 1) / rows);
      for (let channel = 0; channel < 3; channel++) sum += Math.abs((there[channel] ?? 0) - (here[channel] ?? 0));
    }
  return sum / (3 * rows * columns);
}

/** Mean colour inside a rectangle, its sides as shares of the picture's. At least one pixel is looked at. */
function meanOf({ data, width, height, channels }: Pixels, left: number, top: number, right: number, bottom: number) {
  const [x0, y0] = [Math.min(Math.floor(left * width), width - 1), Math.min(Math.floor(top * height), height - 1)];
  const x1 = Math.min(width, Math.max(x0 + 1, Math.floor(right * width)));
  const y1 = Math.min(height, Math.max(y0 + 1, Math.floor(bottom * height)));
  const sums = [0, 0, 0];
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++)
      for (let channel = 0; channel < 3; channel++)
        sums[channel] = (sums[channel] ?? 0) + (data[(y * width + x) * channels + channel] ?? 0);
  return sums.map((sum) => sum / ((x1 - x0) * (y1 - y0)));
}

function sizeOf(handle: number): [width: number, height: number] {
  return [libheif._heif_image_handle_get_width(handle), libheif._heif_image_handle_get_height(handle)];
}
