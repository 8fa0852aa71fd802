/**
 * How two photos relate, from their small pixels. Today: whether one is the other, resized or re-encoded: the same
 * framing, the same light, the same colours. Edits and crops will be told apart here as well.
 */
import { align } from './align.ts';
import { sameShape } from './sketch.ts';
import { toStored } from './turn.ts';

/** Side of the small pictures that are compared, in pixels. */
export const smallSide = 128;

/** A photo squeezed to `smallSide` × `smallSide`, three bytes a pixel, upright. */
export interface SmallPhoto {
  pixels: Uint8Array<ArrayBuffer>;
  /** Of the photo itself, as displayed. */
  width: number;
  height: number;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
}

const gridSide = smallSide / 2;

/** What may differ between two encodings of one picture; measured on held-out photos, see docs/MEASURED.md. */
const limits = { gain: 0.03, offset: 3, residual: 4, worst: 18, worstCoarse: 10, chroma: 2, worstChroma: 7 };

/** One view of a photo, as the grids that are compared. */
export interface View {
  luma: Float32Array;
  blue: Float32Array;
  red: Float32Array;
  width: number;
  height: number;
}

/**
 * Whether two photos show the same picture with the same framing, in any of their views: a copy whose orientation tag
 * was lost or changed still counts, since nothing but metadata tells the two apart.
 */
export function isResized(a: readonly View[], b: readonly View[]): boolean {
  return a.some((viewA) => b.some((viewB) => agree(viewA, viewB)));
}

function agree(a: View, b: View): boolean {
  if (!sameShape(a, b)) return false;
  const smaller = Math.min(a.width, a.height, b.width, b.height);
  // A cell must hold a few pixels of the smaller photo (of its coarser colours more), or the cells compare its blur.
  const lumaSide = smaller >= 256 ? 64 : smaller >= 32 ? 32 : 16;
  const chromaSide = smaller >= 112 ? 16 : 4;
  const { displacement, gain, offset, residual, worst } = align(
    pool(a.luma, lumaSide),
    pool(b.luma, lumaSide),
    lumaSide,
  );
  return (
    displacement <= displacementAllowed(smaller) &&
    Math.abs(gain) <= limits.gain &&
    Math.abs(offset) <= limits.offset &&
    residual <= limits.residual &&
    worst <= (lumaSide === gridSide ? limits.worst : limits.worstCoarse) &&
    sameColours(pool(a.blue, chromaSide), pool(b.blue, chromaSide)) &&
    sameColours(pool(a.red, chromaSide), pool(b.red, chromaSide))
  );
}

/**
 * Resamplers disagree by up to half a pixel of the smaller photo; shrinking while decoding adds a thousandth; and a
 * photo that had to be enlarged to be compared lies half a small pixel off.
 */
function displacementAllowed(smaller: number): number {
  return 0.75 / smaller + 0.001 + (smaller < smallSide ? 0.5 / smallSide : 0);
}

function sameColours(a: Float32Array, b: Float32Array): boolean {
  let squares = 0;
  let worst = 0;
  a.forEach((value, at) => {
    const difference = Math.abs(value - (b[at] ?? 0));
    squares += difference ** 2;
    worst = Math.max(worst, difference);
  });
  return Math.sqrt(squares / a.length) <= limits.chroma && worst <= limits.worstChroma;
}

/** A photo as it is displayed, and as it is stored where its orientation tag makes that another view. */
export function viewsOf({ pixels, width, height, orientation }: SmallPhoto): View[] {
  const displayed = { ...grids(pixels), width, height };
  if (orientation === 1) return [displayed];
  const turned = orientation >= 5;
  const stored = grids(toStored(pixels, smallSide, 3, orientation));
  return [displayed, { ...stored, width: turned ? height : width, height: turned ? width : height }];
}

/** 64 × 64 of luminance and of each colour difference (ITU-R BT.601), as means over cells of 2 × 2. */
function grids(pixels: Uint8Array): Pick<View, 'luma' | 'blue' | 'red'> {
  const luma = new Float32Array(gridSide ** 2);
  const blue = new Float32Array(gridSide ** 2);
  const red = new Float32Array(gridSide ** 2);
  for (let y = 0, at = 0; y < smallSide; y++)
    for (let x = 0; x < smallSide; x++, at += 3) {
      const cell = (y >> 1) * gridSide + (x >> 1);
      const r = pixels[at] ?? 0;
      const b = pixels[at + 2] ?? 0;
      const light = 0.299 * r + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * b;
      luma[cell] = (luma[cell] ?? 0) + light / 4;
      blue[cell] = (blue[cell] ?? 0) + (0.564 * (b - light)) / 4;
      red[cell] = (red[cell] ?? 0) + (0.713 * (r - light)) / 4;
    }
  return { luma, blue, red };
}

/** Means over larger cells. */
function pool(grid: Float32Array, side: number): Float32Array {
  const step = gridSide / side;
  if (step === 1) return grid;
  const pooled = new Float32Array(side * side);
  grid.forEach((value, at) => {
    const cell = Math.floor(Math.floor(at / gridSide) / step) * side + Math.floor((at % gridSide) / step);
    pooled[cell] = (pooled[cell] ?? 0) + value / step ** 2;
  });
  return pooled;
}
