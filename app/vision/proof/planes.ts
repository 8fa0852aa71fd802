/** A picture as planes of light and of its two colour differences (ITU-R BT.601, as JPEG has it), in levels. */

/** One value a pixel, row by row. */
export interface Plane {
  data: Float32Array;
  width: number;
  height: number;
}

export interface Planes {
  light: Plane;
  /** At half the size: means over 2 × 2 pixels. */
  blue: Plane;
  red: Plane;
  /** Opacity, 0 to 255; null where all of it is opaque. */
  opacity: Plane | null;
}

/** A part of a picture in bytes. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Bytes {
  /** Three bytes a pixel. */
  colours: Uint8Array;
  opacity: Uint8Array | null;
  width: number;
}

export function toPlanes({ colours, opacity, width: stride }: Bytes, { left, top, width, height }: Part): Planes {
  const light = plane(width, height);
  const blue = plane((width + 1) >> 1, (height + 1) >> 1);
  const red = plane(blue.width, blue.height);
  const alpha = opacity === null ? null : plane(width, height);
  const counts = new Uint8Array(blue.data.length);
  for (let y = 0, to = 0; y < height; y++) {
    let from = ((top + y) * stride + left) * 3;
    for (let x = 0; x < width; x++, to++, from += 3) {
      const [r, g, b] = [colours[from], colours[from + 1], colours[from + 2]];
      const value = 0.299 * r + 0.587 * g + 0.114 * b;
      light.data[to] = value;
      const cell = (y >> 1) * blue.width + (x >> 1);
      blue.data[cell] += 0.564 * (b - value);
      red.data[cell] += 0.713 * (r - value);
      counts[cell]++;
      if (alpha !== null && opacity !== null) alpha.data[to] = opacity[from / 3]!;
    }
  }
  for (let cell = 0; cell < counts.length; cell++) {
    blue.data[cell] /= counts[cell];
    red.data[cell] /= counts[cell];
  }
  return { light, blue, red, opacity: alpha };
}

export function plane(width: number, height: number): Plane {
  return { data: new Float32Array(width * height), width, height };
}

/** Means over 2 × 2 values; an odd last row or column is left out. */
export function halved({ data, width, height }: Plane): Plane {
  const half = plane(width >> 1, height >> 1);
  for (let y = 0, to = 0; y < half.height; y++)
    for (let x = 0; x < half.width; x++, to++) {
      const at = 2 * y * width + 2 * x;
      half.data[to] = (data[at] + data[at + 1] + data[at + width] + data[at + width + 1]) / 4;
    }
  return half;
}
