/** Affine maps of the plane, from one picture's pixels to another's: x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0. */
import { solve } from '../../linear-system.ts';

export interface Transform {
  xx: number;
  xy: number;
  x0: number;
  yx: number;
  yy: number;
  y0: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Frame {
  width: number;
  height: number;
}

export function apply({ xx, xy, x0, yx, yy, y0 }: Transform, { x, y }: Point): Point {
  return { x: xx * x + xy * y + x0, y: yx * x + yy * y + y0 };
}

/** First `inner`, then `outer`. */
export function compose(outer: Transform, inner: Transform): Transform {
  return {
    xx: outer.xx * inner.xx + outer.xy * inner.yx,
    xy: outer.xx * inner.xy + outer.xy * inner.yy,
    x0: outer.xx * inner.x0 + outer.xy * inner.y0 + outer.x0,
    yx: outer.yx * inner.xx + outer.yy * inner.yx,
    yy: outer.yx * inner.xy + outer.yy * inner.yy,
    y0: outer.yx * inner.x0 + outer.yy * inner.y0 + outer.y0,
  };
}

/** By how much areas grow; below 0 for a map that mirrors. */
export function determinant({ xx, xy, yx, yy }: Transform): number {
  return xx * yy - xy * yx;
}

/** The way back. The determinant must not be 0. */
export function invert(transform: Transform): Transform {
  const { xx, xy, x0, yx, yy, y0 } = transform;
  const scale = 1 / determinant(transform);
  return {
    xx: yy * scale,
    xy: -xy * scale,
    x0: (xy * y0 - yy * x0) * scale,
    yx: -yx * scale,
    yy: xx * scale,
    y0: (yx * x0 - xx * y0) * scale,
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
  return { xx, xy, x0, yx, yy, y0 };
}
