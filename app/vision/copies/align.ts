/**
 * How far one small luminance picture must be moved, stretched and re-toned to become another, and what remains then:
 * one step of Lucas and Kanade (1981, "An iterative image registration technique", eq. 5), with a shift and a stretch
 * along each axis, a gain and an offset as its six unknowns.
 */
import { solve } from '../../linear-system.ts';

export interface Alignment {
  /** The largest displacement anywhere in the picture, as a share of its side. */
  displacement: number;
  /** Relative change of contrast. */
  gain: number;
  /** Change of brightness at middle grey, in levels of 255. */
  offset: number;
  /** What the alignment leaves unexplained, in levels: over all cells, and in the worst cell. */
  residual: number;
  worst: number;
}

const unknowns = 6;
/** Keeps a flat picture, whose displacement nothing shows, at displacement 0 (ridge of the normal equations). */
const ridge = [400, 400, 400, 400, 1, 1];
/** An edge may fall a little differently into cells of either picture: this share of its slope is forgiven. */
const slopeForgiven = 0.25;

/** @param a, b luminance in levels 0 to 255, `side` × `side`. */
export function align(a: Float32Array, b: Float32Array, side: number): Alignment {
  const normal = Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));
  forEachCell(a, b, side, (row) => {
    normal.forEach((line, i) => {
      for (let j = 0; j <= unknowns; j++) line[j] += row[i] * row[j];
    });
  });
  const solution = solve(normal, ridge);
  let squares = 0;
  let worst = 0;
  let cells = 0;
  forEachCell(a, b, side, (row) => {
    let left = row[unknowns];
    for (let i = 0; i < unknowns; i++) left -= solution[i] * row[i];
    squares += left * left;
    cells++;
    worst = Math.max(worst, Math.abs(left) - slopeForgiven * Math.hypot(row[0], row[2]));
  });
  const [shiftX, stretchX, shiftY, stretchY, gain, offset] = solution;
  return {
    displacement:
      Math.hypot(Math.abs(shiftX) + Math.abs(stretchX) / 2, Math.abs(shiftY) + Math.abs(stretchY) / 2) / side,
    gain: gain / 128,
    offset,
    residual: Math.sqrt(squares / cells),
    worst,
  };
}

/** Each inner cell's row of the linear system: six coefficients, then the difference b − a. The row is reused. */
function forEachCell(a: Float32Array, b: Float32Array, side: number, visit: (row: Float64Array) => void): void {
  const row = new Float64Array(unknowns + 1);
  for (let y = 1; y < side - 1; y++)
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const both = (i: number) => a[i] + b[i];
      const slopeX = (both(at + 1) - both(at - 1)) / 4;
      const slopeY = (both(at + side) - both(at - side)) / 4;
      row[0] = slopeX;
      row[1] = slopeX * ((x + 0.5) / side - 0.5);
      row[2] = slopeY;
      row[3] = slopeY * ((y + 0.5) / side - 0.5);
      row[4] = both(at) / 256 - 1;
      row[5] = 1;
      row[6] = b[at] - a[at];
      visit(row);
    }
}
