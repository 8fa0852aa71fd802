/**
 * Moves an affine map until one picture, warped by it, falls on another as well as it can: Gauss–Newton steps of Lucas
 * and Kanade (1981), with a gain and an offset beside the map's six numbers, and little weight for what differs a lot,
 * so that a caption does not pull the rest away.
 */
import { solve } from '../../linear-system.ts';
import { sampleAt, samplingLevel, type Pyramid } from './sample.ts';
import { apply, determinant, type Transform } from './transform.ts';

const unknowns = 8;
/** Cells a side, first coarse, then fine. */
const coarse = [20, 20, 20];
const fine = [40, 40, 48];
/** Levels that noise and compression explain. */
const faintest = 4;
/** Correlation after the coarse steps below which a guess was wrong, and no step more is worth its time. */
const hopeless = 0.3;
/** Keeps a flat picture, where nothing shows a displacement, where it is. */
const ridge = [50, 50, 50, 50, 50, 50, 1, 1];

/** @param map from pixels of `a` to pixels of `b`, affine. @returns a better one; null when the two agree nowhere near it. */
export function refine(a: Pyramid, b: Pyramid, map: Transform): Transform | null {
  const step = (better: Transform, side: number) => advance(a, b, better, side);
  const roughly = coarse.reduce(step, map);
  return correlate(a, b, roughly) < hopeless ? null : fine.reduce(step, roughly);
}

function advance(a: Pyramid, b: Pyramid, map: Transform, side: number): Transform {
  const { width, height } = a;
  const [stepX, stepY] = [width / side, height / side];
  const levelA = samplingLevel(a, Math.max(stepX, stepY));
  const scale = Math.sqrt(Math.abs(determinant(map)));
  const spacing = Math.max(stepX, stepY) * scale;
  const levelB = samplingLevel(b, spacing);
  // Slopes are taken over one cell of the grid.
  const reach = spacing / 2;

  // A row each cell: how the light at its place moves with each unknown, and what it is in either picture.
  const rows = new Float64Array(side * side * unknowns);
  let count = 0;
  // The outermost cells are left out: a border or the bars around a picture blur into them.
  for (let row = 1; row < side - 1; row++)
    for (let column = 1; column < side - 1; column++) {
      const x = (column + 0.5) * stepX;
      const y = (row + 0.5) * stepY;
      const toX = map.xx * x + map.xy * y + map.x0;
      const toY = map.yx * x + map.yy * y + map.y0;
      if (toX < reach || toY < reach || toX > b.width - reach || toY > b.height - reach) continue;
      const lightA = sampleAt(levelA, x, y);
      const lightB = sampleAt(levelB, toX, toY);
      const slopeX = (sampleAt(levelB, toX + reach, toY) - sampleAt(levelB, toX - reach, toY)) / 2;
      const slopeY = (sampleAt(levelB, toX, toY + reach) - sampleAt(levelB, toX, toY - reach)) / 2;
      const u = (2 * x) / width - 1;
      const v = (2 * y) / height - 1;
      const at = count++ * unknowns;
      rows[at] = slopeX;
      rows[at + 1] = slopeX * u;
      rows[at + 2] = slopeX * v;
      rows[at + 3] = slopeY;
      rows[at + 4] = slopeY * u;
      rows[at + 5] = slopeY * v;
      rows[at + 6] = lightA;
      rows[at + 7] = lightB;
    }
  if (count < 4 * unknowns) return map;
  const tone = fitTone(rows, count);

  const normal = Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));
  for (let at = 0; at < count * unknowns; at += unknowns) {
    const light = rows[at + 6] - tone.meanA;
    const difference = tone.meanB + tone.gain * light - rows[at + 7];
    const weight = 1 / (1 + (difference / tone.usual) ** 2);
    // The last two unknowns are the tone's.
    rows[at + 6] = -light / 64;
    rows[at + 7] = -1;
    for (let i = 0; i < unknowns; i++) {
      const line = normal[i];
      const weighted = weight * rows[at + i];
      for (let j = i; j < unknowns; j++) line[j] += weighted * rows[at + j];
      line[unknowns] += weighted * difference;
    }
  }
  normal.forEach((line, i) => normal.forEach((other, j) => (line[j] = j < i ? other[i] : line[j])));
  const [x0, xu, xv, y0, yu, yv] = solve(normal, ridge).map((one) => one * reach);
  // From the units of the grid back to pixels; a step is never larger than what one look can see.
  const most = Math.max(Math.abs(x0) + Math.abs(xu) + Math.abs(xv), Math.abs(y0) + Math.abs(yu) + Math.abs(yv));
  const damp = Math.min(1, (3 * spacing) / Math.max(most, 1e-9));
  return {
    xx: map.xx + (damp * 2 * xu) / width,
    xy: map.xy + (damp * 2 * xv) / height,
    x0: map.x0 + damp * (x0 - xu - xv),
    yx: map.yx + (damp * 2 * yu) / width,
    yy: map.yy + (damp * 2 * yv) / height,
    y0: map.y0 + damp * (y0 - yu - yv),
    px: 0,
    py: 0,
  };
}

