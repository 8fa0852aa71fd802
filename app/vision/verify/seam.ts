/**
 * Whether a photo lies within another as a picture of its own. What was cut out of a photo goes on beyond its border
 * there; a picture on a page or in a collage ends at a straight edge.
 */
import { sampleAt, samplingLevel, type Pyramid } from './sample.ts';
import { apply, type Point, type Transform } from './transform.ts';

/** A side is looked at in so many places along it, without its ends, and so many lines across. */
const along = 32;
const across = 49;
const ends = 0.12;
/** The edge may lie this far inside the side, where the photo was cut to fit, or outside: shares of the frame. */
const inside = 0.26;
const outside = 0.05;
/** Pixels to either side of a line between which the light is compared. */
const reach = 2;
/**
 * An edge is so many levels strong on average, and as many times as strong as the middle one of the lines; and it is
 * straight: at so many of the places the light changes most on one and the same line. See docs/MEASURED.md.
 */
const strong = 20;
const standingOut = 1.7;
const straight = 0.6;
/** Lines to either side that one is held against, and how far an edge may stray from its line. */
const beside = 3;
const stray = 1;
/** Levels below which light does not change. */
const faintest = 3;
/** A side nearer to the border of the larger photo than this share of it says nothing. */
const margin = 0.04;

/** @param map from pixels of `inner` to those of `outer`. */
export function isFramed(inner: Pyramid, outer: Pyramid, map: Transform): boolean {
  const { width, height } = inner;
  const corner = (x: number, y: number) => apply(map, { x: x * width, y: y * height });
  let [sides, seams] = [0, 0];
  // Each side from corner to corner, and the way from it to the middle.
  for (const [from, to, towards] of [
    [corner(0, 0), corner(1, 0), corner(0, 1)],
    [corner(0, 1), corner(1, 1), corner(0, 0)],
    [corner(0, 0), corner(0, 1), corner(1, 0)],
    [corner(1, 0), corner(1, 1), corner(0, 0)],
  ] as const) {
    if (!isWithin(from, to, outer)) continue;
    sides++;
    if (hasSeam(outer, from, to, { x: towards.x - from.x, y: towards.y - from.y })) seams++;
  }
  return sides > 0 && seams === sides;
}

function isWithin(from: Point, to: Point, { width, height }: Pyramid): boolean {
  const middle = { x: (from.x + to.x) / 2 / width, y: (from.y + to.y) / 2 / height };
  return Math.min(middle.x, middle.y, 1 - middle.x, 1 - middle.y) > margin;
}

function hasSeam(outer: Pyramid, from: Point, to: Point, inwards: Point): boolean {
  const level = samplingLevel(outer, 1);
  const length = Math.hypot(inwards.x, inwards.y);
  const [stepX, stepY] = [(inwards.x / length) * reach, (inwards.y / length) * reach];
  const changes = Array.from({ length: along }, (_, place) => {
    const share = ends + ((1 - 2 * ends) * place) / (along - 1);
    return Float32Array.from({ length: across }, (_, line) => {
      const depth = -outside + ((inside + outside) * line) / (across - 1);
      const x = from.x + share * (to.x - from.x) + depth * inwards.x;
      const y = from.y + share * (to.y - from.y) + depth * inwards.y;
      return Math.abs(sampleAt(level, x + stepX, y + stepY) - sampleAt(level, x - stepX, y - stepY));
    });
  });
  const edges = Array.from(
    { length: across },
    (_, line) => changes.reduce((sum, ofPlace) => sum + ofPlace[line], 0) / along,
  );
  const sorted = edges.toSorted((a, b) => a - b);
  const [middle, highest] = [sorted[across >> 1], sorted[across - 1]];
  return highest >= strong && highest >= standingOut * middle && straightest(changes) >= straight;
}

/** Of all lines the most places at which the light changes most there, as a share of all places. */
function straightest(changes: readonly Float32Array[]): number {
  const votes = new Int32Array(across);
  for (const light of changes) {
    const voted = new Set<number>();
    for (let line = 0; line < across; line++) {
      const around = light.subarray(Math.max(0, line - beside), line + beside + 1);
      if (light[line] < faintest || light[line] < Math.max(...around)) continue;
      for (let near = Math.max(0, line - stray); near <= Math.min(across - 1, line + stray); near++) voted.add(near);
    }
    for (const line of voted) votes[line]++;
  }
  return Math.max(...votes) / changes.length;
}
