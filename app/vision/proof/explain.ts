/**
 * What a whole picture underwent between two files of it: a resampling filter, a shift below a pixel, a stretch below a
 * pixel, and a change of tone that is the same everywhere. All of it is found at once, by least squares over places all
 * over the picture; places that do not follow what the others say have no say in the next round.
 */
import { solve } from '../verify/linear-system.ts';
import { moveIntoIntervals } from './jpeg-noise.ts';
import { plane, type Plane } from './planes.ts';

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

const radius = 2;
const taps = (2 * radius + 1) ** 2;
/** Taps, tone squared, offset, stretch along each axis, and the other colour plane. */
const unknowns = taps + 4;
const side = 8;
const places = 700;
const rounds = 3;
/** Of the places the share that is believed in the next round. */
const believed = 0.8;

/**
 * @param from, to two planes of one size.
 * @param steps of the JPEG that `to` was coded as, 64, on blocks from its first pixel on; null for another format. What
 * a JPEG lost is not taken for what the picture underwent then.
 */
export function explain(from: Plane, to: Plane, steps: ArrayLike<number> | null = null): Explained {
  const all = pickPlaces(from, to);
  let used = all;
  let solution = identity();
  for (let round = 0; round < rounds; round++) {
    const before = solution;
    solution = fit(from, used, (place) => wantedAt(from, to, place, before, steps));
    const left = all.map((place) => ({ place, residual: residualAt(from, to, place, solution, steps) }));
    left.sort((a, b) => a.residual - b.residual);
    used = left.slice(0, Math.max(8, Math.ceil(all.length * believed))).map(({ place }) => place);
  }
  return describe(from, solution);
}

interface Place {
  x: number;
  y: number;
  /** How much its light varies: its noise grows with it. */
  contrast: number;
}

/** Places that have something in them, spread over the picture, and a few that have not. */
function pickPlaces(from: Plane, to: Plane): Place[] {
  const { width, height } = from;
  const found: Place[] = [];
  const cell = Math.max(side, Math.sqrt((width * height) / (places * 3)));
  for (let top = side; top + side + radius <= height; top += cell)
    for (let left = side; left + side + radius <= width; left += cell) {
      const [x, y] = [left & ~(side - 1), top & ~(side - 1)];
      found.push({ x, y, contrast: contrastAt(from, x, y) + contrastAt(to, x, y) });
    }
  found.sort((a, b) => b.contrast - a.contrast);
  const busy = found.slice(0, places);
  return busy.length < places / 2 ? found : [...busy, ...found.slice(places).filter((_, at) => at % 10 === 0)];
}

function contrastAt({ data, width }: Plane, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + side; y++)
    for (let x = left; x < left + side; x++) {
      const at = y * width + x;
      sum += (data[at + 1] - data[at]) ** 2 + (data[at + width] - data[at]) ** 2;
    }
  return sum / side ** 2;
}

function fill(row: Float64Array, { data, width, height }: Plane, x: number, y: number): void {
  const at = y * width + x;
  let tap = 0;
  for (let dy = -radius; dy <= radius; dy++)
    for (let dx = -radius; dx <= radius; dx++) row[tap++] = data[at + dy * width + dx] - 128;
  const value = data[at] - 128;
  row[tap++] = (value * value) / 255;
  row[tap++] = 64;
  row[tap++] = ((data[at + 1] - data[at - 1]) / 2) * (x / width - 0.5);
  row[tap] = ((data[at + width] - data[at - width]) / 2) * (y / height - 0.5);
}

function fit(from: Plane, used: readonly Place[], wantedAt: (place: Place) => Float64Array): Float64Array {
  const normal = Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));
  const row = new Float64Array(unknowns);
  for (const place of used) {
    const { x: left, y: top, contrast } = place;
    const target = wantedAt(place);
    // Where there is more to see there is more noise.
    const weight = 1 / (4 + 0.02 * contrast);
    for (let y = top; y < top + side; y++)
      for (let x = left; x < left + side; x++) {
        fill(row, from, x, y);
        const wanted = target[(y - top) * side + x - left] - from.data[y * from.width + x];
        for (let i = 0; i < unknowns; i++) {
          const line = normal[i];
          const scaled = row[i] * weight;
          for (let j = i; j < unknowns; j++) line[j] += scaled * row[j];
          line[unknowns] += scaled * wanted;
        }
      }
  }
  for (let i = 0; i < unknowns; i++) for (let j = 0; j < i; j++) normal[i][j] = normal[j][i]!;
  const pixels = used.length * side * side;
  const ridge = Array.from({ length: unknowns }, (_, i) =>
    i < taps ? pixels * 0.02 : i === taps ? pixels * 0.5 : i === taps + 1 ? pixels * 0.001 : pixels * 0.01,
  );
  const solution = solve(normal, ridge);
  const whole = identity();
  for (let i = 0; i < unknowns; i++) whole[i] += solution[i];
  return whole;
}

