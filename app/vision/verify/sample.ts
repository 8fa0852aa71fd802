/** A picture and its halves, and its light at any point: a coarse look takes a small version, so that it sees means. */
import { halve, type Grey } from './picture.ts';

export interface Pyramid {
  width: number;
  height: number;
  /** The picture, a half, a quarter, … of it. */
  levels: Grey[];
}

export interface SamplingLevel extends Grey {
  /** Pixels of the level a pixel of the picture. */
  scale: number;
}

const smallest = 12;

export function toPyramid(picture: Grey): Pyramid {
  const levels = [picture];
  for (let last = picture; Math.min(last.width, last.height) >= 2 * smallest;) levels.push((last = halve(last)));
  return { width: picture.width, height: picture.height, levels };
}

/** The version to look at every `spacing` pixels: one whose pixels are no finer than two thirds of that. */
export function samplingLevel({ levels }: Pyramid, spacing: number): SamplingLevel {
  const at = Math.min(levels.length - 1, Math.max(0, Math.floor(Math.log2(spacing) + 0.4)));
  const level = levels[at];
  return { ...level, scale: 2 ** -at };
}

/** Light at a point of the picture, by bilinear interpolation; beyond its border, that of the border. */
export function sampleAt({ data, width, height, scale }: SamplingLevel, x: number, y: number): number {
  const column = Math.min(width - 1, Math.max(0, x * scale - 0.5));
  const row = Math.min(height - 1, Math.max(0, y * scale - 0.5));
  const left = Math.floor(column);
  const above = Math.floor(row);
  const right = left + 1 < width ? left + 1 : left;
  const start = above * width;
  const below = above + 1 < height ? start + width : start;
  const weight = column - left;
  const top = data[start + left] * (1 - weight) + data[start + right] * weight;
  const bottom = data[below + left] * (1 - weight) + data[below + right] * weight;
  return top + (bottom - top) * (row - above);
}
