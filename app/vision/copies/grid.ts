/** Small square pictures of one value a cell, row by row. */

/** Cells along a side. */
export const gridSide = 64;

/** Means over larger cells. @param side cells along a side of the result: a divisor of `gridSide`. */
export function pool(grid: Float32Array, side: number): Float32Array {
  const step = gridSide / side;
  if (step === 1) return grid;
  const pooled = new Float32Array(side * side);
  const share = 1 / step ** 2;
  for (let y = 0, at = 0; y < gridSide; y++) {
    const row = Math.floor(y / step) * side;
    for (let column = 0; column < side; column++)
      for (let x = 0; x < step; x++, at++) pooled[row + column] += grid[at] * share;
  }
  return pooled;
}
