/** A plane put through a small filter, a change of tone and a stretch below a pixel, as `explain` found them. */
import { doublesAt, floatsAt, Layout, loops } from '../kernels/kernels.ts';
import { plane, type Plane } from './planes.ts';
import { placeStrip, stripsOf } from './strips.ts';

/** Pixels to either side that the filter reaches. */
export const filterRadius = 2;
export const filterTaps = (2 * filterRadius + 1) ** 2;

/** @param solution the filter's taps, tone squared, offset, stretch along each axis. The border is repeated beyond the edge. */
export function resample(from: Plane, solution: Float64Array): Plane {
  const { width, height } = from;
  const result = plane(width, height);
  const filtered = result.data;
  const total = solution.subarray(0, filterTaps).reduce((sum, value) => sum + value, 0);
  const base = 128 * (1 - total) + solution[filterTaps + 1] * 64;
  const edge = (y: number, start: number, end: number) => {
    for (let x = start; x < end; x++) filtered[y * width + x] = atEdge(from, solution, base, x, y);
  };
  for (const strip of stripsOf(from)) {
    const layout = new Layout();
    const taps = layout.take((filterTaps + 4) * 8);
    const rows = placeStrip(from, strip, layout, filterRadius);
    const into = layout.take(width * 4);
    const own = doublesAt(taps, filterTaps + 4);
    own.set(solution.subarray(0, filterTaps));
    own.set([base, solution[filterTaps] / 255, solution[filterTaps + 2] / 2], filterTaps);
    for (let y = strip.top; y < strip.top + strip.rows; y++) {
      if (y < filterRadius || y >= height - filterRadius || width < narrowest) {
        edge(y, 0, width);
        continue;
      }
      own[filterTaps + 3] = (solution[filterTaps + 3] / 2) * (y / height - 0.5);
      loops.filterRow(rows + (y - strip.top) * width * 4, width, taps, into);
      const inner = floatsAt(into + filterRadius * 4, width - 2 * filterRadius);
      filtered.set(inner, y * width + filterRadius);
      edge(y, 0, filterRadius);
      edge(y, width - filterRadius, width);
    }
  }
  return result;
}

/** The loops work on two values at once. */
const narrowest = 2 * filterRadius + 2;

function atEdge(from: Plane, solution: Float64Array, base: number, x: number, y: number): number {
  const { data, width, height } = from;
  const value = (dx: number, dy: number) =>
    data[Math.min(height - 1, Math.max(0, y + dy)) * width + Math.min(width - 1, Math.max(0, x + dx))];
  let sum = base;
  for (let dy = -filterRadius, tap = 0; dy <= filterRadius; dy++)
    for (let dx = -filterRadius; dx <= filterRadius; dx++, tap++) sum += solution[tap] * value(dx, dy);
  const here = value(0, 0) - 128;
  sum += (solution[filterTaps] * here * here) / 255;
  sum += (solution[filterTaps + 2] / 2) * (value(1, 0) - value(-1, 0)) * (x / width - 0.5);
  return sum + (solution[filterTaps + 3] / 2) * (value(0, 1) - value(0, -1)) * (y / height - 0.5);
}
