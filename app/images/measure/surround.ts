/** Whether what a picture has beyond another one is no picture: a border, the bars of a screenshot, the ground of a turned one. */
import type { Picture } from '../decode.ts';

/** As shares of the picture's width and height. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Side of the cells that are looked at, in pixels, and levels within which a cell is plain. */
const cell = 4;
const plain = 7;
/** Share of the cells around that must be plain. */
const plainAround = 0.55;
/** Levels by which the light jumps at the edge of the part, on this share of the edge. */
const jump = 12;
const jumpsAlong = 0.4;
/** Side of the corners that are looked at, as a share of the shorter side. */
const corner = 0.045;

/**
 * @param part where the other picture lies.
 * @returns true when all around it is plain and begins abruptly: a plain wall behind a thing goes on inside the part.
 */
export function isSurround(picture: Picture, part: Part): boolean {
  const { width, height } = picture;
  const [left, right] = [part.left * width, (part.left + part.width) * width];
  const [top, bottom] = [part.top * height, (part.top + part.height) * height];
  let [plainCells, cells] = [0, 0];
  for (let y = 0; y + cell <= height; y += cell)
    for (let x = 0; x + cell <= width; x += cell) {
      const isOutside = x + cell <= left - 2 || x >= right + 2 || y + cell <= top - 2 || y >= bottom + 2;
      if (!isOutside) continue;
      cells++;
      plainCells += Number(spreadOf(picture, x, y) <= plain);
    }
  if (cells < 12 || plainCells < plainAround * cells) return false;
  return jumpsAlongEdge(picture, { left, right, top, bottom }) >= jumpsAlong;
}

/** Share of the edge of a part at which the light differs from one side to the other. */
function jumpsAlongEdge(
  picture: Picture,
  { left, right, top, bottom }: { left: number; right: number; top: number; bottom: number },
): number {
  const gap = 3;
  let [jumps, places] = [0, 0];
  const compare = (x: number, y: number, outerX: number, outerY: number) => {
    const isInside = outerX >= 0 && outerY >= 0 && outerX < picture.width && outerY < picture.height;
    if (!isInside) return;
    places++;
    jumps += Number(Math.abs(lightAt(picture, x, y) - lightAt(picture, outerX, outerY)) >= jump);
  };
  for (let x = left + gap; x < right - gap; x += 2) {
    compare(x, top + gap, x, top - gap);
    compare(x, bottom - gap, x, bottom + gap);
  }
  for (let y = top + gap; y < bottom - gap; y += 2) {
    compare(left + gap, y, left - gap, y);
    compare(right - gap, y, right + gap, y);
  }
  return places === 0 ? 0 : jumps / places;
}

/** Whether a picture stands turned on a plain ground: at least three of its corners are plain, and of one colour. */
export function hasPlainCorners(picture: Picture): boolean {
  const { width, height } = picture;
  const side = Math.max(3, Math.round(Math.min(width, height) * corner));
  const lights = [
    { x: 1, y: 1, across: 1, down: 1 },
    { x: width - 2, y: 1, across: -1, down: 1 },
    { x: 1, y: height - 2, across: 1, down: -1 },
    { x: width - 2, y: height - 2, across: -1, down: -1 },
  ].map(({ x, y, across, down }) => {
    const values = [];
    for (let row = 0; row < side; row++)
      for (let column = 0; row + column < side; column++)
        values.push(lightAt(picture, x + across * column, y + down * row));
    return {
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      spread: Math.max(...values) - Math.min(...values),
    };
  });
  return lights.some(
    ({ mean }) => lights.filter((one) => one.spread <= 2 * plain && Math.abs(one.mean - mean) <= plain).length >= 3,
  );
}

function spreadOf(picture: Picture, left: number, top: number): number {
  let [low, high] = [255, 0];
  for (let y = top; y < top + cell; y++)
    for (let x = left; x < left + cell; x++) {
      const light = lightAt(picture, x, y);
      low = Math.min(low, light);
      high = Math.max(high, light);
    }
  return high - low;
}

function lightAt({ data, width }: Picture, x: number, y: number): number {
  const at = (Math.floor(y) * width + Math.floor(x)) * 3;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}
