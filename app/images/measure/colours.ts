/** What a picture has lost of its colours and its light: to grey, to a palette, or cut off at the ends. */
import { levelAt, levelsOf } from './levels.ts';

/** Levels between two channels from which a pixel is coloured, and the share of pixels that make a picture coloured. */
const coloured = 14;
const colouredShare = 0.001;
/** A palette holds at most this many colours; a grey picture has no more anyway, and is thinned out below this many. */
const palette = 256;
const greyLevels = 96;
/** Bits of entropy from which few colours stand for a photo that was thinned out: a drawing needs no more than it has. */
const photoLike = 3.5;

export interface Colours {
  /** False for a grey picture. */
  isColoured: boolean;
  /** Whether it is a photo in the few colours of a palette. */
  isThinned: boolean;
  /**
   * Share of its samples, 0 to 1, that are as dark or as bright as any in it, where many are so: what was there is cut off.
   * What was cut off stays so when the picture is made darker.
   */
  cutOff: number;
  /** Levels between the darkest and the brightest hundredth of its samples, 1 to 255. */
  range: number;
}

/** Share of the samples that may lie beyond an end, and the share of the levels between both ends that lies at each. */
const beyond = 0.01;
const ends = 0.03;

/** @param pixels 8-bit RGB, three bytes a pixel. */
export function measureColours(pixels: Uint8Array): Colours {
  const counts = new Map<number, number>();
  const levels = levelsOf(pixels);
  let colouredPixels = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    // Millions of pixels: read one by one, without an array for each.
    const red = pixels[at] ?? 0;
    const green = pixels[at + 1] ?? 0;
    const blue = pixels[at + 2] ?? 0;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) >= coloured) colouredPixels++;
    if (counts.size > palette) continue;
    const colour = (red << 16) | (green << 8) | blue;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const total = pixels.length / 3;
  const isColoured = colouredPixels > total * colouredShare;
  const isFew = counts.size <= (isColoured ? palette : greyLevels);
  const [darkest, brightest] = [levelAt(levels, beyond), levelAt(levels, 1 - beyond)];
  const atEnd = Math.max(1, ends * (brightest - darkest));
  const cut = levels.reduce(
    (sum, count, level) => sum + (level < darkest + atEnd || level > brightest - atEnd ? count : 0),
    0,
  );
  return {
    isColoured,
    isThinned: isFew && entropy(counts, total) >= photoLike,
    cutOff: cut / pixels.length,
    range: Math.max(1, levelAt(levels, 0.99) - levelAt(levels, 0.01)),
  };
}

function entropy(counts: ReadonlyMap<number, number>, total: number): number {
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}
