/** How strong the colours of a photo are, or of a part of it. */
import { pool } from '../copies/grid.ts';
import { wholeBox, type Box } from './relation.ts';

/** Colour differences of a photo (ITU-R BT.601), as grids. */
export interface Colours {
  blue: Float32Array;
  red: Float32Array;
}

/** Cells along a side of a whole photo: finer ones would count the noise of weak colours. */
const wholeSide = 16;

/**
 * Mean strength of the colours, in levels, and one level more, so that there always is some.
 * @param side cells along a side of the photo, 4, 8 or 16. @param box the part that counts, by the cells' middles.
 */
export function saturationOf({ blue, red }: Colours, side = wholeSide, box = wholeBox): number {
  const [pooledBlue, pooledRed] = [pool(blue, side), pool(red, side)];
  const isWithin = (cell: number, from: number, length: number) => {
    const middle = (cell + 0.5) / side;
    return middle >= from && middle <= from + length;
  };
  let [sum, cells] = [0, 0];
  pooledBlue.forEach((value, at) => {
    if (!isWithin(at % side, box.left, box.width) || !isWithin(Math.floor(at / side), box.top, box.height)) return;
    sum += Math.hypot(value, pooledRed[at]);
    cells++;
  });
  return 1 + sum / Math.max(1, cells);
}

/** Around a frame that is turned by degrees its box shows something else: its middle does not. */
const middle: Box = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 };
const askew = 3;

/**
 * Saturation of a photo as a multiple of that of the part of another which it shows.
 * @param box where the photo lies in the other one. @param turn degrees by which it lies turned there.
 */
export function saturationInside(inner: Colours, outer: Colours, box: Box, turn: number): number {
  const part = Math.abs(turn - 90 * Math.round(turn / 90)) > askew ? middle : wholeBox;
  // Cells about as large as those of the outer photo: smaller ones show stronger colours.
  const side = wholeSide * Math.sqrt(box.width * box.height);
  const within = {
    left: box.left + box.width * part.left,
    top: box.top + box.height * part.top,
    width: box.width * part.width,
    height: box.height * part.height,
  };
  return saturationOf(inner, side > 12 ? 16 : side > 6 ? 8 : 4, part) / saturationOf(outer, wholeSide, within);
}
