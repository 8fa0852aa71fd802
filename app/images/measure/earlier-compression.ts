/**
 * What a strong JPEG compression leaves in a picture that was saved again since, as a better JPEG, a PNG or a WebP: its
 * blocks still hold multiples of the coarse steps to which they were rounded (Fan and de Queiroz 2003).
 */
import { blockCosine, blockStarts, lowFrequencies } from './block-cosine.ts';
import { qualityScale, standardSteps } from './quality.ts';

/** Coefficients that must speak for a quality, and the mean of their cosines from which it is believed. */
const enough = 120;
const believed = 0.4;
/** Below this share of a step a coefficient says nothing: it is nought, and the noise around it. */
const leastStep = 0.4;
/** Qualities that are tried, from the worst; and blocks that are looked at. */
const worst = 4;
const best = 92;
const blocksUsed = 1500;

/** Cosines of a whole turn in small parts: a million are asked for per photo, and none needs more digits. */
const parts = 1024;
const cosines = Float64Array.from({ length: parts }, (_, part) => Math.cos((2 * Math.PI * part) / parts));

/**
 * @param luminance `width · height` values, row by row, from a place where blocks of 8 × 8 begin.
 * @param below only qualities below this are looked for: that of the file itself is known.
 * @returns the lowest quality, on libjpeg's scale, whose steps are found; null where there are none.
 */
export function earlierQuality(luminance: Uint8Array, width: number, height: number, below: number): number | null {
  const blocks = Math.floor(width / 8) * Math.floor(height / 8);
  const starts = blockStarts(width, height, Math.max(1, Math.floor(blocks / blocksUsed)));
  const coefficients = lowFrequencies.map(({ across: u, down: v }) =>
    Float64Array.from(starts, (start) => Math.abs(blockCosine(luminance, start, width, u, v))),
  );
  for (let quality = worst; quality < Math.min(best, below); quality++)
    if (speaksFor(quality, coefficients)) return quality;
  return null;
}

function speaksFor(quality: number, coefficients: readonly Float64Array[]): boolean {
  let [sum, count] = [0, 0];
  lowFrequencies.forEach(({ across, down }, at) => {
    const step = Math.max(1, Math.round((standardSteps[down * 8 + across] ?? 0) * qualityScale(quality)));
    if (step < 3) return; // finer than what rounding to whole levels leaves
    for (const coefficient of coefficients[at] ?? []) {
      if (coefficient < leastStep * step) continue;
      sum += cosines[Math.round((coefficient / step) * parts) & (parts - 1)] ?? 0;
      count++;
    }
  });
  return count >= enough && sum / count >= believed;
}
