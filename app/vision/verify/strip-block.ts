/** Takes away from a square block of values what runs through all of it, in place. */

/** The means of its rows and of its columns. @param side values along a side. */
export function takeLinesAway(block: Float32Array, side: number): void {
  for (let row = 0; row < side; row++) takeMeanAway(block, row * side, 1, side);
  for (let column = 0; column < side; column++) takeMeanAway(block, column, side, side);
}

function takeMeanAway(block: Float32Array, start: number, step: number, count: number): void {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += block[start + at * step];
  for (let at = 0; at < count; at++) block[start + at * step] -= sum / count;
}

const rounds = 6;

/** The strongest product of one column and one row, found by power iteration: what is left of lines where they cross. */
export function takeCrossingAway(block: Float32Array, side: number): void {
  const row = strongestRow(block, side);
  const column = new Float32Array(side);
  for (let round = 0; round < rounds; round++) {
    const ofRow = squares(row);
    if (ofRow === 0) return;
    for (let y = 0; y < side; y++) {
      let sum = 0;
      for (let x = 0; x < side; x++) sum += block[y * side + x] * row[x];
      column[y] = sum / ofRow;
    }
    const ofColumn = squares(column);
    if (ofColumn === 0) return;
    for (let x = 0; x < side; x++) {
      let sum = 0;
      for (let y = 0; y < side; y++) sum += block[y * side + x] * column[y];
      row[x] = sum / ofColumn;
    }
  }
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) block[y * side + x] -= column[y] * row[x];
}

function strongestRow(block: Float32Array, side: number): Float32Array {
  let [strongest, most] = [block.slice(0, side), 0];
  for (let y = 0; y < side; y++) {
    const row = block.subarray(y * side, (y + 1) * side);
    const energy = squares(row);
    if (energy <= most) continue;
    most = energy;
    strongest = row.slice();
  }
  return strongest;
}

function squares(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

/** Takes the plane that is nearest to a block away: light that grows from one side to the other. */
export function takePlaneAway(block: Float32Array, side: number): void {
  const middle = (side - 1) / 2;
  let [sum, across, down] = [0, 0, 0];
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      sum += block[at];
      across += (x - middle) * block[at];
      down += (y - middle) * block[at];
    }
  const mean = sum / side ** 2;
  // Of all cells the squares of how far they lie from the middle.
  const spread = (side ** 2 * (side ** 2 - 1)) / 12;
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) block[at] -= mean + ((x - middle) * across + (y - middle) * down) / spread;
}
