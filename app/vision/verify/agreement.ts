/**
 * How far two pictures agree where a map lays one on the other: block by block, by their normalised cross-correlation,
 * which a change of tone, colour or sharpness leaves alone. What two photos share by chance, a frame, a caption, the
 * bars of a screenshot, covers only a part of the blocks.
 */
import { sampleAt, samplingLevel, type Pyramid } from './sample.ts';
import { apply, type Transform } from './transform.ts';

export interface Agreement {
  /**
   * How well the blocks agree, on the average over the best three quarters of them by weight, 1 being perfect: the
   * correlation of each, less for one whose light is displaced.
   */
  agreement: number;
  /** Share of all blocks, empty ones too, that have something in them and do not agree. */
  overlay: number;
  /** Blocks that have something in them, of 64 for a whole picture. */
  blocks: number;
  /** Share of `a` that falls inside `b`. */
  covered: number;
  /** Contrast of `b` as a multiple of that of `a`; and its brightness less that of `a`, in levels. */
  gain: number;
  offset: number;
}

const blocksAlong = 8;
const cellsAlong = 8;
const side = blocksAlong * cellsAlong;
/** A block has something in it when its light deviates this much, in levels. */
const contrast = 3;
/** Blocks weigh by their contrast, but beyond this no more: a caption must not outweigh the picture behind it. */
const fullContrast = 6;
/** Displacement of a block's light, in cells, at which it counts for a third only. */
const driftAllowed = 0.5;
/** Score from which a block agrees. */
const agreeing = 0.5;
/** What may be covered by a caption or cut off by a tone that saturates, and is left out of the mean. */
const counted = 0.68;

/** @param map from pixels of `a` to pixels of `b`. */
export function measureAgreement(a: Pyramid, b: Pyramid, map: Transform): Agreement {
  const [stepX, stepY] = [a.width / side, a.height / side];
  const scale = Math.sqrt(Math.abs(map.xx * map.yy - map.xy * map.yx));
  const levelA = samplingLevel(a, Math.max(stepX, stepY));
  const levelB = samplingLevel(b, Math.max(stepX, stepY) * scale);
  const lightA = new Float32Array(side * side);
  const lightB = new Float32Array(side * side).fill(-1);
  let inside = 0;
  for (let row = 0, at = 0; row < side; row++)
    for (let column = 0; column < side; column++, at++) {
      const from = { x: (column + 0.5) * stepX, y: (row + 0.5) * stepY };
      const to = apply(map, from);
      lightA[at] = sampleAt(levelA, from.x, from.y);
      if (to.x < 0 || to.y < 0 || to.x > b.width || to.y > b.height) continue;
      inside++;
      if (isRim(row) || isRim(column)) continue;
      lightB[at] = sampleAt(levelB, to.x, to.y);
    }

  const whole = new Moments();
  const blocks: { block: Moments; drift: number }[] = [];
  for (let blockY = 0; blockY < blocksAlong; blockY++)
    for (let blockX = 0; blockX < blocksAlong; blockX++) {
      const block = new Moments();
      for (let y = 0; y < cellsAlong; y++)
        for (let x = 0; x < cellsAlong; x++) {
          const at = (blockY * cellsAlong + y) * side + blockX * cellsAlong + x;
          const light = lightB[at];
          if (light >= 0) block.add(lightA[at], light);
        }
      if (block.count < (cellsAlong ** 2 * 3) / 4) continue;
      whole.join(block);
      blocks.push({ block, drift: driftOf(lightA, lightB, blockX * cellsAlong, blockY * cellsAlong, block) });
    }
  const gain = whole.deviationB() / Math.max(1, whole.deviationA());
  const filled: { score: number; weight: number }[] = [];
  for (const { block, drift } of blocks) {
    // As seen in the picture with the stronger contrast.
    const seen = Math.max(block.deviationA() * Math.max(1, gain), block.deviationB() * Math.max(1, 1 / gain));
    if (seen < contrast) continue;
    // What is displaced does not agree, however well it correlates.
    const inPlace = Math.exp(-((drift / driftAllowed) ** 2));
    filled.push({ score: block.correlation() * inPlace, weight: Math.min(seen, fullContrast) });
  }
  return {
    ...summarise(filled, blocks.length),
    blocks: filled.length,
    covered: inside / (side * side),
    gain,
    offset: whole.meanB() - whole.meanA(),
  };
}

