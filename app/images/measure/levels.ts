/** How bright the samples of a picture are: how many of each of the 256 levels there are. */

/** @param samples 8-bit. @returns 256 counts. */
export function levelsOf(samples: Uint8Array): Uint32Array {
  const levels = new Uint32Array(256);
  // An index is several times as fast as `for … of` over millions of samples.
  for (let at = 0; at < samples.length; at++) {
    const level = samples[at] ?? 0;
    levels[level] = (levels[level] ?? 0) + 1;
  }
  return levels;
}

/** The level below which this share of the samples lies, or at which it is reached. @param share above 0, to 1. */
export function levelAt(levels: Uint32Array, share: number): number {
  const total = levels.reduce((sum, count) => sum + count, 0);
  let below = 0;
  return levels.findIndex((count) => (below += count) >= share * total);
}
