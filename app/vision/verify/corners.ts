/**
 * Corners: points where luminance changes in both directions, ranked by the harmonic mean of the structure tensor's
 * eigenvalues (Harris and Stephens 1988; Noble 1988), so that no threshold shuts out a blurred or pale picture.
 */
import type { Grey } from './picture.ts';

/** Half the side of the window that is summed over. */
const reach = 2;
/** Below this a corner is noise: gradients of a level or so in both directions. */
const faintest = 60;
/** A picture is divided into this many cells along its longer side, and each gives its best corners first. */
const cellsAlong = 8;

/**
 * The best corners of a picture, spread over it: what stands out most in each part of it comes first, so that neither
 * the text of a screenshot nor one patterned object takes them all.
 * @param margin no corner lies nearer to the border, in pixels.
 * @returns indices of pixels, the strongest of each cell first.
 */
export function findCorners(picture: Grey, limit: number, margin: number): Int32Array {
  const { width, height } = picture;
  const response = cornerResponse(picture);
  const cell = Math.max(4, Math.ceil(Math.max(width, height) / cellsAlong));
  const cellsWide = Math.ceil(width / cell);
  // A part of the picture without a corner has no list.
  const cells: ({ at: number; strength: number }[] | undefined)[] = [];
  for (let y = margin; y < height - margin; y++)
    for (let x = margin; x < width - margin; x++) {
      const at = y * width + x;
      const strength = response[at];
      if (strength < faintest || !isPeak(response, at, width, strength)) continue;
      (cells[Math.floor(y / cell) * cellsWide + Math.floor(x / cell)] ??= []).push({ at, strength });
    }
  for (const corners of cells) corners?.sort((one, other) => other.strength - one.strength || one.at - other.at);
  const chosen: number[] = [];
  for (let round = 0; chosen.length < limit; round++) {
    const next = cells
      .map((corners) => corners?.[round])
      .filter((corner) => corner !== undefined)
      .sort((one, other) => other.strength - one.strength || one.at - other.at);
    if (next.length === 0) break;
    for (const { at } of next.slice(0, limit - chosen.length)) chosen.push(at);
  }
  return Int32Array.from(chosen);
}

function isPeak(response: Float32Array, at: number, width: number, strength: number): boolean {
  return (
    response[at - 1] < strength &&
    response[at + 1] <= strength &&
    response[at - width - 1] < strength &&
    response[at - width] < strength &&
    response[at - width + 1] < strength &&
    response[at + width - 1] <= strength &&
    response[at + width] <= strength &&
    response[at + width + 1] <= strength
  );
}

/** determinant / trace of the structure tensor, summed over 5 × 5 pixels by running sums. */
function cornerResponse({ data, width, height }: Grey): Float32Array {
  const response = new Float32Array(width * height);
  const xx = new Float32Array(width * height);
  const yy = new Float32Array(width * height);
  const xy = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      const slopeX = data[at + 1] - data[at - 1];
      const slopeY = data[at + width] - data[at - width];
      xx[at] = slopeX * slopeX;
      yy[at] = slopeY * slopeY;
      xy[at] = slopeX * slopeY;
    }
  const side = 2 * reach + 1;
  const columns = [new Float32Array(width), new Float32Array(width), new Float32Array(width)] as const;
  const add = (from: Float32Array, into: Float32Array, row: number, sign: number) => {
    for (let x = 0, at = row * width; x < width; x++, at++) into[x] += sign * from[at];
  };
  const [columnXx, columnYy, columnXy] = columns;
  for (let y = 0; y < height; y++) {
    add(xx, columnXx, y, 1);
    add(yy, columnYy, y, 1);
    add(xy, columnXy, y, 1);
    if (y >= side) {
      add(xx, columnXx, y - side, -1);
      add(yy, columnYy, y - side, -1);
      add(xy, columnXy, y - side, -1);
    }
    if (y < side - 1) continue;
    let [sumXx, sumYy, sumXy] = [0, 0, 0];
    for (let x = 0; x < width; x++) {
      sumXx += columnXx[x];
      sumYy += columnYy[x];
      sumXy += columnXy[x];
      if (x >= side) {
        sumXx -= columnXx[x - side];
        sumYy -= columnYy[x - side];
        sumXy -= columnXy[x - side];
      }
      if (x < side - 1) continue;
      response[(y - reach) * width + x - reach] = (sumXx * sumYy - sumXy * sumXy) / (sumXx + sumYy + 1);
    }
  }
  return response;
}
