/** Pictures of luminance, and their smaller versions. A pixel's centre lies half a pixel from its corner. */

import { bytesAt, Layout } from '../kernels/kernels.ts';
import { placed, resampled } from '../kernels/placed-picture.ts';

/** Levels 0 to 255, row by row. */
export interface Grey {
  data: Uint8Array;
  width: number;
  height: number;
}

/** @param pixels three bytes each, sRGB. @returns their luminance (ITU-R BT.601). */
export function toGrey(pixels: Uint8Array, width: number, height: number): Grey {
  const data = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < data.length; at++, from += 3)
    data[at] = 0.299 * pixels[from] + 0.587 * pixels[from + 1] + 0.114 * pixels[from + 2] + 0.5;
  return { data, width, height };
}

/**
 * Half the size, each pixel from four in a row and in a column, weighing 1 3 3 1: means over 2 × 2 pixels would show
 * fine patterns otherwise in a mirrored or turned picture, whose pixels pair up differently. An odd last row or column
 * is left out.
 */
export function halve({ data, width, height }: Grey): Grey {
  const half = { width: Math.max(1, width >> 1), height: Math.max(1, height >> 1) };
  const across = new Uint16Array(half.width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < half.width; x++)
      across[at++] =
        data[row + Math.max(0, 2 * x - 1)] +
        3 * data[row + 2 * x] +
        3 * data[row + Math.min(width - 1, 2 * x + 1)] +
        data[row + Math.min(width - 1, 2 * x + 2)];
  }
  const halved = new Uint8Array(half.width * half.height);
  const row = (y: number) => Math.min(height - 1, Math.max(0, y)) * half.width;
  for (let y = 0, at = 0; y < half.height; y++) {
    const [above, upper, lower, below] = [row(2 * y - 1), row(2 * y), row(2 * y + 1), row(2 * y + 2)];
    for (let x = 0; x < half.width; x++)
      halved[at++] = (across[above + x] + 3 * across[upper + x] + 3 * across[lower + x] + across[below + x] + 32) >> 6;
  }
  return { data: halved, ...half };
}

/** Another size, as the levels of a picture are made (`resampled`). */
export function resample(picture: Grey, to: { width: number; height: number }): Grey {
  const layout = new Layout();
  const { place, width, height } = resampled(placed(picture, layout), to, layout);
  return { data: bytesAt(place, width * height).slice(), width, height };
}
