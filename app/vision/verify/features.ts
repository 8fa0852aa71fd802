/**
 * Local features: corners over a pyramid of scales, each with its direction and 256 bits that describe its
 * surroundings. After ORB (Rublee and others 2011, "ORB: an efficient alternative to SIFT or SURF"): direction by the
 * intensity centroid, bits by comparing the light of point pairs (Calonder and others 2010, "BRIEF"), turned with it.
 */
import { findCorners } from './corners.ts';
import { blur, pad, resample, type Grey } from './picture.ts';

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

const pattern = rotatedPattern();
const disc = discRows();

export function findFeatures(picture: Grey): Features {
  const found = { x: [] as number[], y: [] as number[], angle: [] as number[], scale: [] as number[] };
  const bits: number[] = [];
  let level = picture;
  for (let at = 0; at < levels; at++) {
    const scale = levelStep ** at;
    if (at > 0) {
      const size = { width: Math.round(picture.width / scale), height: Math.round(picture.height / scale) };
      if (Math.min(size.width, size.height) < 3 * margin) break;
      level = resample(level, size);
    }
    const { width } = level;
    const padded = pad(level, radius + 2);
    const smooth = blur(padded);
    for (const corner of findCorners(level, Math.round(finest / scale), margin)) {
      const x = corner % width;
      const y = Math.floor(corner / width);
      const centre = (y + radius + 2) * padded.width + x + radius + 2;
      const angle = direction(padded, centre);
      found.x.push(((x + 0.5) * picture.width) / width);
      found.y.push(((y + 0.5) * picture.height) / level.height);
      found.angle.push(angle);
      found.scale.push(scale);
      describe(smooth, centre, angle, bits);
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

/** Where the light lies, seen from a point (Rosin 1999, the intensity centroid). */
function direction({ data, width }: Grey, centre: number): number {
  let [momentX, momentY] = [0, 0];
  for (let y = -radius; y <= radius; y++) {
    const reach = disc[y + radius];
    let sum = 0;
    for (let x = -reach, at = centre + y * width - reach; x <= reach; x++, at++) {
      const light = data[at];
      momentX += x * light;
      sum += light;
    }
    momentY += y * sum;
  }
  return Math.atan2(momentY, momentX);
}

function describe({ data, width }: Grey, centre: number, angle: number, bits: number[]): void {
  const turned = pattern[((Math.round((angle / (2 * Math.PI)) * directions) % directions) + directions) % directions];
  for (let word = 0, at = 0; word < words; word++) {
    let value = 0;
    for (let bit = 0; bit < 32; bit++, at += 4) {
      const one = data[centre + turned[at + 1] * width + turned[at]];
      const other = data[centre + turned[at + 3] * width + turned[at + 2]];
      if (one < other) value |= 1 << bit;
    }
    bits.push(value);
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