interface Tone {
  meanA: number;
  meanB: number;
  gain: number;
  /** The difference, in levels, from which a cell counts for less than half. */
  usual: number;
}

/** How the light of `a` becomes that of `b`; then once more, with little weight for the cells that this did not explain. */
function fitTone(rows: Float64Array, count: number): Tone {
  const differences = new Float64Array(count);
  let tone: Tone | null = null;
  for (let round = 0; round < 2; round++) {
    let [total, sumA, sumB, squareA, squareB] = [0, 0, 0, 0, 0];
    for (let at = 0; at < count; at++) {
      const weight = tone === null ? 1 : 1 / (1 + (differences[at] / tone.usual) ** 2);
      const lightA = rows[at * unknowns + 6];
      const lightB = rows[at * unknowns + 7];
      total += weight;
      sumA += weight * lightA;
      sumB += weight * lightB;
      squareA += weight * lightA * lightA;
      squareB += weight * lightB * lightB;
    }
    const deviation = (sum: number, square: number) => Math.sqrt(Math.max(1, square / total - (sum / total) ** 2));
    const [meanA, meanB] = [sumA / total, sumB / total];
    const gain = deviation(sumB, squareB) / deviation(sumA, squareA);
    for (let at = 0; at < count; at++)
      differences[at] = meanB + gain * (rows[at * unknowns + 6] - meanA) - rows[at * unknowns + 7];
    const middle = differences.map(Math.abs).sort()[count >> 1];
    tone = { meanA, meanB, gain, usual: Math.max(faintest, 2 * middle) };
  }
  return tone ?? { meanA: 0, meanB: 0, gain: 1, usual: faintest };
}

/** Correlation of the light at the coarse grid's cells, each less the mean of the cells around it. */
function correlate(a: Pyramid, b: Pyramid, map: Transform): number {
  const side = coarse[0];
  const levelA = samplingLevel(a, Math.max(a.width, a.height) / side);
  const levelB = samplingLevel(b, (Math.max(a.width, a.height) / side) * Math.sqrt(Math.abs(determinant(map))));
  const lightA = new Float32Array(side * side);
  const lightB = new Float32Array(side * side).fill(-1);
  for (let row = 0, at = 0; row < side; row++)
    for (let column = 0; column < side; column++, at++) {
      const from = { x: ((column + 0.5) * a.width) / side, y: ((row + 0.5) * a.height) / side };
      const to = apply(map, from);
      lightA[at] = sampleAt(levelA, from.x, from.y);
      if (to.x >= 0 && to.y >= 0 && to.x <= b.width && to.y <= b.height) lightB[at] = sampleAt(levelB, to.x, to.y);
    }
  let [both, powerA, powerB] = [0, 0, 0];
  for (let row = 1; row < side - 1; row++)
    for (let column = 1; column < side - 1; column++) {
      const at = row * side + column;
      const places = [at - side, at - 1, at + 1, at + side];
      if (lightB[at] < 0 || places.some((place) => lightB[place] < 0)) continue;
      const detail = (light: Float32Array) =>
        light[at] - places.reduce((sum, place) => sum + light[place], 0) / places.length;
      const [detailA, detailB] = [detail(lightA), detail(lightB)];
      both += detailA * detailB;
      powerA += detailA ** 2;
      powerB += detailB ** 2;
    }
  return both / Math.max(1e-6, Math.sqrt(powerA * powerB));
}
