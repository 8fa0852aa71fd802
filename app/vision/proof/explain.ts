/**
 * What a whole picture underwent between two files of it: a resampling filter, a shift below a pixel, a stretch below a
 * pixel, and a change of tone that is the same everywhere. All of it is found at once, by least squares over places all
 * over the picture; places that do not follow what the others say have no say in the next round.
 */
import { solve } from '../../linear-system.ts';
import { blockSide } from './cosine-transform.ts';
import { codedBlock, moveIntoIntervals } from './jpeg-noise.ts';
import type { Plane } from './planes.ts';
import { filterRadius, filterTaps, resample } from './resample.ts';

export interface Explained {
  /** What `from` becomes by it. */
  plane: Plane;
  /** What the light of a flat place becomes: `offset + slope · light + bend · light²/255`. */
  tone: { offset: number; slope: number; bend: number };
  /** The furthest that anything moved, in pixels. */
  displacement: number;
  /** What becomes of detail four pixels across, along each axis: 1 when nothing. */
  detailX: number;
  detailY: number;
}

/** Taps, tone squared, offset, stretch along each axis. */
const unknowns = filterTaps + 4;
const pixels = blockSide * blockSide;
/** Every other pixel of a block, as on a chessboard, has an equation: its neighbours would say nearly the same. */
const asked = Int32Array.from({ length: pixels / 2 }, (_, at) => 2 * at + ((at >> 2) & 1));
/** Products of two unknowns, each pair once. */
const products = (unknowns * (unknowns + 1)) / 2;
const places = 250;
const rounds = 3;
/** Of the places the share that is believed in the next round. */
const believed = 0.8;

/**
 * @param from, to two planes of one size.
 * @param steps of the JPEG that `to` was coded as, 64, on blocks from its first pixel on; null for another format. What
 * a JPEG lost is not taken for what the picture underwent then.
 */
export function explain(from: Plane, to: Plane, steps: ArrayLike<number> | null = null): Explained {
  const all = pickPlaces(from, to).map((corner) => placeAt(from, to, corner, steps));
  let used = all;
  let solution = identity();
  for (let round = 0; round < rounds; round++) {
    const residuals = new Map(all.map((place) => [place, settle(place, solution, steps)]));
    if (round > 0) {
      const byResidual = all.toSorted((a, b) => residuals.get(a)! - residuals.get(b)!);
      used = byResidual.slice(0, Math.max(8, Math.ceil(all.length * believed)));
    }
    solution = fit(used);
  }
  return describe(from, solution);
}

interface Corner {
  x: number;
  y: number;
  /** How much its light varies: its noise grows with it. */
  contrast: number;
}

/** A block of 8 × 8 pixels with its equations. */
interface Place extends Corner {
  /** `unknowns` a pixel, row by row. */
  rows: Float64Array;
  /** Of the rows that are asked, weighed: the sum of each pair's products. */
  gram: Float64Array;
  weight: number;
  before: Float64Array;
  seen: Float64Array;
  /** The JPEG's coefficients; null for another format. */
  middles: Float64Array | null;
  /** What it should become, by the solution so far: what is seen; of a JPEG the nearest that it can have been made from. */
  wanted: Float64Array;
}

/** Places that have something in them, spread over the picture, and a few that have not. */
function pickPlaces(from: Plane, to: Plane): Corner[] {
  const { width, height } = from;
  const found: Corner[] = [];
  const cell = Math.max(blockSide, Math.sqrt((width * height) / (places * 3)));
  for (let top = blockSide; top + blockSide + filterRadius <= height; top += cell)
    for (let left = blockSide; left + blockSide + filterRadius <= width; left += cell) {
      const [x, y] = [left & ~(blockSide - 1), top & ~(blockSide - 1)];
      found.push({ x, y, contrast: contrastAt(from, x, y) + contrastAt(to, x, y) });
    }
  found.sort((a, b) => b.contrast - a.contrast);
  const busy = found.slice(0, places);
  return busy.length < places / 2 ? found : [...busy, ...found.slice(places).filter((_, at) => at % 10 === 0)];
}

function contrastAt({ data, width }: Plane, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + blockSide; y++)
    for (let x = left; x < left + blockSide; x++) {
      const at = y * width + x;
      sum += (data[at + 1] - data[at]) ** 2 + (data[at + width] - data[at]) ** 2;
    }
  return sum / pixels;
}

function placeAt(from: Plane, to: Plane, corner: Corner, steps: ArrayLike<number> | null): Place {
  const rows = new Float64Array(pixels * unknowns);
  const before = new Float64Array(pixels);
  const seen = new Float64Array(pixels);
  for (let y = 0, pixel = 0; y < blockSide; y++)
    for (let x = 0; x < blockSide; x++, pixel++) {
      const at = (corner.y + y) * from.width + corner.x + x;
      fill(rows, pixel * unknowns, from, corner.x + x, corner.y + y);
      before[pixel] = from.data[at]!;
      seen[pixel] = to.data[at]!;
    }
  // Where there is more to see there is more noise.
  const weight = 1 / (4 + 0.02 * corner.contrast);
  const middles = steps === null ? null : codedBlock(to, corner.x, corner.y, steps).slice();
  return { ...corner, rows, gram: gramOf(rows, weight), weight, before, seen, middles, wanted: seen.slice() };
}

