import { expect, test } from 'vitest';
import {
  affineAt,
  apply,
  compose,
  fitProjective,
  invert,
  type Point,
  type Transform,
} from '../../../../app/vision/verify/transform.ts';
import { Chance } from '../../../../bench/random.ts';

/** Seen from the side, turned, a little larger. */
const aslant: Transform = { xx: 1.1, xy: -0.3, x0: 14, yx: 0.25, yy: 0.9, y0: -8, px: 4e-4, py: -3e-4 };
const mirror: Transform = { xx: -1, xy: 0, x0: 320, yx: 0, yy: 1, y0: 0, px: 0, py: 0 };

const points: Point[] = [0, 70, 150, 310].flatMap((x) => [0, 40, 130, 230].map((y) => ({ x, y })));

test('the way back leads back', () => {
  for (const point of points) {
    const back = apply(invert(aslant), apply(aslant, point));
    expect(back.x).toBeCloseTo(point.x, 8);
    expect(back.y).toBeCloseTo(point.y, 8);
  }
});

test('one map after another is one map', () => {
  for (const point of points) {
    const [once, twice] = [apply(compose(mirror, aslant), point), apply(mirror, apply(aslant, point))];
    expect(once.x).toBeCloseTo(twice.x, 8);
    expect(once.y).toBeCloseTo(twice.y, 8);
  }
});

test('around a point a map is nearly affine: its slopes are those of finite differences', () => {
  const at = { x: 120, y: 90 };
  const near = affineAt(aslant, at);
  const step = 1e-4;
  const [from, right, below] = [at, { ...at, x: at.x + step }, { ...at, y: at.y + step }].map((point) =>
    apply(aslant, point),
  );
  expect(apply(near, at).x).toBeCloseTo(from!.x, 9);
  expect(near.xx).toBeCloseTo((right!.x - from!.x) / step, 5);
  expect(near.yx).toBeCloseTo((right!.y - from!.y) / step, 5);
  expect(near.xy).toBeCloseTo((below!.x - from!.x) / step, 5);
  expect(near.yy).toBeCloseTo((below!.y - from!.y) / step, 5);
});

test('a fit finds the map that the points went by, and comes near it through noise', () => {
  const exact = points.map((from) => ({ from, to: apply(aslant, from) }));
  const found = fitProjective(exact);
  for (const name of ['xx', 'xy', 'x0', 'yx', 'yy', 'y0', 'px', 'py'] as const)
    expect(found[name]).toBeCloseTo(aslant[name], 5);
  const chance = new Chance('noise');
  const noisy = fitProjective(
    exact.map(({ from, to }) => ({ from, to: { x: to.x + chance.normal() / 2, y: to.y + chance.normal() / 2 } })),
  );
  for (const { from, to } of exact) {
    const near = apply(noisy, from);
    expect(Math.hypot(near.x - to.x, near.y - to.y)).toBeLessThan(1.5);
  }
});
