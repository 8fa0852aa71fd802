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

/** The one of two pictures that was made from the other; null where it cannot be told. */
export type Made = 'a' | 'b' | null;

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
/** The same of two copies, which nothing but coding tells apart. */
const unexplainedInCopies = 2.5;
/** At most this much of the middle is looked at, a side. */
const middle = 1024;

/**
 * @param lay lays `a` on `b`.
 * @param areCopies whether the two are one picture: then one JPEG of the two is enough to tell.
 * @returns the one that was made from the other; null where it cannot be told.
 */
export function madeFrom(a: FramePixels, b: FramePixels, lay: Lay, areCopies = false): Made {
  const ofB = rounding(laid(a, lay), b);
  const ofA = rounding(laid(b, inverse(lay)), a);
  if (ofA === null || ofB === null) {
    if (!areCopies) return null;
    return ofB === null ? ofOne(ofA, 'a', 'b') : ofOne(ofB, 'b', 'a');
  }
  const most = areCopies ? unexplainedInCopies : unexplained;
  if (ofB.spread < explained && ofA.spread > most) return 'b';
  if (ofA.spread < explained && ofB.spread > most) return 'a';
  const difference = ofB.likelihood - ofA.likelihood;
  return Math.abs(difference) < clear ? null : difference > 0 ? 'b' : 'a';
}

/** Of a copy with steps and one without: its rounding explains what tells it from the other one, or does not. */
function ofOne(own: ReturnType<typeof explain>, itself: 'a' | 'b', other: 'a' | 'b'): Made {
  if (own === null) return null;
  if (own.spread > unexplainedInCopies) return other;
  return Math.abs(own.likelihood) < clear ? null : own.likelihood > 0 ? itself : other;
}

/** Levels by which a block under a caption is off on average, and those within which all else must agree. */
const covered = 18;
const agreeing = 5;
/** Shares of the blocks that a caption covers; and how much stronger its edges are than those of what it covers. */
const leastCovered = 0.004;
const mostCovered = 0.4;
const stronger = 1.25;

/**
 * Which of two files with the same frame has a caption, a stamp or a sticker that the other one has not: where they differ
 * it has the stronger edges.
 * @param lay lays `a` on `b`. @returns null where all of it differs, or nothing, or both have as much.
 */
export function captioned(a: FramePixels, b: FramePixels, lay: Lay): Made {
  const frame = windowOf(laid(a, lay), b);
  if (frame === null) return null;
  const { width, height, light, shown } = frame;
  const before = light.map((_, at) => lightAt(shown, at));
  let [blocks, under, between, off] = [0, 0, 0, 0];
  const edges = { a: 0, b: 0 };
  for (let top = 0; top + 8 <= height; top += 8)
    for (let left = 0; left + 8 <= width; left += 8) {
      const start = top * width + left;
      const error = meanOff(before, light, start, width);
      blocks++;
      if (error < covered) {
        off += error;
        between += Number(error > agreeing);
      } else {
        under++;
        edges.a += edgesIn(before, start, width);
        edges.b += edgesIn(light, start, width);
      }
    }
  const isCaption = under >= leastCovered * blocks && under <= mostCovered * blocks;
  // A caption begins and ends abruptly: blur and other light change much of a picture a little.
  if (!isCaption || between > under || off > agreeing * (blocks - under)) return null;
  if (edges.b > stronger * edges.a) return 'b';
  return edges.a > stronger * edges.b ? 'a' : null;
}

function meanOff(before: Float32Array, light: Float32Array, start: number, width: number): number {
  let sum = 0;
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) {
      const at = start + y * width + x;
      sum += Math.abs((before[at] ?? 0) - (light[at] ?? 0));
    }
  return sum / 64;
}

/** Differences between neighbours, summed. */
function edgesIn(light: Float32Array, start: number, width: number): number {
  let sum = 0;
  for (let y = 0; y < 7; y++)
    for (let x = 0; x < 7; x++) {
      const at = start + y * width + x;
      const value = light[at] ?? 0;
      sum += Math.abs((light[at + 1] ?? 0) - value) + Math.abs((light[at + width] ?? 0) - value);
    }
  return sum;
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

/** The middle of a file, and of the picture that lies on it; null where the two differ in size. */
function windowOf(other: ReturnType<typeof laid>, file: FramePixels) {
  if (other.width !== file.width || other.height !== file.height) return null;
  const [width, height] = [Math.min(middle, file.width), Math.min(middle, file.height)];
  // From a place where blocks begin.
  const [left, top] = [((file.width - width) >> 4) * 8, ((file.height - height) >> 4) * 8];
  const [own, shown] = [new Uint8Array(width * height * 3), new Uint8Array(width * height * 3)];
  const light = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const from = ((top + y) * file.width + left + x) * 3;
      const theirs = other.at(left + x, top + y) * 3;
      for (let channel = 0; channel < 3; channel++) {
        own[at * 3 + channel] = file.data[from + channel] ?? 0;
        shown[at * 3 + channel] = other.data[theirs + channel] ?? 0;
      }
      light[at] = lightAt(own, at);
    }
  return { own, shown, light, width, height };
}

/** How well the rounding of `file` explains what tells it from the picture that lies on it. */
function rounding(other: ReturnType<typeof laid>, file: FramePixels): { spread: number; likelihood: number } | null {
  const frame = file.steps === null ? null : windowOf(other, file);
  if (file.steps === null || frame === null) return null;
  const { own, shown, light, width, height } = frame;
  const { predicted, isUsable } = predictLight(shown, own, light);
  const lost = light.map((value, at) => value - (predicted[at] ?? 0));
  return explain(blocksOf(lost, light, isUsable, file.steps, width, height));
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
