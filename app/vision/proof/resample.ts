/** A plane put through a small filter, a change of tone and a stretch below a pixel, as `explain` found them. */
import { plane, type Plane } from './planes.ts';

/** Pixels to either side that the filter reaches. */
export const filterRadius = 2;
export const filterTaps = (2 * filterRadius + 1) ** 2;

/** @param solution the filter's taps, tone squared, offset, stretch along each axis. The border is repeated beyond the edge. */
export function resample(from: Plane, solution: Float64Array): Plane {
  const { data, width, height } = from;
  const result = plane(width, height);
  const filtered = result.data;
  const total = solution.subarray(0, filterTaps).reduce((sum, value) => sum + value, 0);
  const base = 128 * (1 - total) + solution[filterTaps + 1] * 64;
  const bend = solution[filterTaps] / 255;
  const stretchX = solution[filterTaps + 2] / 2;
  const stretchY = solution[filterTaps + 3] / 2;
  // Written out: a loop over the taps takes thrice the time, and this is where a proof spends its own.
  const [a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0] = solution.subarray(0, 5);
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0] = solution.subarray(5, 10);
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0] = solution.subarray(10, 15);
  const [d0 = 0, d1 = 0, d2 = 0, d3 = 0, d4 = 0] = solution.subarray(15, 20);
  const [e0 = 0, e1 = 0, e2 = 0, e3 = 0, e4 = 0] = solution.subarray(20, 25);
  for (let y = 0; y < height; y++) {
    if (y < filterRadius || y >= height - filterRadius) {
      for (let x = 0; x < width; x++) filtered[y * width + x] = atEdge(from, solution, base, x, y);
      continue;
    }
    const down = stretchY * (y / height - 0.5);
    for (let x = 0; x < Math.min(filterRadius, width); x++)
      filtered[y * width + x] = atEdge(from, solution, base, x, y);
    for (let x = filterRadius; x < width - filterRadius; x++) {
      const c = y * width + x;
      const b = c - width;
      const a = b - width;
      const d = c + width;
      const e = d + width;
      const here = data[c] - 128;
      filtered[c] =
        base +
        (a0 * data[a - 2] + a1 * data[a - 1] + a2 * data[a] + a3 * data[a + 1] + a4 * data[a + 2]) +
        (b0 * data[b - 2] + b1 * data[b - 1] + b2 * data[b] + b3 * data[b + 1] + b4 * data[b + 2]) +
        (c0 * data[c - 2] + c1 * data[c - 1] + c2 * data[c] + c3 * data[c + 1] + c4 * data[c + 2]) +
        (d0 * data[d - 2] + d1 * data[d - 1] + d2 * data[d] + d3 * data[d + 1] + d4 * data[d + 2]) +
        (e0 * data[e - 2] + e1 * data[e - 1] + e2 * data[e] + e3 * data[e + 1] + e4 * data[e + 2]) +
        bend * here * here +
        stretchX * (x / width - 0.5) * (data[c + 1] - data[c - 1]) +
        down * (data[d] - data[b]);
    }
    for (let x = Math.max(filterRadius, width - filterRadius); x < width; x++)
      filtered[y * width + x] = atEdge(from, solution, base, x, y);
  }
  return result;
}

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
