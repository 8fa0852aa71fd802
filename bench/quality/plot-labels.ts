/** Finds places for the names of falling curves: near their own, where no other curve runs through the words. */

/** Where a curve is at a height of the plot, 0 to 1, from the left in pixels. */
type Curve = (level: number) => number;

export interface Label {
  /** Where its curve is at that height. */
  curve: number;
  /** Its height in the plot, 0 to 1. */
  level: number;
  /** Where its line ends and the words begin, in pixels; they run on to the right, or end there. */
  end: number;
  anchor: 'start' | 'end';
}

const levels = Array.from({ length: 33 }, (_, at) => 0.88 - at * 0.024);
/** Half a line of words, and the least distance of two names, as shares of the plot's height. */
const halfLine = 0.025;
const apart = 0.075;
/** Pixels between a curve and words. */
const gap = 12;

/**
 * @param widths of the words, in pixels.
 * @returns places in the order of the curves; a curve that leaves no free place is named right beside it all the same.
 */
export function placeLabels(
  curves: readonly Curve[],
  widths: readonly number[],
  plot: { left: number; right: number },
): Label[] {
  const placed: Label[] = [];
  for (const [at, width] of widths.entries()) {
    const free = levels.filter((level) => placed.every((label) => Math.abs(label.level - level) >= apart));
    const candidates = free.flatMap((level) => placesAt(level, at, curves, width, plot));
    const nearest = candidates.sort((a, b) => Math.abs(a.end - a.curve) - Math.abs(b.end - b.curve))[0];
    const curve = curves[at]?.(0.5) ?? plot.left;
    placed.push(nearest ?? { curve, level: 0.5, end: curve + gap, anchor: 'start' });
  }
  return placed;
}

/** The nearest free place to the right and to the left of a curve. */
function placesAt(
  level: number,
  own: number,
  curves: readonly Curve[],
  width: number,
  { left, right }: { left: number; right: number },
): Label[] {
  // A falling curve is furthest left at the top of the words, and furthest right at their foot.
  const spans = curves.map((curve) => ({ from: curve(level + halfLine), to: curve(level - halfLine) }));
  const isFree = (from: number, to: number) =>
    from >= left && to <= right && spans.every((span) => span.to < from - gap + 1 || span.from > to + gap - 1);
  const curve = curves[own]?.(level) ?? left;
  const ends = spans.flatMap(({ from, to }): Label[] => [
    { curve, level, end: to + gap, anchor: 'start' },
    { curve, level, end: from - gap, anchor: 'end' },
  ]);
  return ends.filter(({ end, anchor }) =>
    anchor === 'start' ? end > curve && isFree(end, end + width) : end < curve && isFree(end - width, end),
  );
}
