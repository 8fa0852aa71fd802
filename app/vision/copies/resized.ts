/**
 * Whether one photo is the other, resized or re-encoded: the same framing, the same light, the same colours, by their
 * small pixels.
 */
import { align, type Alignment } from './align.ts';
import { gridSide, pool } from './grid.ts';
import { saturationOf } from '../verify/saturation.ts';
import { sameShape } from './sketch.ts';
import { toStored } from '../encoder/stored-view.ts';

/** Side of the small pictures that are compared, in pixels. */
export const smallSide = 2 * gridSide;

/** A photo squeezed to `smallSide` × `smallSide`, three bytes a pixel, upright. */
export interface SmallPhoto {
  pixels: Uint8Array<ArrayBuffer>;
  /** Of the photo itself, as displayed. */
  width: number;
  height: number;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
}

/** What may differ between two encodings of one picture; measured on held-out photos, see docs/MEASURED.md. */
const limits = { gain: 0.03, offset: 3, residual: 4, worst: 18, worstCoarse: 10, chroma: 2, worstChroma: 7 };

/** What may differ in the same frame of the same picture, once that is known: a strong compression, or a stretch. */
const knownLimits = { gain: 0.035, offset: 3, residual: 5.5, worst: 18, worstCoarse: 14, chroma: 5, worstChroma: 17 };
/** Colours may be weaker or stronger by this much (a logarithm), … */
const saturationAllowed = 0.15;
/** … or more, where a compression that drops weak colours has left its mark in the light as well: levels. */
const compressed = 2.5;

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
  // Colours differ in most pairs, and are compared at a fraction of what the light takes.
  const { chroma, worstChroma } = compareColours(a, b);
  return chroma <= limits.chroma && worstChroma <= limits.worstChroma && within(limits, compareLight(a, b));
}

/** Whether two photos that show the same frame of the same picture differ by size, shape and compression only. */
export function isReencoded(difference: LightDifference): boolean {
  return (
    within(knownLimits, { ...difference, displacementAllowed: 0.02 }) &&
    (Math.abs(Math.log(difference.saturation)) <= saturationAllowed || difference.residual >= compressed)
  );
}

/** How the light and the colours of two photos differ once they are aligned. */
export interface LightDifference extends Alignment {
  /** What of `displacement` resampling explains. */
  displacementAllowed: number;
  /** Whether cells were so small that one may stand out. */
  isFine: boolean;
  /** Differences of colour, in levels: root of the mean square, and in the worst cell. */
  chroma: number;
  worstChroma: number;
  /** Saturation of `b` as a multiple of that of `a`; 1 where there are no colours to tell. */
  saturation: number;
}

function smallestSide(a: View, b: View): number {
  return Math.min(a.width, a.height, b.width, b.height);
}

function compareColours(a: View, b: View): Pick<LightDifference, 'chroma' | 'worstChroma'> {
  const chromaSide = smallestSide(a, b) >= 112 ? 16 : 4;
  const blue = colourDifference(pool(a.blue, chromaSide), pool(b.blue, chromaSide));
  const red = colourDifference(pool(a.red, chromaSide), pool(b.red, chromaSide));
  return { chroma: Math.max(blue.mean, red.mean), worstChroma: Math.max(blue.worst, red.worst) };
}

export function compareLight(a: View, b: View): LightDifference {
  const smaller = smallestSide(a, b);
  // A cell must hold a few pixels of the smaller photo (of its coarser colours more), or the cells compare its blur.
  const lumaSide = smaller >= 256 ? 64 : smaller >= 32 ? 32 : 16;
  return {
    ...align(pool(a.luma, lumaSide), pool(b.luma, lumaSide), lumaSide),
    displacementAllowed: displacementAllowed(smaller),
    isFine: lumaSide === gridSide,
    ...compareColours(a, b),
    saturation: saturationOf(b) / saturationOf(a),
  };
}

function within(allowed: typeof limits, difference: LightDifference): boolean {
  return (
    difference.displacement <= difference.displacementAllowed &&
    Math.abs(difference.gain) <= allowed.gain &&
    Math.abs(difference.offset) <= allowed.offset &&
    difference.residual <= allowed.residual &&
    difference.worst <= (difference.isFine ? allowed.worst : allowed.worstCoarse) &&
    difference.chroma <= allowed.chroma &&
    difference.worstChroma <= allowed.worstChroma
  );
}

/**
 * Resamplers disagree by up to half a pixel of the smaller photo; shrinking while decoding adds a thousandth; and a
 * photo that had to be enlarged to be compared lies half a small pixel off.
 */
function displacementAllowed(smaller: number): number {
  return 0.75 / smaller + 0.001 + (smaller < smallSide ? 0.5 / smallSide : 0);
}

function colourDifference(a: Float32Array, b: Float32Array): { mean: number; worst: number } {
  let squares = 0;
  let worst = 0;
  a.forEach((value, at) => {
    const difference = Math.abs(value - b[at]);
    squares += difference ** 2;
    worst = Math.max(worst, difference);
  });
  return { mean: Math.sqrt(squares / a.length), worst };
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
      const r = pixels[at];
      const b = pixels[at + 2];
      const light = 0.299 * r + 0.587 * pixels[at + 1] + 0.114 * b;
      luma[cell] += light / 4;
      blue[cell] += (0.564 * (b - light)) / 4;
      red[cell] += (0.713 * (r - light)) / 4;
    }
  return { luma, blue, red };
}
