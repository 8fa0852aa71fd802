/** Small square pictures of one value a cell, row by row. */

/** Cells along a side. */
export const gridSide = 64;

/** Means over larger cells. @param side cells along a side of the result: a divisor of `gridSide`. */
export function pool(grid: Float32Array, side: number): Float32Array {
  const step = gridSide / side;
  if (step === 1) return grid;
  const pooled = new Float32Array(side * side);
  grid.forEach((value, at) => {
    const cell = Math.floor(Math.floor(at / gridSide) / step) * side + Math.floor((at % gridSide) / step);
    pooled[cell] += value / step ** 2;
  });
  return pooled;
}
