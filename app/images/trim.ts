/**
 * The picture within flat bars: a screenshot's page above and below the photo that it shows, a letterbox, a border, the
 * plain ground around a thing. Without them it lies near the photo that was shown.
 */
import { squeeze, fromPicture, type Picture } from './decode.ts';

/** How far a colour may lie from its row's own, in levels of each channel. */
const tolerance = 6;
/** The share of a row or column that has one colour where it is a bar: a line of text in it changes nothing. */
const flatShare = 0.72;
/** The share of a side that bars must take together; less says nothing. */
const leastTrimmed = 0.1;
/** The share of a side that must remain: what is flat all over has no picture in it. */
const leastKept = 0.125;

/** A part of a squeezed picture, in its pixels; right and bottom are the first that lie outside. */
export interface Part {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Finds what lies within flat bars.
 * @param pixels `side · side · 3` bytes, row by row.
 * @returns null where there are no bars to speak of, or nothing but bars.
 */
export function withinBars(pixels: Uint8Array, side: number): Part | null {
  const part = { left: 0, top: 0, right: side, bottom: side };
  const isFlatRow = (y: number) => isFlat(pixels, y * side + part.left, 1, part.right - part.left);
  while (part.top < part.bottom && isFlatRow(part.top)) part.top++;
  while (part.bottom > part.top && isFlatRow(part.bottom - 1)) part.bottom--;
  if (part.bottom - part.top < leastKept * side) return null;
  const isFlatColumn = (x: number) => isFlat(pixels, part.top * side + x, side, part.bottom - part.top);
  while (part.left < part.right && isFlatColumn(part.left)) part.left++;
  while (part.right > part.left && isFlatColumn(part.right - 1)) part.right--;
  if (part.right - part.left < leastKept * side) return null;
  const kept = Math.min(part.right - part.left, part.bottom - part.top);
  return kept > (1 - leastTrimmed) * side ? null : part;
}

/** @param step from one pixel of the row or column to the next. */
function isFlat(pixels: Uint8Array, first: number, step: number, count: number): boolean {
  // Where most has one colour, the middle value of each channel is that colour.
  const middle = [0, 1, 2].map(
    (channel) =>
      Uint8Array.from({ length: count }, (_, at) => pixels[(first + at * step) * 3 + channel] ?? 0).sort()[
        count >> 1
      ] ?? 0,
  );
  let flat = 0;
  for (let at = 0; at < count; at++) {
    const pixel = (first + at * step) * 3;
    if (middle.every((value, channel) => Math.abs((pixels[pixel + channel] ?? 0) - value) <= tolerance)) flat++;
  }
  return flat >= flatShare * count;
}

/** A part of a picture, as found in the squeezed one, squeezed to a square in its turn. */
export async function squeezePart(picture: Picture, part: Part, side: number): Promise<Uint8Array<ArrayBuffer>> {
  const [across, down] = [picture.width / side, picture.height / side];
  const left = Math.min(picture.width - 1, Math.round(part.left * across));
  const top = Math.min(picture.height - 1, Math.round(part.top * down));
  const width = Math.max(1, Math.round(part.right * across) - left);
  const height = Math.max(1, Math.round(part.bottom * down) - top);
  const data = await fromPicture(picture).extract({ left, top, width, height }).raw().toBuffer();
  return squeeze({ data, width, height }, side);
}
