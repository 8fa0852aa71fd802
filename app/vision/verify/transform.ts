/**
 * Maps of the plane, from one picture's pixels to another's: x' = (xx·x + xy·y + x0) / w, y' = (yx·x + yy·y + y0) / w with
 * w = px·x + py·y + 1. An affine map has px = py = 0; the others show a picture as it is seen from the side.
 */
import { solve } from '../../linear-system.ts';

export interface Transform {
  xx: number;
  xy: number;
  x0: number;
  yx: number;
  yy: number;
  y0: number;
  px: number;
  py: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Frame {
  width: number;
  height: number;
}

export function apply({ xx, xy, x0, yx, yy, y0, px, py }: Transform, { x, y }: Point): Point {
  const w = px === 0 && py === 0 ? 1 : px * x + py * y + 1;
  return { x: (xx * x + xy * y + x0) / w, y: (yx * x + yy * y + y0) / w };
}

/** The affine map that is nearest to a map around a point. */
export function affineAt(map: Transform, { x, y }: Point): Transform {
  const w = map.px * x + map.py * y + 1;
  const to = apply(map, { x, y });
  const linear = {
    xx: (map.xx - map.px * to.x) / w,
    xy: (map.xy - map.py * to.x) / w,
    yx: (map.yx - map.px * to.y) / w,
    yy: (map.yy - map.py * to.y) / w,
  };
  return {
    ...linear,
    x0: to.x - linear.xx * x - linear.xy * y,
    y0: to.y - linear.yx * x - linear.yy * y,
    px: 0,
    py: 0,
  };
}

/** First `inner`, then `outer`. */
export function compose(outer: Transform, inner: Transform): Transform {
  const w = outer.px * inner.x0 + outer.py * inner.y0 + 1;
  const row = (x: number, y: number, constant: number) => [
    (x * inner.xx + y * inner.yx + constant * inner.px) / w,
    (x * inner.xy + y * inner.yy + constant * inner.py) / w,
    (x * inner.x0 + y * inner.y0 + constant) / w,
  ];
  const [xx, xy, x0] = row(outer.xx, outer.xy, outer.x0);
  const [yx, yy, y0] = row(outer.yx, outer.yy, outer.y0);
  const [px, py] = row(outer.px, outer.py, 1);
  return { xx, xy, x0, yx, yy, y0, px, py };
}

/** By how much areas grow under an affine map; below 0 for one that mirrors. */
export function determinant({ xx, xy, yx, yy }: Transform): number {
  return xx * yy - xy * yx;
}

/** The way back, by the adjugate matrix. The determinant must not be 0. */
export function invert({ xx, xy, x0, yx, yy, y0, px, py }: Transform): Transform {
  const scale = 1 / (xx * yy - xy * yx);
  return {
    xx: (yy - y0 * py) * scale,
    xy: (x0 * py - xy) * scale,
    x0: (xy * y0 - yy * x0) * scale,
    yx: (y0 * px - yx) * scale,
    yy: (xx - x0 * px) * scale,
    y0: (yx * x0 - xx * y0) * scale,
    px: (yx * py - yy * px) * scale,
    py: (xy * px - xx * py) * scale,
  };
}

/** The affine map that takes points nearest to their partners, by least squares; at least three pairs. */
export function fitAffine(pairs: readonly { from: Point; to: Point }[]): Transform {
  const count = pairs.length;
  const centre = { x: 0, y: 0 };
  for (const { from } of pairs) {
    centre.x += from.x / count;
    centre.y += from.y / count;
  }
  const fitOne = (value: (to: Point) => number) => {
    const system = Array.from({ length: 3 }, () => new Float64Array(4));
    for (const { from, to } of pairs) {
      const row = [from.x - centre.x, from.y - centre.y, 1, value(to)];
      system.forEach((line, i) => {
        for (let j = 0; j < 4; j++) line[j] += row[i] * row[j];
      });
    }
    const [alongX, alongY, offset] = solve(system, [1e-6, 1e-6, 1e-6]);
    return [alongX, alongY, offset - alongX * centre.x - alongY * centre.y] as const;
  };
  const [xx, xy, x0] = fitOne(({ x }) => x);
  const [yx, yy, y0] = fitOne(({ y }) => y);
  return { xx, xy, x0, yx, yy, y0, px: 0, py: 0 };
}

/**
 * The projective map that takes points nearest to their partners, by least squares over what is linear in its eight
 * numbers (Hartley and Zisserman 2004, "Multiple View Geometry", 4.1, with the points brought to a common size first);
 * at least four pairs.
 */
export function fitProjective(pairs: readonly { from: Point; to: Point }[]): Transform {
  const from = normaliser(pairs.map((pair) => pair.from));
  const to = normaliser(pairs.map((pair) => pair.to));
  const system = Array.from({ length: 8 }, () => new Float64Array(9));
  const add = (row: readonly number[]) => {
    system.forEach((line, i) => {
      for (let j = 0; j < 9; j++) line[j] += row[i] * row[j];
    });
  };
  for (const pair of pairs) {
    const [{ x, y }, { x: u, y: v }] = [apply(from, pair.from), apply(to, pair.to)];
    add([x, y, 1, 0, 0, 0, -x * u, -y * u, u]);
    add([0, 0, 0, x, y, 1, -x * v, -y * v, v]);
  }
  const [xx, xy, x0, yx, yy, y0, px, py] = solve(system, new Array<number>(8).fill(1e-9));
  return compose(invert(to), compose({ xx, xy, x0, yx, yy, y0, px, py }, from));
}

/** The affine map that brings points around the origin, 1 away from it on the average. */
function normaliser(points: readonly Point[]): Transform {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const scale = 1 / Math.max(1e-6, mean(points.map((point) => Math.hypot(point.x - x, point.y - y))));
  return { xx: scale, xy: 0, x0: -scale * x, yx: 0, yy: scale, y0: -scale * y, px: 0, py: 0 };
}
