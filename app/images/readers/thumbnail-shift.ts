/**
 * Where a thumbnail's pixels lie in its picture. Many programs make a thumbnail of every n-th pixel: it then shows the
 * picture shifted by up to half a pixel, which is enough for it to look like an edit of what was exported from it.
 */
import type { Decoded, Part } from './decoded.ts';

type Pixels = Pick<Decoded, 'data' | 'width' | 'height' | 'channels'>;
interface Shift {
  x: number;
  y: number;
}

const steps = [-0.5, -0.375, -0.25, -0.125, 0, 0.125, 0.25, 0.375, 0.5];

/** The thumbnail as it looks where its pixels lie in their middles, by the parts of the picture that were decoded. */
export function straightened(thumbnail: Pixels, parts: readonly Part[]): Pixels {
  const shifts = steps.flatMap((x) => steps.map((y) => ({ x, y })));
  let best: Shift = { x: 0, y: 0 };
  let least = Infinity;
  for (const shift of shifts) {
    const difference = parts.reduce((sum, part) => sum + differenceAt(thumbnail, part, shift), 0);
    if (difference < least) [best, least] = [shift, difference];
  }
  return best.x === 0 && best.y === 0 ? thumbnail : shifted(thumbnail, best);
}

/** Sum of the green differences between a part and the shifted thumbnail, inside of the thumbnail's edge. */
function differenceAt(thumbnail: Pixels, { pixels, left, top, right, bottom }: Part, { x, y }: Shift): number {
  let sum = 0;
  for (let row = 0; row < pixels.height; row++)
    for (let column = 0; column < pixels.width; column++) {
      const across = (left + ((right - left) * (column + 0.5)) / pixels.width) * thumbnail.width - 0.5 + x;
      const down = (top + ((bottom - top) * (row + 0.5)) / pixels.height) * thumbnail.height - 0.5 + y;
      if (across < 1 || down < 0.5 || across > thumbnail.width - 2 || down > thumbnail.height - 2) continue;
      const here = pixels.data[(row * pixels.width + column) * pixels.channels + 1] ?? 0;
      sum += Math.abs(here - sample(thumbnail, across, down, 1));
    }
  return sum;
}

function shifted(thumbnail: Pixels, { x, y }: Shift): Pixels {
  const { width, height, channels } = thumbnail;
  const data = new Uint8Array(width * height * channels);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      for (let channel = 0; channel < channels; channel++, at++)
        data[at] = Math.round(sample(thumbnail, clamp(column + x, width - 1), clamp(row + y, height - 1), channel));
  return { data, width, height, channels };
}

/** Between four pixels. */
function sample({ data, width, height, channels }: Pixels, x: number, y: number, channel: number): number {
  const [left, top] = [Math.min(Math.floor(x), width - 2), Math.min(Math.floor(y), height - 2)];
  const [across, down] = [x - left, y - top];
  const at = (top * width + left) * channels + channel;
  const below = at + width * channels;
  const upper = (data[at] ?? 0) * (1 - across) + (data[at + channels] ?? 0) * across;
  const lower = (data[below] ?? 0) * (1 - across) + (data[below + channels] ?? 0) * across;
  return upper * (1 - down) + lower * down;
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