/** The solution that leaves everything as it is. */
function identity(): Float64Array {
  const solution = new Float64Array(unknowns);
  solution[(taps - 1) / 2] = 1;
  return solution;
}

/** What a solution makes of a place. */
function explainedAt(from: Plane, { x: left, y: top }: Place, solution: Float64Array): Float64Array {
  const values = new Float64Array(side * side);
  const row = new Float64Array(unknowns);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      fill(row, from, left + x, top + y);
      let value = 128;
      for (let i = 0; i < unknowns; i++) value += row[i] * solution[i];
      values[at] = value;
    }
  return values;
}

/** What a place should become: what is seen there; of a JPEG the nearest that it can have been made from. */
function wantedAt(
  from: Plane,
  to: Plane,
  place: Place,
  solution: Float64Array,
  steps: ArrayLike<number> | null,
): Float64Array {
  const { x: left, y: top } = place;
  if (steps !== null) {
    const values = explainedAt(from, place, solution);
    moveIntoIntervals(values, to, left, top, steps);
    return values;
  }
  const values = new Float64Array(side * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) values[y * side + x] = to.data[(top + y) * to.width + left + x]!;
  return values;
}

function residualAt(
  from: Plane,
  to: Plane,
  place: Place,
  solution: Float64Array,
  steps: ArrayLike<number> | null,
): number {
  const values = explainedAt(from, place, solution);
  const wanted = wantedAt(from, to, place, solution, steps);
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += (wanted[at] - values[at]) ** 2;
  return sum / (4 + 0.05 * place.contrast);
}

function describe(from: Plane, solution: Float64Array): Explained {
  let [sum, momentX, momentY] = [0, 0, 0];
  const [waveX, waveY] = [
    [0, 0],
    [0, 0],
  ];
  for (let dy = -radius, tap = 0; dy <= radius; dy++)
    for (let dx = -radius; dx <= radius; dx++, tap++) {
      const weight = solution[tap];
      sum += weight;
      momentX += weight * dx;
      momentY += weight * dy;
      waveX[0] += weight * Math.cos((Math.PI / 2) * dx);
      waveX[1] += weight * Math.sin((Math.PI / 2) * dx);
      waveY[0] += weight * Math.cos((Math.PI / 2) * dy);
      waveY[1] += weight * Math.sin((Math.PI / 2) * dy);
    }
  const stretch = Math.hypot(solution[taps + 2], solution[taps + 3]) / 2;
  const bend = solution[taps];
  const scale = Math.max(0.1, Math.abs(sum));
  return {
    plane: applied(from, solution),
    tone: {
      offset: solution[taps + 1] * 64 + 128 - 128 * sum + (bend * 128 * 128) / 255,
      slope: sum - (bend * 256) / 255,
      bend,
    },
    displacement: (Math.hypot(momentX, momentY) + stretch) / scale,
    detailX: Math.hypot(...(waveX as [number, number])) / scale,
    detailY: Math.hypot(...(waveY as [number, number])) / scale,
  };
}

/** The whole plane, with the border repeated beyond its edge. */
function applied(from: Plane, solution: Float64Array): Plane {
  const { data, width, height } = from;
  const result = plane(width, height);
  const weights: { dx: number; dy: number; weight: number }[] = [];
  for (let dy = -radius, tap = 0; dy <= radius; dy++)
    for (let dx = -radius; dx <= radius; dx++, tap++) weights.push({ dx, dy, weight: solution[tap] });
  const [bend = 0, offset = 0, stretchX = 0, stretchY = 0] = solution.subarray(taps);
  const clampX = (x: number) => Math.min(width - 1, Math.max(0, x));
  const clampY = (y: number) => Math.min(height - 1, Math.max(0, y));
  const offsets = Int32Array.from(weights, ({ dx, dy }) => dy * width + dx);
  const values = Float64Array.from(weights, ({ weight }) => weight);
  const total = values.reduce((sum, value) => sum + value, 0);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const isInside = x >= radius && y >= radius && x < width - radius && y < height - radius;
      let value = 128 * (1 - total) + offset * 64;
      if (isInside) for (let tap = 0; tap < taps; tap++) value += values[tap] * data[at + offsets[tap]];
      else for (const { dx, dy, weight } of weights) value += weight * data[clampY(y + dy) * width + clampX(x + dx)];
      const centred = data[at] - 128;
      const slopeX = (data[clampY(y) * width + clampX(x + 1)] - data[clampY(y) * width + clampX(x - 1)]) / 2;
      const slopeY = (data[clampY(y + 1) * width + x] - data[clampY(y - 1) * width + x]) / 2;
      value += (bend * centred * centred) / 255;
      value += stretchX * slopeX * (x / width - 0.5) + stretchY * slopeY * (y / height - 0.5);
      result.data[at] = value;
    }
  return result;
}
