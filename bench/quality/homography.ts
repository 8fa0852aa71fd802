/** Shows a picture as it looks from a little further to the side: a perspective transform with bilinear sampling. */
import type { Picture } from '../../app/images/decode.ts';

export interface Point {
  x: number;
  y: number;
}

/** Top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

/** @param corners where in the picture the corners of the result lie, inside it. @returns a picture of this size. */
export function perspective(picture: Picture, corners: Corners, width: number, height: number): Picture {
  const place = squareTo(corners);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, into = 0; y < height; y++)
    for (let x = 0; x < width; x++, into += 3) {
      const from = place((x + 0.5) / width, (y + 0.5) / height);
      sample(picture, from.x - 0.5, from.y - 0.5, data, into);
    }
  return { data, width, height };
}

/** From the unit square to a quadrilateral (Heckbert 1989, "Fundamentals of Texture Mapping and Image Warping", 2.2.3). */
function squareTo([a, b, c, d]: Corners): (u: number, v: number) => Point {
  const across = { x: b.x - c.x, y: b.y - c.y };
  const down = { x: d.x - c.x, y: d.y - c.y };
  const sum = { x: a.x - b.x + c.x - d.x, y: a.y - b.y + c.y - d.y };
  const determinant = across.x * down.y - down.x * across.y;
  const g = (sum.x * down.y - down.x * sum.y) / determinant;
  const h = (across.x * sum.y - sum.x * across.y) / determinant;
  return (u, v) => {
    const scale = g * u + h * v + 1;
    return {
      x: ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / scale,
      y: ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / scale,
    };
  };
}

function sample({ data, width, height }: Picture, x: number, y: number, target: Uint8Array, into: number): void {
  const left = Math.min(Math.max(x, 0), width - 1);
  const top = Math.min(Math.max(y, 0), height - 1);
  const [x0, y0] = [Math.floor(left), Math.floor(top)];
  const [x1, y1] = [Math.min(x0 + 1, width - 1), Math.min(y0 + 1, height - 1)];
  const [shareX, shareY] = [left - x0, top - y0];
  for (let channel = 0; channel < 3; channel++) {
    const at = (column: number, row: number) => data[(row * width + column) * 3 + channel] ?? 0;
    const upper = at(x0, y0) * (1 - shareX) + at(x1, y0) * shareX;
    const lower = at(x0, y1) * (1 - shareX) + at(x1, y1) * shareX;
    target[into + channel] = Math.round(upper * (1 - shareY) + lower * shareY);
  }
}
