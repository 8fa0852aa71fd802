/** How the tones of one plane became those of another, where both are flat: what colour management may change, everywhere alike. */
import type { Plane } from './planes.ts';

/** Tones that are told apart. */
const bins = 16;
/** Steps to the neighbours from which a place is no longer flat, in levels. */
const flat = 6;
/** A tone counts when at least so many places have it. */
const fewest = 24;

/**
 * @param offset what is added to a value to lie in 0 to 255: 128 for colour differences.
 * @returns by how much, in levels, the tone changed that changed most: the middle change over its flat places.
 */
export function toneChange(from: Plane, to: Plane, offset = 0): number {
  const changes = Array.from({ length: bins }, (): number[] => []);
  const { data, width, height } = from;
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / 60_000)));
  for (let y = 1; y < height - 1; y += step)
    for (let x = 1; x < width - 1; x += step) {
      const at = y * width + x;
      const here = data[at];
      if (Math.abs(here - data[at + 1]) > flat || Math.abs(here - data[at + width]) > flat) continue;
      if (Math.abs(here - data[at - 1]) > flat || Math.abs(here - data[at - width]) > flat) continue;
      const bin = Math.min(bins - 1, Math.max(0, Math.floor(((here + offset) / 256) * bins)));
      changes[bin].push(to.data[at] - here);
    }
  let most = 0;
  for (const change of changes) {
    if (change.length < fewest) continue;
    change.sort((a, b) => a - b);
    most = Math.max(most, Math.abs(change[change.length >> 1]));
  }
  return most;
}
