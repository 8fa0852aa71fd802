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
  for (let y = 0, to = 0; y < height; y++) {
    let from = ((top + y) * stride + left) * 3;
    const row = (y >> 1) * blue.width;
    for (let x = 0; x < width; x++, to++, from += 3) {
      const r = colours[from];
      const b = colours[from + 2];
      const value = 0.299 * r + 0.587 * colours[from + 1] + 0.114 * b;
      light.data[to] = value;
      const cell = row + (x >> 1);
      blue.data[cell] += 0.564 * (b - value);
      red.data[cell] += 0.713 * (r - value);
    }
  }
  for (let y = 0, cell = 0; y < blue.height; y++)
    for (let x = 0; x < blue.width; x++, cell++) {
      // An odd last row or column is alone.
      const count = Math.min(2, width - 2 * x) * Math.min(2, height - 2 * y);
      blue.data[cell] /= count;
      red.data[cell] /= count;
    }
  return {
    light,
    blue,
    red,
    opacity: opacity === null ? null : opacityOf(opacity, stride, { left, top, width, height }),
  };
}

function opacityOf(opacity: Uint8Array, stride: number, { left, top, width, height }: Part): Plane {
  const alpha = plane(width, height);
  for (let y = 0; y < height; y++)
    alpha.data.set(opacity.subarray((top + y) * stride + left, (top + y) * stride + left + width), y * width);
  return alpha;
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
