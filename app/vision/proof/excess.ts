/**
 * How far two planes differ beyond what coding and resampling explain, place by place and at several scales: noise
 * averages out from scale to scale, what was changed does not.
 */
import { floatsAt, Layout, loops } from '../kernels/kernels.ts';
import { halved, plane, type Plane } from './planes.ts';
import { placeStrip, stripsOf } from './strips.ts';

export interface Excess {
  /** Of each scale, from the finest: how many times what is explained the difference is, at the worst place. */
  worst: number[];
  /** Of each scale how many places there are. */
  places: number[];
  /** Of each window at the finest scale the energy of its slopes; none in a picture without a whole window. */
  slopes: Float32Array;
}

export interface Allowance {
  /** Of each value's slope to its neighbours the share that resampling may leave as a difference. */
  slope: number;
  /** Squared levels that rounding and other decoders may leave. */
  floor: number;
}

const scales = 4;
/** Windows are this many values wide, at the finest scale and at the coarser ones. */
const fineSide = 8;
const coarseSide = 4;

/** @param noise differences that coding is expected to make: energies are taken from around each place; null for none. */
export function measureExcess(
  explained: Plane,
  seen: Plane,
  noises: readonly Plane[],
  { slope, floor }: Allowance,
): Excess {
  const difference = plane(seen.width, seen.height);
  for (let at = 0; at < difference.data.length; at++) difference.data[at] = seen.data[at] - explained.data[at];
  let [left, base] = [difference, explained];
  let noise = noises;
  const result: Excess = { worst: [], places: [], slopes: new Float32Array() };
  for (let scale = 0; scale < scales; scale++) {
    if (scale > 0) {
      [left, base] = [halved(left), halved(base)];
      noise = noise.map(halved);
    }
    const side = scale === 0 ? fineSide : coarseSide;
    if (Math.min(left.width, left.height) < side) break;
    const energy = energies(left, side);
    const expected = noise.map((one) => spread(energies(one, side)));
    const slopes = energies(slopesOf(base), side);
    if (scale === 0) result.slopes = slopes.data;
    const known = new Float32Array(energy.data.length).fill((floor * side * side) / (1 + scale * scale));
    for (const one of expected) for (let at = 0; at < known.length; at++) known[at] += one.data[at];
    const share = slopeShare(energy.data, known, slopes.data, slope);
    let worst = 0;
    for (let at = 0; at < known.length; at++) {
      const ratio = energy.data[at] / (share * slopes.data[at] + known[at]);
      if (ratio > worst) worst = ratio;
    }
    result.worst.push(worst);
    result.places.push(known.length);
  }
  return result;
}

/**
 * How much of the slopes' energy resampling leaves as a difference in this pair: what nine of ten places that have
 * slopes keep to, three times over.
 */
export function slopeShare(energy: Float32Array, known: Float32Array, slopes: Float32Array, most: number): number {
  const found = new Float32Array(energy.length);
  let count = 0;
  for (let at = 0; at < energy.length; at++)
    if (slopes[at] > 16 * known[at]) found[count++] = (energy[at] - known[at]) / slopes[at];
  if (count < fewest) return most * most;
  const shares = found.subarray(0, count).sort();
  return Math.min(most * most, Math.max(least * least, 3 * shares[Math.floor(shares.length * 0.9)]));
}

const fewest = 24;
const least = 0.01;

/** Sums of squares over windows side by side; what is left over at the right and at the bottom joins the last ones. */
export function energies(whole: Plane, side: number): Plane {
  const { width, height } = whole;
  const sums = plane(Math.max(1, Math.floor(width / side)), Math.max(1, Math.floor(height / side)));
  /** Where the sums of a row of values begin. */
  const startOf = (y: number) => Math.min(sums.height - 1, Math.floor(y / side)) * sums.width;
  for (const strip of stripsOf(whole)) {
    const layout = new Layout();
    const end = strip.top + strip.rows;
    // What is left over at the bottom is added to what the strip before it has summed.
    const part = sums.data.subarray(startOf(strip.top), startOf(end - 1) + sums.width);
    const into = layout.take(part.byteLength);
    const from = placeStrip(whole, strip, layout);
    floatsAt(into, part.length).set(part);
    for (let y = strip.top; y < end; y++) {
      const window = into + (startOf(y) - startOf(strip.top)) * 4;
      loops.addSquares(from + (y - strip.top) * width * 4, width, side, sums.width, window);
    }
    part.set(floatsAt(into, part.length));
  }
  return sums;
}

/** The steepest step from each value to its neighbours; at an edge there is none. */
export function slopesOf(whole: Plane): Plane {
  const { width, height } = whole;
  const slopes = plane(width, height);
  for (const strip of stripsOf(whole)) {
    const layout = new Layout();
    const from = placeStrip(whole, strip, layout, 1);
    const into = layout.take(strip.rows * width * 4);
    loops.slopes(from, width, strip.rows, strip.top === 0, strip.top + strip.rows === height, into);
    slopes.data.set(floatsAt(into, strip.rows * width), strip.top * width);
  }
  return slopes;
}

/** Noise comes and goes: each place is allowed half of what it has and half of the mean around it, or the mean. */
function spread({ data, width, height }: Plane): Plane {
  const result = plane(width, height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      let [sum, count] = [0, 0];
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          sum += data[row * width + column];
          count++;
        }
      result.data[at] = Math.max(data[at], (data[at] + sum / count) / 2);
    }
  return result;
}