function summarise(
  filled: { score: number; weight: number }[],
  blocks: number,
): Pick<Agreement, 'agreement' | 'overlay'> {
  const total = filled.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { agreement: 0, overlay: 1 };
  let left = counted * total;
  let agreement = 0;
  let differing = 0;
  for (const { score, weight } of filled.sort((one, other) => other.score - one.score)) {
    if (score < agreeing) differing++;
    const used = Math.min(weight, left);
    agreement += used * score;
    left -= used;
  }
  return { agreement: agreement / (counted * total), overlay: differing / blocks };
}

/** Along its edge a picture is blurred together with the border or the bars around it. */
function isRim(line: number): boolean {
  return line === 0 || line === side - 1;
}

/** Keeps a flat block where it is: squared levels a cell. */
const stillness = 1;

/**
 * How far the light of one block is displaced between the pictures, in cells: one step of Lucas and Kanade (1981) for
 * the block alone. An edit leaves everything in its place; another shot of the same thing does not.
 */
function driftOf(a: Float32Array, b: Float32Array, left: number, top: number, block: Moments): number {
  const gain = block.deviationB() / Math.max(0.5, block.deviationA());
  const [meanA, meanB] = [block.meanA(), block.meanB()];
  let [xx, xy, yy, xd, yd, count] = [0, 0, 0, 0, 0, 0];
  for (let y = Math.max(1, top); y < Math.min(side - 1, top + cellsAlong); y++)
    for (let x = Math.max(1, left); x < Math.min(side - 1, left + cellsAlong); x++) {
      const at = y * side + x;
      const around = [b[at], b[at - 1], b[at + 1], b[at - side], b[at + side]];
      if (around.some((light) => light < 0)) continue;
      const both = (place: number) => gain * a[place] + b[place];
      const slopeX = (both(at + 1) - both(at - 1)) / 4;
      const slopeY = (both(at + side) - both(at - side)) / 4;
      const difference = b[at] - meanB - gain * (a[at] - meanA);
      xx += slopeX * slopeX;
      xy += slopeX * slopeY;
      yy += slopeY * slopeY;
      xd += slopeX * difference;
      yd += slopeY * difference;
      count++;
    }
  xx += stillness * count;
  yy += stillness * count;
  const determinant = xx * yy - xy * xy;
  return determinant <= 0 ? 0 : Math.hypot(yy * xd - xy * yd, xx * yd - xy * xd) / determinant;
}

/** Sums over the light of two pictures at the same places. */
class Moments {
  count = 0;
  #a = 0;
  #b = 0;
  #aa = 0;
  #bb = 0;
  #ab = 0;

  add(a: number, b: number): void {
    this.count++;
    this.#a += a;
    this.#b += b;
    this.#aa += a * a;
    this.#bb += b * b;
    this.#ab += a * b;
  }

  join(other: Moments): void {
    this.count += other.count;
    this.#a += other.#a;
    this.#b += other.#b;
    this.#aa += other.#aa;
    this.#bb += other.#bb;
    this.#ab += other.#ab;
  }

  meanA(): number {
    return this.count === 0 ? 0 : this.#a / this.count;
  }

  meanB(): number {
    return this.count === 0 ? 0 : this.#b / this.count;
  }

  deviationA(): number {
    return this.count === 0 ? 0 : Math.sqrt(Math.max(0, this.#aa / this.count - this.meanA() ** 2));
  }

  deviationB(): number {
    return this.count === 0 ? 0 : Math.sqrt(Math.max(0, this.#bb / this.count - this.meanB() ** 2));
  }

  covariance(): number {
    return this.count === 0 ? 0 : this.#ab / this.count - this.meanA() * this.meanB();
  }

  correlation(): number {
    return this.covariance() / Math.max(1e-6, this.deviationA() * this.deviationB());
  }
}
