/** How the tones of one plane became those of another, where both are flat: what colour management may change, everywhere alike. */
import type { Plane } from './planes.ts';

/** Tones that are told apart. */
const bins = 16;
/** Changes are counted to a quarter of a level, from −256 to 256. */
const finest = 4;
const changes = 2 * 256 * finest + 1;
/** Steps to the neighbours from which a place is no longer flat, in levels. */
const flat = 6;
/** A tone counts when at least so many places have it; and at most about so many places are looked at. */
const fewest = 24;
const most = 60_000;

/**
 * @param offset what is added to a value to lie in 0 to 255: 128 for colour differences.
 * @returns by how much, in levels, the tone changed that changed most: the middle change over its flat places.
 */
export function toneChange(from: Plane, to: Plane, offset = 0): number {
  const counts = new Uint32Array(bins * changes);
  const totals = new Uint32Array(bins);
  const { data, width, height } = from;
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / most)));
  for (let y = 1; y < height - 1; y += step)
    for (let x = 1; x < width - 1; x += step) {
      const at = y * width + x;
      const here = data[at];
      if (Math.abs(here - data[at + 1]) > flat || Math.abs(here - data[at + width]) > flat) continue;
      if (Math.abs(here - data[at - 1]) > flat || Math.abs(here - data[at - width]) > flat) continue;
      const bin = Math.min(bins - 1, Math.max(0, Math.floor(((here + offset) / 256) * bins)));
      counts[bin * changes + Math.round((to.data[at] - here + 256) * finest)]++;
      totals[bin]++;
    }
  let worst = 0;
  for (let bin = 0; bin < bins; bin++)
    if (totals[bin] >= fewest) worst = Math.max(worst, Math.abs(middleChange(counts, bin, totals[bin] >> 1)));
  return worst;
}

/** The change that so many others of a tone lie below. */
function middleChange(counts: Uint32Array, bin: number, below: number): number {
  let change = 0;
  for (let passed = counts[bin * changes]; passed <= below; passed += counts[bin * changes + change]) change++;
  return change / finest - 256;
}
