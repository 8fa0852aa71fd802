/** Pictures of luminance, and their smaller versions. A pixel's centre lies half a pixel from its corner. */

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

/**
 * Another size, by bilinear interpolation: larger, or a little smaller (less than a half would skip pixels). Its middle
 * stays in the middle.
 */
export function resample({ data, width, height }: Grey, to: { width: number; height: number }): Grey {
  const shrunk = new Uint8Array(to.width * to.height);
  const column = steps(width, to.width);
  const row = steps(height, to.height);
  for (let y = 0, at = 0; y < to.height; y++) {
    const above = row.first[y] * width;
    const below = row.second[y] * width;
    const weightY = row.weight[y];
    for (let x = 0; x < to.width; x++) {
      const left = column.first[x];
      const right = column.second[x];
      const weightX = column.weight[x];
      const top = data[above + left] * (1 - weightX) + data[above + right] * weightX;
      const bottom = data[below + left] * (1 - weightX) + data[below + right] * weightX;
      shrunk[at++] = top * (1 - weightY) + bottom * weightY + 0.5;
    }
  }
  return { data: shrunk, ...to };
}

/** For each of `to` pixels along a side: the two of `from` pixels that its centre lies between, and the second's weight. */
function steps(from: number, to: number): { first: Int32Array; second: Int32Array; weight: Float64Array } {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const weight = new Float64Array(to);
  for (let at = 0; at < to; at++) {
    const centre = Math.min(from - 1, Math.max(0, ((at + 0.5) * from) / to - 0.5));
    first[at] = Math.floor(centre);
    second[at] = Math.min(from - 1, Math.floor(centre) + 1);
    weight[at] = centre - Math.floor(centre);
  }
  return { first, second, weight };
}

/** The picture with `margin` more pixels on every side, which repeat the outermost. */
export function pad({ data, width, height }: Grey, margin: number): Grey {
  const wide = width + 2 * margin;
  const high = height + 2 * margin;
  const padded = new Uint8Array(wide * high);
  for (let y = 0; y < high; y++) {
    const from = Math.min(height - 1, Math.max(0, y - margin)) * width;
    const to = y * wide;
    padded.fill(data[from], to, to + margin);
    padded.set(data.subarray(from, from + width), to + margin);
    padded.fill(data[from + width - 1], to + margin + width, to + wide);
  }
  return { data: padded, width: wide, height: high };
}

/** Means over 5 × 5 pixels; the two outermost rows and columns stay as they are. */
export function blur({ data, width, height }: Grey): Grey {
  const blurred = data.slice();
  const columns = new Int32Array(width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const entering = data[y * width + x];
      const leaving = y >= 5 ? data[(y - 5) * width + x] : 0;
      columns[x] = columns[x] + entering - leaving;
    }
    if (y < 4) continue;
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += columns[x] - (x >= 5 ? columns[x - 5] : 0);
      if (x >= 4) blurred[(y - 2) * width + x - 2] = (sum + 12) / 25;
    }
  }
  return { data: blurred, width, height };
}
