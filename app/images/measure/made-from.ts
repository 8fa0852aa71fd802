/**
 * Which of two files with the same frame was made from the other: a JPEG's coefficients were rounded to its steps. Seen
 * from the picture that it was made from, what it lost is spread evenly over half a step to either side; seen from the
 * one that was made of it, what that one lost is bunched, or spread far over the steps.
 */
import { blockCosine, lowFrequencies } from './block-cosine.ts';
import { predictLight } from './predicted-light.ts';

export interface FramePixels {
  /** 8-bit RGB as stored, row by row. */
  data: Uint8Array;
  width: number;
  height: number;
  /** Steps of its luminance, row by row; null for what is no JPEG. */
  steps: Uint16Array | null;
}

/** The eight ways to lay a square on itself: mirrored left to right first, then turned clockwise by quarters. */
export interface Lay {
  mirrored: boolean;
  quarters: number;
}

/** Coefficients below this share of a step were nought, and say nothing. */
const leastStep = 0.6;
/** Coefficients that must be there, and how many of the blocks, the best explained, have a say. */
const enough = 120;
const used = 0.6;
/** How much better rounding must explain the one than the other: a log-likelihood a coefficient. */
const clear = 0.04;
/** Spread, as a multiple of what rounding leaves, up to which a file is explained by it, and above which it is not. */
const explained = 1.6;
const unexplained = 4;
/** At most this much of the middle is looked at, a side. */
const middle = 1024;

/** @param lay lays `a` on `b`. @returns the one that was made from the other; null where it cannot be told. */
export function madeFrom(a: FramePixels, b: FramePixels, lay: Lay): 'a' | 'b' | null {
  const ofB = rounding(laid(a, lay), b);
  const ofA = rounding(laid(b, inverse(lay)), a);
  if (ofA === null || ofB === null) return null;
  if (ofB.spread < explained && ofA.spread > unexplained) return 'b';
  if (ofA.spread < explained && ofB.spread > unexplained) return 'a';
  const difference = ofB.likelihood - ofA.likelihood;
  return Math.abs(difference) < clear ? null : difference > 0 ? 'b' : 'a';
}

function inverse({ mirrored, quarters }: Lay): Lay {
  return { mirrored, quarters: mirrored ? quarters : (4 - quarters) % 4 };
}

/** The pixels of a picture as they lie on another one. */
function laid({ data, width, height }: FramePixels, { mirrored, quarters }: Lay) {
  const isTurned = quarters % 2 === 1;
  const [across, down] = isTurned ? [height, width] : [width, height];
  return {
    data,
    width: across,
    height: down,
    /** Where the pixel lies in the picture's own rows. */
    at: (x: number, y: number): number => {
      const turned =
        quarters === 0
          ? { x, y }
          : quarters === 1
            ? { x: y, y: across - 1 - x }
            : quarters === 2
              ? { x: across - 1 - x, y: down - 1 - y }
              : { x: down - 1 - y, y: x };
      return turned.y * width + (mirrored ? width - 1 - turned.x : turned.x);
    },
  };
}

/** How well the rounding of `file` explains what tells it from the picture that lies on it. */
function rounding(other: ReturnType<typeof laid>, file: FramePixels): { spread: number; likelihood: number } | null {
  const { steps } = file;
  if (steps === null || other.width !== file.width || other.height !== file.height) return null;
  const [width, height] = [file.width, file.height].map((side) => Math.min(middle, side)) as [number, number];
  const [left, top] = [(file.width - width) >> 4, (file.height - height) >> 4].map((place) => place * 8) as [
    number,
    number,
  ];
  const seen = { data: new Uint8Array(width * height * 3), light: new Float32Array(width * height) };
  const shown = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const own = ((top + y) * file.width + left + x) * 3;
      const theirs = other.at(left + x, top + y) * 3;
      for (let channel = 0; channel < 3; channel++) {
        seen.data[at * 3 + channel] = file.data[own + channel] ?? 0;
        shown[at * 3 + channel] = other.data[theirs + channel] ?? 0;
      }
      seen.light[at] = lightAt(seen.data, at);
    }
  const { predicted, isUsable } = predictLight(shown, seen.data, seen.light);
  const lost = seen.light.map((light, at) => light - (predicted[at] ?? 0));
  return explain(blocksOf(lost, seen.light, isUsable, steps, width, height));
}

function lightAt(data: Uint8Array, pixel: number): number {
  const at = pixel * 3;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}

/** Of each block what its coefficients lost, in steps. */
function blocksOf(
  lost: Float32Array,
  light: Float32Array,
  isUsable: Uint8Array,
  steps: Uint16Array,
  width: number,
  height: number,
): number[][] {
  const blocks = [];
  for (let top = 0; top + 8 <= height; top += 8)
    for (let left = 0; left + 8 <= width; left += 8) {
      const start = top * width + left;
      if (usableIn(isUsable, start, width) < 60) continue;
      const losses = [];
      for (const { across, down } of lowFrequencies) {
        const step = steps[down * 8 + across] ?? 1;
        if (Math.abs(blockCosine(light, start, width, across, down)) < leastStep * step) continue;
        losses.push(blockCosine(lost, start, width, across, down) / step);
      }
      if (losses.length > 1) blocks.push(losses);
    }
  return blocks;
}

function usableIn(isUsable: Uint8Array, start: number, width: number): number {
  let count = 0;
  for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) count += isUsable[start + y * width + x] ?? 0;
  return count;
}

/** Spreads of the noise that comes on top of rounding, and of noise alone; in steps. */
const noises = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.9, 1.4];
const alone = [0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.29, 0.35, 0.45, 0.6, 0.9, 1.4];
/** Coefficients that nothing explains, and how widely they lie. */
const stray = 0.02;
const strayWidth = 6;

function explain(blocks: readonly number[][]): { spread: number; likelihood: number } | null {
  const ordered = blocks.toSorted((a, b) => meanSquare(a) - meanSquare(b));
  const losses = ordered.slice(0, Math.ceil(ordered.length * used)).flat();
  if (losses.length < enough) return null;
  const best = (spreads: readonly number[], density: (loss: number, spread: number) => number) =>
    Math.max(
      ...spreads.map((spread) =>
        losses.reduce((sum, loss) => sum + Math.log((1 - stray) * density(loss, spread) + stray / strayWidth), 0),
      ),
    );
  const rounded = best(noises, (loss, spread) => normal((loss + 0.5) / spread) - normal((loss - 0.5) / spread));
  const bunched = best(
    alone,
    (loss, spread) => Math.exp(-0.5 * (loss / spread) ** 2) / (spread * Math.sqrt(2 * Math.PI)),
  );
  // Rounding to whole steps leaves a variance of 1/12.
  return { spread: 12 * meanSquare(losses), likelihood: (rounded - bunched) / losses.length };
}

function meanSquare(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
}

/** The normal distribution function (Abramowitz and Stegun 7.1.26). */
function normal(value: number): number {
  const x = Math.abs(value) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const tail = series * Math.exp(-x * x);
  return value >= 0 ? 1 - tail / 2 : tail / 2;
}
