import type { Random } from '../../../app/learning/random.ts';
import type { Vectors } from '../../../app/learning/types.ts';

/** Vectors of unit length in random directions; normally distributed around the `centre` of each row where given. */
export function unitRows(
  count: number,
  dimensions: number,
  random: Random,
  centre: (row: number, axis: number) => number = () => 0,
): Vectors {
  const rows = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row++) {
    const values = Array.from({ length: dimensions }, (_, axis) => centre(row, axis) + normal(random));
    const length = Math.hypot(...values);
    values.forEach((value, axis) => (rows[row * dimensions + axis] = value / length));
  }
  return { rows, dimensions };
}

/** Box and Muller 1958. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
