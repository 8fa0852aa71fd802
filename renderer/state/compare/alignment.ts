/** Where a picture lies on another one, as the verifier saw it. */
import type { Relation } from '../../../app/contract/contract.ts';

interface Size {
  width: number;
  height: number;
}

/**
 * A map of the plane, (u, v) ↦ (xx·u + xy·v + x0, yx·u + yy·v + y0), between two pictures, either from 0 to 1 across and down.
 */
export interface Affine {
  xx: number;
  xy: number;
  x0: number;
  yx: number;
  yy: number;
  y0: number;
}

/** How two pictures lie on each other: where each picture's points are on the other. */
export interface Alignment {
  aOnB: Affine;
  bOnA: Affine;
}

/** Degrees from a quarter turn below which a picture is straight: no turn is measured finer, and few are made. */
const straight = 0.75;
/** Nearer to an edge than this, as a share of the side, a box is cut off by it. */
const cut = 0.002;

/** @param relation as it was seen from `a`. */
export function alignmentOf(relation: Relation, a: Size, b: Size): Alignment {
  if (relation.inside === 'a') {
    const aOnB = innerOnOuter(relation, a, b, relation.scale);
    return { aOnB, bOnA: inverse(aOnB) };
  }
  // Told from the other photo, a turn goes the other way, unless a mirror does that already.
  const turn = relation.mirrored ? relation.turn : -relation.turn;
  const bOnA = innerOnOuter({ ...relation, turn }, b, a, 1 / relation.scale);
  return { aOnB: inverse(bOnA), bOnA };
}

/** @param scale pixels of the outer picture a pixel of the inner one. */
function innerOnOuter(
  { box, turn, mirrored }: Pick<Relation, 'box' | 'turn' | 'mirrored'>,
  inner: Size,
  outer: Size,
  scale: number,
): Affine {
  const quarters = Math.round(turn / 90);
  const isStraight = Math.abs(turn - quarters * 90) < straight;
  const angle = ((isStraight ? quarters * 90 : turn) * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const [wide, high] = [Math.abs(cosine), Math.abs(sine)];
  const boxed = { width: inner.width * wide + inner.height * high, height: inner.width * high + inner.height * wide };
  const across = side(box.left, box.width, (boxed.width * scale) / outer.width);
  const down = side(box.top, box.height, (boxed.height * scale) / outer.height);
  // Pixels of the outer picture a pixel of the inner one, across and down the outer picture.
  let [x, y] = [(across.length * outer.width) / boxed.width, (down.length * outer.height) / boxed.height];
  // What is straight may be stretched; otherwise one scale holds for both sides.
  if (!isStraight) x = y = Math.sqrt(x * y);
  const flip = mirrored ? -1 : 1;
  const linear = {
    xx: (x * cosine * flip * inner.width) / outer.width,
    xy: (-x * sine * inner.height) / outer.width,
    yx: (y * sine * flip * inner.width) / outer.height,
    yy: (y * cosine * inner.height) / outer.height,
  };
  return {
    ...linear,
    x0: across.middle - (linear.xx + linear.xy) / 2,
    y0: down.middle - (linear.yx + linear.yy) / 2,
  };
}

/** One side of the box; where an edge of the outer picture cuts it off, what is cut off is told by its scale. */
function side(from: number, length: number, expected: number): { length: number; middle: number } {
  const isCutBefore = from < cut;
  const isCutAfter = from + length > 1 - cut;
  // Cut off by less than the box is measured to, it is whole.
  if (isCutBefore === isCutAfter || expected < length * 1.01) return { length, middle: from + length / 2 };
  const start = isCutBefore ? from + length - expected : from;
  return { length: expected, middle: start + expected / 2 };
}

function inverse({ xx, xy, x0, yx, yy, y0 }: Affine): Affine {
  const area = xx * yy - xy * yx;
  const back = { xx: yy / area, xy: -xy / area, yx: -yx / area, yy: xx / area };
  return { ...back, x0: -(back.xx * x0 + back.xy * y0), y0: -(back.yx * x0 + back.yy * y0) };
}

const corners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** Where the corners of a picture lie on the other one, in shares of its sides, around the picture. */
export function cornersOf({ xx, xy, x0, yx, yy, y0 }: Affine): { x: number; y: number }[] {
  return corners.map(([u, v]) => ({ x: xx * u + xy * v + x0, y: yx * u + yy * v + y0 }));
}

/** Beyond an edge by this share of the side it is covered all the same: no box is measured finer. */
const slack = 0.01;

/** Whether a picture that lies on another leaves nothing of it to be seen. */
export function coversAll(map: Affine): boolean {
  return cornersOf(inverse(map)).every(({ x, y }) => Math.min(x, y) >= -slack && Math.max(x, y) <= 1 + slack);
}

/**
 * The same for CSS: of an element as large as the picture that it is laid on, from its top left corner.
 * @param on the picture that it is laid on.
 */
export function cssTransform({ xx, xy, x0, yx, yy, y0 }: Affine, on: Size): string {
  const shape = on.width / on.height;
  const numbers = [xx, yx / shape, xy * shape, yy].map((number) => number.toFixed(6));
  return `translate(${(x0 * 100).toFixed(4)}%, ${(y0 * 100).toFixed(4)}%) matrix(${numbers.join(', ')}, 0, 0)`;
}
