/**
 * A sketch: 16 × 16 means of luminance, a byte each. A glance at two sketches, in a microsecond, rules out nearly every
 * pair that is no copy, before their small pictures are decoded and aligned.
 */
import { toStored } from '../encoder/stored-view.ts';

export const sketchSide = 16;

export interface Sketched {
  sketch: Uint8Array;
  /** Pixels of the photo, as displayed. */
  width: number;
  height: number;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
}

/** Mean difference, in levels, that two copies stay below: twice what JPEG at quality 10 and a quarter of the size cost. */
const farthest = 12;

/** @param pixels a photo squeezed to `size` × `size`, three bytes a pixel, upright; `size` a multiple of 16. */
export function sketch(pixels: Uint8Array, size: number): Uint8Array {
  const cell = size / sketchSide;
  const sums = new Float64Array(sketchSide ** 2);
  for (let y = 0, at = 0; y < size; y++)
    for (let x = 0; x < size; x++, at += 3) {
      const into = Math.floor(y / cell) * sketchSide + Math.floor(x / cell);
      const light = 0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2];
      sums[into] += light;
    }
  return Uint8Array.from(sums, (sum) => Math.round(sum / cell ** 2));
}

/** Whether two photos may be copies of each other, as displayed or as stored. */
export function mayBeCopies(a: Sketched, b: Sketched): boolean {
  const turned = (photo: Sketched) => photo.orientation >= 5;
  for (const storedA of a.orientation === 1 ? [false] : [false, true])
    for (const storedB of b.orientation === 1 ? [false] : [false, true]) {
      const shapeA = storedA && turned(a) ? { width: a.height, height: a.width } : a;
      const shapeB = storedB && turned(b) ? { width: b.height, height: b.width } : b;
      if (sameShape(shapeA, shapeB) && difference(view(a, storedA), view(b, storedB)) <= farthest) return true;
    }
  return false;
}

interface Shape {
  width: number;
  height: number;
}

/** Whether the sides have one proportion, but for the rounding of each side of the smaller photo to whole pixels. */
export function sameShape(a: Shape, b: Shape): boolean {
  const smaller = Math.min(a.width, a.height, b.width, b.height);
  return Math.abs((a.width * b.height) / (a.height * b.width) - 1) <= 1.5 / smaller;
}

function view({ sketch: displayed, orientation }: Sketched, stored: boolean): Uint8Array {
  return stored ? toStored(displayed, sketchSide, 1, orientation) : displayed;
}

function difference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs(a[at] - b[at]);
  return sum / a.length;
}