function fill(rows: Float64Array, start: number, { data, width, height }: Plane, x: number, y: number): void {
  const at = y * width + x;
  let to = start;
  for (let dy = -filterRadius; dy <= filterRadius; dy++)
    for (let dx = -filterRadius; dx <= filterRadius; dx++) rows[to++] = data[at + dy * width + dx] - 128;
  const value = data[at] - 128;
  rows[to++] = (value * value) / 255;
  rows[to++] = 64;
  rows[to++] = ((data[at + 1] - data[at - 1]) / 2) * (x / width - 0.5);
  rows[to] = ((data[at + width] - data[at - width]) / 2) * (y / height - 0.5);
}

function gramOf(rows: Float64Array, weight: number): Float64Array {
  const gram = new Float64Array(products);
  for (const pixel of asked) {
    const row = pixel * unknowns;
    for (let i = 0, at = 0; i < unknowns; i++) {
      const scaled = rows[row + i] * weight;
      for (let j = i; j < unknowns; j++) gram[at++] += scaled * rows[row + j];
    }
  }
  return gram;
}

/** Sets what a place should become by a solution. @returns how far the solution is off, for how much there is to see. */
function settle(place: Place, solution: Float64Array, steps: ArrayLike<number> | null): number {
  const { rows, wanted, middles, seen } = place;
  const explained = new Float64Array(pixels);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++) {
    let value = 128;
    for (let i = 0; i < unknowns; i++) value += rows[at++] * solution[i];
    explained[pixel] = value;
  }
  if (middles === null || steps === null) wanted.set(seen);
  else {
    wanted.set(explained);
    moveIntoIntervals(wanted, middles, steps);
  }
  let sum = 0;
  for (let pixel = 0; pixel < pixels; pixel++) sum += (wanted[pixel] - explained[pixel]) ** 2;
  return sum / (4 + 0.05 * place.contrast);
}

function fit(used: readonly Place[]): Float64Array {
  const gram = new Float64Array(products);
  const aims = new Float64Array(unknowns);
  for (const place of used) {
    for (let at = 0; at < products; at++) gram[at] += place.gram[at];
    for (const pixel of asked) {
      const row = pixel * unknowns;
      const missing = (place.wanted[pixel] - place.before[pixel]) * place.weight;
      for (let i = 0; i < unknowns; i++) aims[i] += place.rows[row + i] * missing;
    }
  }
  const normal = Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));
  for (let i = 0, at = 0; i < unknowns; i++) {
    for (let j = i; j < unknowns; j++, at++) normal[i][j] = normal[j][i] = gram[at];
    normal[i][unknowns] = aims[i];
  }
  const count = used.length * asked.length;
  const ridge = Array.from({ length: unknowns }, (_, i) =>
    i < filterTaps
      ? count * 0.02
      : i === filterTaps
        ? count * 0.5
        : i === filterTaps + 1
          ? count * 0.001
          : count * 0.01,
  );
  const solution = solve(normal, ridge);
  const whole = identity();
  for (let i = 0; i < unknowns; i++) whole[i] += solution[i];
  return whole;
}

/** The solution that leaves everything as it is. */
function identity(): Float64Array {
  const solution = new Float64Array(unknowns);
  solution[(filterTaps - 1) / 2] = 1;
  return solution;
}

function describe(from: Plane, solution: Float64Array): Explained {
  let [sum, momentX, momentY] = [0, 0, 0];
  const [waveX, waveY] = [
    [0, 0],
    [0, 0],
  ];
  for (let dy = -filterRadius, tap = 0; dy <= filterRadius; dy++)
    for (let dx = -filterRadius; dx <= filterRadius; dx++, tap++) {
      const weight = solution[tap];
      sum += weight;
      momentX += weight * dx;
      momentY += weight * dy;
      waveX[0] += weight * Math.cos((Math.PI / 2) * dx);
      waveX[1] += weight * Math.sin((Math.PI / 2) * dx);
      waveY[0] += weight * Math.cos((Math.PI / 2) * dy);
      waveY[1] += weight * Math.sin((Math.PI / 2) * dy);
    }
  const stretch = Math.hypot(solution[filterTaps + 2], solution[filterTaps + 3]) / 2;
  const bend = solution[filterTaps];
  const scale = Math.max(0.1, Math.abs(sum));
  return {
    plane: resample(from, solution),
    tone: {
      offset: solution[filterTaps + 1] * 64 + 128 - 128 * sum + (bend * 128 * 128) / 255,
      slope: sum - (bend * 256) / 255,
      bend,
    },
    displacement: (Math.hypot(momentX, momentY) + stretch) / scale,
    detailX: Math.hypot(...(waveX as [number, number])) / scale,
    detailY: Math.hypot(...(waveY as [number, number])) / scale,
  };
}
