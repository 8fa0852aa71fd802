/**
 * A guess without any features: two photos with the same framing, turned by quarters, mirrored or not. Their squeezed
 * pictures are correlated in all eight ways.
 */
import type { Frame, Transform } from './transform.ts';

/** Side of the squeezed pictures. */
export const framingSide = 32;

export interface Framing {
  /** From pixels of `a` to pixels of `b`. */
  transform: Transform;
  /** −1 to 1. */
  correlation: number;
}

/** @param luma a squeezed picture of `framingSide²`. @returns it less its surroundings' means, of unit length. */
export function toDetail(luma: Float32Array): Float32Array {
  const side = framingSide;
  const reach = 4;
  const detail = new Float32Array(side * side);
  let square = 0;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      let [sum, count] = [0, 0];
      for (let row = Math.max(0, y - reach); row <= Math.min(side - 1, y + reach); row++)
        for (let column = Math.max(0, x - reach); column <= Math.min(side - 1, x + reach); column++) {
          sum += luma[row * side + column];
          count++;
        }
      const value = luma[y * side + x] - sum / count;
      detail[y * side + x] = value;
      square += value * value;
    }
  const scale = 1 / Math.max(1e-6, Math.sqrt(square));
  return detail.map((value) => value * scale);
}

/** The best of the eight ways. */
export function bestFraming(a: Float32Array, b: Float32Array, frameA: Frame, frameB: Frame): Framing {
  let best = { correlation: -2, swap: false, flipX: false, flipY: false };
  for (const swap of [false, true])
    for (const flipX of [false, true])
      for (const flipY of [false, true]) {
        const correlation = correlate(a, b, swap, flipX, flipY);
        if (correlation > best.correlation) best = { correlation, swap, flipX, flipY };
      }
  const { swap, flipX, flipY, correlation } = best;
  const along = (flip: boolean, length: number, from: number) => (flip ? -length : length) / from;
  const slopeX = along(flipX, frameB.width, swap ? frameA.height : frameA.width);
  const slopeY = along(flipY, frameB.height, swap ? frameA.width : frameA.height);
  return {
    correlation,
    transform: {
      xx: swap ? 0 : slopeX,
      xy: swap ? slopeX : 0,
      x0: flipX ? frameB.width : 0,
      yx: swap ? slopeY : 0,
      yy: swap ? 0 : slopeY,
      y0: flipY ? frameB.height : 0,
      px: 0,
      py: 0,
    },
  };
}

function correlate(a: Float32Array, b: Float32Array, swap: boolean, flipX: boolean, flipY: boolean): number {
  const last = framingSide - 1;
  let sum = 0;
  for (let y = 0, at = 0; y < framingSide; y++)
    for (let x = 0; x < framingSide; x++, at++) {
      const column = swap ? y : x;
      const row = swap ? x : y;
      sum += a[at] * b[(flipY ? last - row : row) * framingSide + (flipX ? last - column : column)];
    }
  return sum;
}
