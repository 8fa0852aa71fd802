/** Planes are worked on in strips, so that the loops' memory does not grow with them. */
import { floatsAt, type Layout } from '../kernels/kernels.ts';
import type { Plane } from './planes.ts';

/** Rows of a strip: whole blocks of eight. */
const stripRows = 64;

/** Some rows of a plane, and where they are in the plane. */
interface Strip {
  top: number;
  rows: number;
}

export function* stripsOf({ height }: Plane): Generator<Strip> {
  for (let top = 0; top < height; top += stripRows) yield { top, rows: Math.min(stripRows, height - top) };
}

/**
 * Brings a strip into the loops' memory, with so many rows above and below as the plane has there.
 * @returns the place of the strip's first row.
 */
export function placeStrip({ data, width, height }: Plane, { top, rows }: Strip, layout: Layout, beside = 0): number {
  const [first, end] = [Math.max(0, top - beside), Math.min(height, top + rows + beside)];
  const place = layout.take((end - first) * width * 4);
  floatsAt(place, (end - first) * width).set(data.subarray(first * width, end * width));
  return place + (top - first) * width * 4;
}
