/** How two frames lie on each other under a map, and what is around the smaller one. */
import type { Box } from './relation.ts';
import { sampleAt, samplingLevel, type Pyramid } from './sample.ts';
import { apply, determinant, invert, type Frame, type Transform } from './transform.ts';

const samples = 24;

/** Share of frame `a` that falls inside `b`. */
export function coverage(a: Frame, b: Frame, map: Transform): number {
  let inside = 0;
  for (let row = 0; row < samples; row++)
    for (let column = 0; column < samples; column++) {
      const { x, y } = apply(map, { x: ((column + 0.5) * a.width) / samples, y: ((row + 0.5) * a.height) / samples });
      if (x >= 0 && y >= 0 && x <= b.width && y <= b.height) inside++;
    }
  return inside / samples ** 2;
}

/** The upright box around frame `a` in `b`, as shares of `b`, cut off where it leaves `b`. */
export function boxOf(a: Frame, b: Frame, map: Transform): Box {
  const corners = [0, a.width].flatMap((x) => [0, a.height].map((y) => apply(map, { x, y })));
  const range = (values: number[], side: number) => {
    const from = Math.min(1, Math.max(0, Math.min(...values) / side));
    return { from, length: Math.min(1, Math.max(0, Math.max(...values) / side)) - from };
  };
  const across = range(
    corners.map(({ x }) => x),
    b.width,
  );
  const down = range(
    corners.map(({ y }) => y),
    b.height,
  );
  return { left: across.from, top: down.from, width: across.length, height: down.length };
}

/** Degrees, clockwise, by which a map turns, after it has mirrored left to right if it mirrors at all: −180 to 180. */
export function turnOf(map: Transform): number {
  const sign = determinant(map) < 0 ? -1 : 1;
  return (Math.atan2(sign * map.yx - map.xy, sign * map.xx + map.yy) * 180) / Math.PI;
}

/** Levels that a plain border's light keeps to, but for its noise; how far it must differ from the photo's own edge. */
const plain = 10;
const edge = 14;
/** Margins that differ by less than this share of the side are the same: a border goes around evenly. */
const even = 0.03;
/** Strip that is left out on either side of the edge, where both are blurred together: a share of the longer side. */
const blurred = 0.015;

/** Whether `b` is `a` within a plain border (or between plain bars), when `map` lays `a` inside `b`. */
export function hasPlainBorder(a: Pyramid, b: Pyramid, map: Transform): boolean {
  const back = invert(map);
  const slack = blurred * Math.max(a.width, a.height);
  const level = samplingLevel(b, 2);
  const outside: number[] = [];
  const rim: number[] = [];
  const side = 64;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const to = { x: ((column + 0.5) * b.width) / side, y: ((row + 0.5) * b.height) / side };
      const { x, y } = apply(back, to);
      const depth = Math.min(x, y, a.width - x, a.height - y);
      if (depth < -slack) outside.push(sampleAt(level, to.x, to.y));
      else if (depth > slack && depth < 4 * slack) rim.push(sampleAt(level, to.x, to.y));
    }
  if (outside.length === 0 || rim.length === 0) return false;
  outside.sort((one, other) => one - other);
  const middle = outside[outside.length >> 1];
  const stray = outside.filter((light) => Math.abs(light - middle) > plain).length;
  if (stray > outside.length * 0.02) return false;
  const { left, top, width, height } = boxOf(a, b, map);
  const isEven = Math.abs(left - (1 - left - width)) < even && Math.abs(top - (1 - top - height)) < even;
  const isVisible = rim.filter((light) => Math.abs(light - middle) > edge).length > rim.length / 2;
  return isEven || isVisible;
}
