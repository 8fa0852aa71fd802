/** Pictures in the memory of the loops. */
import { bytesAt, loops, type Layout } from './kernels.ts';

/** Levels 0 to 255, row by row, from a place on. */
export interface PlacedPicture {
  place: number;
  width: number;
  height: number;
}

export function placed(
  { data, width, height }: { data: Uint8Array; width: number; height: number },
  layout: Layout,
): PlacedPicture {
  const place = layout.take(data.length);
  bytesAt(place, data.length).set(data);
  return { place, width, height };
}

/**
 * Another size, by bilinear interpolation: larger, or a little smaller (less than a half would skip pixels). Its middle
 * stays in the middle.
 */
export function resampled(from: PlacedPicture, to: { width: number; height: number }, layout: Layout): PlacedPicture {
  const columns = steps(from.width, to.width, layout);
  const rows = steps(from.height, to.height, layout);
  const place = layout.take(to.width * to.height);
  loops.resample(from.place, from.width, columns, rows, place, to.width, to.height);
  return { place, ...to };
}

const bytesAStep = 16;

/** For each of `to` pixels along a side: the two of `from` pixels that its centre lies between, and the second's weight. */
function steps(from: number, to: number, layout: Layout): number {
  const place = layout.take(to * bytesAStep);
  const table = new DataView(loops.memory.buffer, place, to * bytesAStep);
  for (let at = 0; at < to; at++) {
    const centre = Math.min(from - 1, Math.max(0, ((at + 0.5) * from) / to - 0.5));
    const first = Math.floor(centre);
    table.setInt32(at * bytesAStep, first, true);
    table.setInt32(at * bytesAStep + 4, Math.min(from - 1, first + 1), true);
    table.setFloat64(at * bytesAStep + 8, centre - first, true);
  }
  return place;
}
