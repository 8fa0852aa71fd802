/**
 * Whether two videos of one length are one, encoded twice: the same in four frames, and, since frames of a camera
 * that stands still look alike whatever happens, changed alike from one of them to the next.
 */
import { sheetFrames } from './frame-sheet.ts';

/** Coarse, so that the same moment may be a frame earlier or later in one of the two. */
const frameCells = 16;
/** Measured on videos made of photos, see docs/MEASURED.md: correlation of a frame, and of what changes between two. */
const sameFrame = 0.9;
const sameChange = 0.8;
/** Levels that a frame must span, and that two must differ by, to tell anything: root mean squares. */
const plainFrame = 4;
const noChange = 1.5;

/**
 * @param a, b sheets of frames squeezed to `side` × `side`, a multiple of 32, three bytes a pixel.
 * @returns whether they show the same frames, and something happens in them.
 */
export function areSameFrames(a: Uint8Array, b: Uint8Array, side: number): boolean {
  const [framesA, framesB] = [framesOf(a, side), framesOf(b, side)];
  let telling = 0;
  for (const [at, frame] of framesA.entries()) {
    const other = framesB[at] ?? frame;
    if (spread(frame) < plainFrame && spread(other) < plainFrame) continue;
    if (correlation(frame, other) < sameFrame) return false;
    telling++;
  }
  if (telling < 2) return false;
  const [changesA, changesB] = [changes(framesA), changes(framesB)];
  if (spread(changesA) < noChange || spread(changesB) < noChange) return false;
  return correlation(changesA, changesB) >= sameChange;
}

/** Luminance of each frame, in means over its cells. */
function framesOf(sheet: Uint8Array, side: number): Float32Array[] {
  const frames = Array.from({ length: sheetFrames ** 2 }, () => new Float32Array(frameCells ** 2));
  const frame = side / sheetFrames;
  const cell = frame / frameCells;
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at += 3) {
      const light = 0.299 * (sheet[at] ?? 0) + 0.587 * (sheet[at + 1] ?? 0) + 0.114 * (sheet[at + 2] ?? 0);
      const into = frames[Math.floor(y / frame) * sheetFrames + Math.floor(x / frame)];
      const place = Math.floor((y % frame) / cell) * frameCells + Math.floor((x % frame) / cell);
      if (into !== undefined) into[place] = (into[place] ?? 0) + light / cell ** 2;
    }
  return frames;
}

/** What changes from each frame to the next, less how much brighter it gets. */
function changes(frames: readonly Float32Array[]): Float32Array {
  const all = frames.slice(1).map((frame, at) => {
    const change = frame.map((light, pixel) => light - (frames[at]?.[pixel] ?? 0));
    const mean = meanOf(change);
    return change.map((light) => light - mean);
  });
  const joined = new Float32Array(all.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const one of all) {
    joined.set(one, from);
    from += one.length;
  }
  return joined;
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spread(values: Float32Array): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function correlation(a: Float32Array, b: Float32Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [both, squareA, squareB] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    const [offA, offB] = [value - meanA, (b[at] ?? 0) - meanB];
    both += offA * offB;
    squareA += offA ** 2;
    squareB += offB ** 2;
  }
  return squareA === 0 || squareB === 0 ? 0 : both / Math.sqrt(squareA * squareB);
}
