/** Which of two files with the same frame has something written or stuck on it. */
import { lightAt, type Frame, type Made } from './laid-frames.ts';

/** Levels by which a block under a caption is off on average, and those within which all else must agree. */
const covered = 18;
const agreeing = 5;
/** Shares of the blocks that a caption covers; and how much stronger its edges are than those of what it covers. */
const leastCovered = 0.004;
const mostCovered = 0.4;
const stronger = 1.25;
/** Share of what is off that is off all over a block: what is blurred keeps the light of its blocks. */
const otherLight = 0.4;
/** How well the light before tells the light after where nothing covers it: it is made darker, or harder. */
const seenThrough = 0.9;

/**
 * Which of two files with the same frame has a caption, a stamp or a sticker that the other one has not: where they differ
 * it has the stronger edges.
 * @param frame `a` as it lies on `b`. @returns null where all of it differs, or nothing, or both have as much.
 */
export function captioned({ width, height, light, shown }: Frame): Made {
  const before = light.map((_, at) => lightAt(shown, at));
  let [blocks, under, between, off] = [0, 0, 0, 0];
  const covers = { lighter: 0, other: 0 };
  const edges = { a: 0, b: 0 };
  /** Where the blocks begin that are covered. */
  const hidden: number[] = [];
  for (let top = 0; top + 8 <= height; top += 8)
    for (let left = 0; left + 8 <= width; left += 8) {
      const start = top * width + left;
      const { error, lighter } = meanOff(before, light, start, width);
      blocks++;
      if (error < covered) {
        off += error;
        between += Number(error > agreeing);
      } else {
        under++;
        covers.lighter += Math.abs(lighter);
        covers.other += error;
        hidden.push(start);
        edges.a += edgesIn(before, start, width);
        edges.b += edgesIn(light, start, width);
      }
    }
  const isCaption = under >= leastCovered * blocks && under <= mostCovered * blocks;
  // A caption begins and ends abruptly: blur and other light change much of a picture a little.
  if (!isCaption || between > under || off > agreeing * (blocks - under)) return null;
  if (covers.lighter < otherLight * covers.other) return null;
  if (
    correlation(
      before,
      light,
      hidden.flatMap((start) => pixelsIn(start, width)),
    ) > seenThrough
  )
    return null;
  if (edges.b > stronger * edges.a) return 'b';
  return edges.a > stronger * edges.b ? 'a' : null;
}

/** Levels by which the pixels of a block are off on average, and the block as a whole. */
function meanOff(before: Float32Array, light: Float32Array, start: number, width: number) {
  let [sum, whole] = [0, 0];
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) {
      const at = start + y * width + x;
      const off = (light[at] ?? 0) - (before[at] ?? 0);
      sum += Math.abs(off);
      whole += off;
    }
  return { error: sum / 64, lighter: whole / 64 };
}

function pixelsIn(start: number, width: number): number[] {
  return Array.from({ length: 64 }, (_, at) => start + (at >> 3) * width + (at & 7));
}

/** Of the pixels named, −1 to 1 (Pearson). */
function correlation(before: Float32Array, light: Float32Array, pixels: readonly number[]): number {
  const meanOf = (values: Float32Array) => pixels.reduce((sum, at) => sum + (values[at] ?? 0), 0) / pixels.length;
  const [meanBefore, meanAfter] = [meanOf(before), meanOf(light)];
  let [both, squaresBefore, squaresAfter] = [0, 0, 0];
  for (const at of pixels) {
    const [x, y] = [(before[at] ?? 0) - meanBefore, (light[at] ?? 0) - meanAfter];
    both += x * y;
    squaresBefore += x * x;
    squaresAfter += y * y;
  }
  return both / (Math.sqrt(squaresBefore * squaresAfter) || 1);
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
