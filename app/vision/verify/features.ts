/**
 * Local features: corners over a pyramid of scales, each with its direction and 256 bits that describe its
 * surroundings. After ORB (Rublee and others 2011, "ORB: an efficient alternative to SIFT or SURF"): direction by the
 * intensity centroid, bits by comparing the light of point pairs (Calonder and others 2010, "BRIEF"), turned with it.
 */
import { intsAt, keep, Layout, loops } from '../kernels/kernels.ts';
import { placed, resampled, type PlacedPicture } from '../kernels/placed-picture.ts';
import { CornerFinder } from './corners.ts';
import type { Grey } from './picture.ts';

/** Words of 32 bits a description. The second half describes what the first half does, mirrored. */
export const words = 8;

export interface Features {
  count: number;
  /** In pixels of the picture. */
  x: Float32Array;
  y: Float32Array;
  /** Radians. */
  angle: Float32Array;
  /** Pixels of the picture a pixel of the feature's level. */
  scale: Float32Array;
  /** `words` a feature. */
  bits: Int32Array;
}

const levels = 8;
/** From one level to the next; over all levels scales from 1 to 4.8 are seen. */
export const levelStep = 1.25;
/** Features of the finest level; each coarser level gets `levelStep` times fewer. */
const finest = 100;
/** Half the side of a feature's surroundings, in pixels of its level. */
const radius = 14;
/** Corners nearer to the border than this would be described by what is repeated beyond it. */
const margin = 6;
const directions = 64;

/** Each direction's pattern, and the rows of a disc, where the loops find them. */
const patterns = rotatedPattern().map(keep);
const disc = keep(discRows());

export function findFeatures(picture: Grey): Features {
  const found = { x: [] as number[], y: [] as number[], angle: [] as number[], scale: [] as number[] };
  const bits: number[] = [];
  const layout = new Layout();
  const corners = new CornerFinder(picture, layout);
  const surroundings = new Surroundings(picture, layout);
  let level = placed(picture, layout);
  for (let at = 0; at < levels; at++) {
    const scale = levelStep ** at;
    if (at > 0) {
      const size = { width: Math.round(picture.width / scale), height: Math.round(picture.height / scale) };
      if (Math.min(size.width, size.height) < 3 * margin) break;
      level = resampled(level, size, layout);
    }
    surroundings.see(level);
    for (const corner of corners.find(level, Math.round(finest / scale), margin)) {
      const x = corner % level.width;
      const y = Math.floor(corner / level.width);
      const angle = surroundings.direction(x, y);
      found.x.push(((x + 0.5) * picture.width) / level.width);
      found.y.push(((y + 0.5) * picture.height) / level.height);
      found.angle.push(angle);
      found.scale.push(scale);
      bits.push(...surroundings.describe(x, y, angle));
    }
  }
  return {
    count: found.x.length,
    x: Float32Array.from(found.x),
    y: Float32Array.from(found.y),
    angle: Float32Array.from(found.angle),
    scale: Float32Array.from(found.scale),
    bits: Int32Array.from(bits),
  };
}

/** Pixels that a picture is padded with, so that every corner has its surroundings and those their blur. */
const padding = radius + 2;
/** Bytes that are written too far while padding. */
const spare = 16;

/** What lies around the corners of a picture of up to this size. */
class Surroundings {
  readonly #padded: number;
  readonly #smooth: number;
  readonly #columns: number;
  readonly #moments: number;
  readonly #bits: number;
  #width = 0;

  constructor({ width, height }: Omit<Grey, 'data'>, layout: Layout) {
    const [wide, high] = [width + 2 * padding, height + 2 * padding];
    this.#padded = layout.take(wide * high + spare);
    this.#smooth = layout.take(wide * high);
    this.#columns = layout.take(wide * 4);
    this.#moments = layout.take(2 * 4);
    this.#bits = layout.take(words * 4);
  }

  see({ place, width, height }: PlacedPicture): void {
    this.#width = width + 2 * padding;
    loops.pad(place, width, height, padding, this.#padded);
    loops.blur(this.#padded, this.#width, height + 2 * padding, this.#smooth, this.#columns);
  }

  /** Where the light lies, seen from a point (Rosin 1999, the intensity centroid), in radians. */
  direction(x: number, y: number): number {
    loops.moments(this.#padded, this.#width, this.#centre(x, y), disc, radius, this.#moments);
    const found = intsAt(this.#moments, 2);
    return Math.atan2(found[1], found[0]);
  }

  /** Holds until another one is described. */
  describe(x: number, y: number, angle: number): Int32Array {
    const turned = ((Math.round((angle / (2 * Math.PI)) * directions) % directions) + directions) % directions;
    loops.describe(this.#smooth, this.#width, this.#centre(x, y), patterns[turned], words, this.#bits);
    return intsAt(this.#bits, words);
  }

  #centre(x: number, y: number): number {
    return (y + padding) * this.#width + x + padding;
  }
}

/** Half the width of each row of a disc. */
function discRows(): Int32Array {
  return Int32Array.from({ length: 2 * radius + 1 }, (_, row) =>
    Math.floor(Math.sqrt(radius ** 2 - (row - radius) ** 2)),
  );
}

/**
 * The point pairs, four numbers each, turned to every direction. They are drawn around the centre (Gaussian, a fifth of
 * the side wide, as BRIEF found best) from a fixed seed. The second half is the first one mirrored: so the description
 * of a mirrored photo is that of the photo with its halves exchanged, and costs nothing.
 */
function rotatedPattern(): Int8Array[] {
  const random = generator(20_26);
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const point = (): [number, number] => {
    for (;;) {
      const [x, y] = [(gaussian() * (2 * radius)) / 5, (gaussian() * (2 * radius)) / 5];
      if (Math.hypot(x, y) <= radius - 1) return [x, y];
    }
  };
  const half = Array.from({ length: words * 16 }, () => [...point(), ...point()] as const);
  const pairs = [...half, ...half.map(([x1, y1, x2, y2]) => [x1, -y1, x2, -y2] as const)];
  return Array.from({ length: directions }, (_, at) => {
    const angle = (at / directions) * 2 * Math.PI;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    return Int8Array.from(
      pairs.flatMap(([x1, y1, x2, y2]) => [
        Math.round(cosine * x1 - sine * y1),
        Math.round(sine * x1 + cosine * y1),
        Math.round(cosine * x2 - sine * y2),
        Math.round(sine * x2 + cosine * y2),
      ]),
    );
  });
}

/** A small reproducible source of chance (mulberry32), 0 to 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
