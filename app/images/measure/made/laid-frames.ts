/** Two pictures of one frame, the one laid on the other as it was turned and mirrored. */
import type { Picture } from '../../decode.ts';

/** What is looked at of a picture: its middle. */
export interface FramePixels {
  /** 8-bit RGB as stored, row by row; of the middle alone. */
  data: Uint8Array;
  /** Of the whole picture. */
  width: number;
  height: number;
  /** Pixels that are left out at either side, and at top and bottom: whole blocks of eight. */
  left: number;
  top: number;
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

/** At most about this much of the middle is looked at, a side. */
const middle = 1024;

/** @param picture all of it, as it is stored. @param steps see `FramePixels`. */
export function middleOf({ data, width, height }: Picture, steps: FramePixels['steps']): FramePixels {
  const [left, top] = [leftOut(width), leftOut(height)];
  const [columns, rows] = [width - 2 * left, height - 2 * top];
  const kept = new Uint8Array(columns * rows * 3);
  for (let row = 0; row < rows; row++) {
    const from = ((top + row) * width + left) * 3;
    kept.set(data.subarray(from, from + columns * 3), row * columns * 3);
  }
  return { data: kept, width, height, left, top, steps };
}

/** At either end of a side: as much, so that what is mirrored or turned has the same middle. */
function leftOut(side: number): number {
  return ((side - Math.min(middle, side)) >> 4) * 8;
}

/** Lays the second picture on the first, where a lay lays the first on the second. */
export function inverse({ mirrored, quarters }: Lay): Lay {
  return { mirrored, quarters: mirrored ? quarters : (4 - quarters) % 4 };
}

/** The pixels of a picture as they lie on another one. */
function laid({ data, width, height, left, top }: FramePixels, { mirrored, quarters }: Lay) {
  const isTurned = quarters % 2 === 1;
  const [across, down] = isTurned ? [height, width] : [width, height];
  return {
    data,
    width: across,
    height: down,
    /** Where the pixel lies in the picture's own data. */
    at: (x: number, y: number): number => {
      const turned =
        quarters === 0
          ? { x, y }
          : quarters === 1
            ? { x: y, y: across - 1 - x }
            : quarters === 2
              ? { x: across - 1 - x, y: down - 1 - y }
              : { x: down - 1 - y, y: x };
      const column = mirrored ? width - 1 - turned.x : turned.x;
      return (turned.y - top) * (width - 2 * left) + column - left;
    },
  };
}

/** The middle of a file, and of the picture that lies on it. */
export interface Frame {
  /** 8-bit RGB of the file, and of what lies on it. */
  own: Uint8Array;
  shown: Uint8Array;
  /** Of the file. */
  light: Float32Array;
  width: number;
  height: number;
}

/** @param lay lays `picture` on `file`. @returns null where the two differ in size. */
export function frameOf(picture: FramePixels, lay: Lay, file: FramePixels): Frame | null {
  const other = laid(picture, lay);
  if (other.width !== file.width || other.height !== file.height) return null;
  const [width, height] = [Math.min(middle, file.width), Math.min(middle, file.height)];
  const { left, top } = file;
  const columns = file.width - 2 * left;
  const [own, shown] = [new Uint8Array(width * height * 3), new Uint8Array(width * height * 3)];
  const light = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    // Along a row of the file the other picture's pixels lie as far apart everywhere.
    const start = other.at(left, top + y);
    const step = other.at(left + 1, top + y) - start;
    for (let x = 0, from = y * columns * 3, theirs = start * 3; x < width; x++, at++, from += 3, theirs += step * 3) {
      const to = at * 3;
      for (let channel = 0; channel < 3; channel++) {
        own[to + channel] = file.data[from + channel] ?? 0;
        shown[to + channel] = other.data[theirs + channel] ?? 0;
      }
      light[at] = lightAt(own, at);
    }
  }
  return { own, shown, light, width, height };
}

/** Of 8-bit RGB; ITU-R BT.601, as JPEG has it. */
export function lightAt(data: Uint8Array, pixel: number): number {
  const at = pixel * 3;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}
