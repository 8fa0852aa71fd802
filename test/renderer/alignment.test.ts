import { expect, test } from 'vitest';
import { reverse, type Relation } from '../../app/vision/verify/relation.ts';
import { alignmentOf, cssTransform, type Affine } from '../../renderer/state/compare/alignment.ts';

const whole = { left: 0, top: 0, width: 1, height: 1 };
const plain: Relation = {
  ...{
    kind: 'cropped',
    score: 1,
    box: whole,
    inside: 'a',
    turn: 0,
    mirrored: false,
    scale: 1,
    share: 1,
    gain: 1,
    offset: 0,
  },
  ...{ saturation: 1, agreement: 1, overlay: 0, inliers: 0, framed: false },
};
const apply = ({ xx, xy, x0, yx, yy, y0 }: Affine, [u, v]: readonly [number, number]) => [
  xx * u + xy * v + x0,
  yx * u + yy * v + y0,
];
const points = [
  [0, 0],
  [1, 0],
  [0, 1],
  [0.3, 0.8],
] as const;

/** What the verifier would say of `a` laid on `b` by: mirrored, enlarged, turned, then moved to a place of its middle. */
function told(
  a: { width: number; height: number },
  b: { width: number; height: number },
  { turn, mirrored, scale, x, y }: { turn: number; mirrored: boolean; scale: number; x: number; y: number },
) {
  const [cosine, sine] = [scale * Math.cos((turn * Math.PI) / 180), scale * Math.sin((turn * Math.PI) / 180)];
  const flip = mirrored ? -1 : 1;
  const linear = { xx: cosine * flip, xy: -sine, yx: sine * flip, yy: cosine };
  const map = {
    ...linear,
    x0: x - (linear.xx * a.width + linear.xy * a.height) / 2,
    y0: y - (linear.yx * a.width + linear.yy * a.height) / 2,
  };
  const corners = [0, a.width].flatMap((left) =>
    [0, a.height].map((top) => [
      (map.xx * left + map.xy * top + map.x0) / b.width,
      (map.yx * left + map.yy * top + map.y0) / b.height,
    ]),
  );
  const range = (axis: 0 | 1) => {
    const values = corners.map((corner) => Math.min(1, Math.max(0, corner[axis] ?? 0)));
    return { from: Math.min(...values), length: Math.max(...values) - Math.min(...values) };
  };
  const [across, down] = [range(0), range(1)];
  const box = { left: across.from, top: down.from, width: across.length, height: down.length };
  return {
    relation: { ...plain, box, turn, mirrored, scale },
    expected: ([u, v]: readonly [number, number]) => [
      (map.xx * u * a.width + map.xy * v * a.height + map.x0) / b.width,
      (map.yx * u * a.width + map.yy * v * a.height + map.y0) / b.height,
    ],
  };
}

const a = { width: 400, height: 300 };
const b = { width: 1600, height: 1000 };

test.each([
  { turn: 0, mirrored: false, scale: 1.5, x: 600, y: 500 },
  { turn: 0, mirrored: true, scale: 1, x: 900, y: 400 },
  { turn: 90, mirrored: false, scale: 2, x: 800, y: 500 },
  { turn: -90, mirrored: true, scale: 1.2, x: 700, y: 480 },
  { turn: 17, mirrored: false, scale: 1.3, x: 640, y: 520 },
  { turn: -160, mirrored: true, scale: 0.8, x: 900, y: 600 },
])('a picture lies on the other where the verifier saw it: %o', (place) => {
  const { relation, expected } = told(a, b, place);
  const { aOnB, bOnA } = alignmentOf(relation, a, b);
  const seenFromB = alignmentOf(reverse(relation), b, a);
  for (const point of points) {
    const there = apply(aOnB, point);
    for (const [at, value] of expected(point).entries()) expect(there[at]).toBeCloseTo(value, 4);
    for (const [at, value] of apply(bOnA, there as [number, number]).entries())
      expect(value).toBeCloseTo(point[at]!, 4);
    for (const [at, value] of apply(seenFromB.bOnA, point).entries()) expect(value).toBeCloseTo(there[at]!, 4);
  }
});

test('a turn that is too small to be measured is none', () => {
  const { relation, expected } = told(a, b, { turn: 0, mirrored: false, scale: 1.5, x: 600, y: 500 });
  const { aOnB } = alignmentOf({ ...relation, turn: 0.6 }, a, b);
  for (const point of points)
    for (const [at, value] of apply(aOnB, point).entries()) expect(value).toBeCloseTo(expected(point)[at]!, 6);
});

test('what an edge cuts off is told by the scale', () => {
  const { relation, expected } = told(a, b, { turn: 10, mirrored: false, scale: 1.5, x: 200, y: 500 });
  expect(relation.box.left).toBe(0);
  const { aOnB } = alignmentOf(relation, a, b);
  for (const point of points)
    for (const [at, value] of apply(aOnB, point).entries()) expect(value).toBeCloseTo(expected(point)[at]!, 2);
});

test('a stretched picture lies on all of the other', () => {
  const { aOnB } = alignmentOf(plain, { width: 400, height: 400 }, b);
  for (const point of points)
    for (const [at, value] of apply(aOnB, point).entries()) expect(value).toBeCloseTo(point[at]!, 6);
});

test('as CSS, lengths are those of the picture that is laid on', () => {
  const { relation } = told(a, b, { turn: 90, mirrored: false, scale: 2, x: 800, y: 500 });
  // Turned by a quarter, 800 × 600 pixels become 600 × 800 of 1600 × 1000.
  expect(cssTransform(alignmentOf(relation, a, b).aOnB, b)).toBe(
    'translate(68.7500%, 10.0000%) matrix(0.000000, 0.500000, -0.600000, 0.000000, 0, 0)',
  );
});
