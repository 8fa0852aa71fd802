/** From values to places on a plot, and the round values to mark on its axis. */

/** A straight scale; a domain of no width maps to the middle of the range. */
export function linearScale(
  [low, high]: readonly [number, number],
  [start, end]: readonly [number, number],
): (value: number) => number {
  if (low === high) return () => (start + end) / 2;
  return (value) => start + ((value - low) / (high - low)) * (end - start);
}

/**
 * Multiples of 1, 2 or 5 times a power of ten that lie within a domain.
 * @param about how many are wanted; there may be a few more or less.
 */
export function ticks([low, high]: readonly [number, number], about: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Divided by a whole number where the step is below 1, so that 0.3 is not 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, place) =>
    step >= 1 ? (first + place) * step : (first + place) / Math.round(1 / step),
  );
}
