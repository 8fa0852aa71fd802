/** What a decoder hands over: pixels, and what they mean. */
export interface Decoded {
  /** Row by row, `channels` bytes a pixel: upright, as displayed. */
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
  /** RGB, or RGB and alpha. */
  channels: 3 | 4;
  /** ICC profile of the pixels; null for sRGB. */
  profile: Uint8Array | null;
  /** Of the picture in the file that was decoded for it: how much memory that took. */
  pixelsDecoded: number;
}

/** With what a decoder says of the picture in the file. */
export interface Described extends Decoded {
  /** The size of the picture in the file, as displayed; what was decoded may be a reduced one. */
  fullWidth: number;
  fullHeight: number;
  /** Bits a sample in the file. */
  bits: number;
  alpha: boolean;
  /** Frames, pages or layers that are pictures of their own; only the first was decoded. */
  pages: number;
}

/** A part of a picture, and where it lies, as shares of the whole. */
export interface Part {
  pixels: Pick<Decoded, 'data' | 'width' | 'height' | 'channels'>;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What a decoder says about a file; completes "The file … ". Any other error means that the file is damaged. */
export class DecoderProblem extends Error {}

/** The integer by which a picture can be divided and still be at least `side` on its longest side. */
export function reduction(width: number, height: number, side: number): number {
  // Twice the side: the rest of the way is resampled well, and a cell that is cut at the edge does not count.
  return Math.max(1, Math.floor(Math.max(width, height) / (2 * side)));
}

/** Means over `factor` × `factor` pixels; what is left over at the right and at the bottom counts with fewer pixels. */
export function reduce(
  source: Uint8Array,
  stride: number,
  { width, height, channels }: Pick<Decoded, 'width' | 'height' | 'channels'>,
  factor: number,
): Pick<Decoded, 'data' | 'width' | 'height' | 'channels'> {
  const [wide, high] = [Math.ceil(width / factor), Math.ceil(height / factor)];
  const data = new Uint8Array(wide * high * channels);
  if (factor === 1) {
    for (let y = 0; y < height; y++)
      data.set(source.subarray(y * stride, y * stride + width * channels), y * width * channels);
    return { data, width, height, channels };
  }
  const sums = new Uint32Array(wide * channels);
  for (let row = 0; row < high; row++) {
    sums.fill(0);
    const last = Math.min((row + 1) * factor, height);
    for (let y = row * factor; y < last; y++)
      for (let x = 0, at = y * stride; x < width; x++) {
        const into = Math.floor(x / factor) * channels;
        for (let channel = 0; channel < channels; channel++)
          sums[into + channel] = (sums[into + channel] ?? 0) + (source[at++] ?? 0);
      }
    for (let x = 0; x < wide; x++) {
      const count = (last - row * factor) * (Math.min((x + 1) * factor, width) - x * factor);
      for (let channel = 0; channel < channels; channel++)
        data[(row * wide + x) * channels + channel] = Math.round((sums[x * channels + channel] ?? 0) / count);
    }
  }
  return { data, width: wide, height: high, channels };
}
