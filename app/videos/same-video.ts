/**
 * Whether two videos of one length are one, encoded twice: the same in four frames, and, since frames of a camera
 * that stands still look alike whatever happens, changed alike from one of them to the next.
 */
import { sheetFrames } from './frame-sheet.ts';

/** Measured on videos made of photos, see docs/MEASURED.md: correlation of a frame, and of what changes between two. */
const sameFrame = 0.9;
const sameChange = 0.8;
/** Levels that a frame must span, and that two must differ by, to tell anything: root mean squares. */
const plainFrame = 4;
const noChange = 2.5;

/**
 * @param a, b sheets of frames squeezed to `side` × `side`, three bytes a pixel.
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

/** Luminance of each frame. */
function framesOf(sheet: Uint8Array, side: number): Float32Array[] {
  const frame = side / sheetFrames;
  return Array.from({ length: sheetFrames ** 2 }, (_, at) => {
    const [top, left] = [Math.floor(at / sheetFrames) * frame, (at % sheetFrames) * frame];
    return Float32Array.from({ length: frame ** 2 }, (_, pixel) => {
      const from = ((top + Math.floor(pixel / frame)) * side + left + (pixel % frame)) * 3;
      return 0.299 * (sheet[from] ?? 0) + 0.587 * (sheet[from + 1] ?? 0) + 0.114 * (sheet[from + 2] ?? 0);
    });
  });
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
