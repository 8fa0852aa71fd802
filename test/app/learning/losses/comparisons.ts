/** Random comparisons as plain numbers, and the losses' results on them as plain numbers. */
import { grad, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Loss } from '../../../../app/learning/losses/loss.ts';
import { Random } from '../../../../app/learning/random.ts';

/** One anchor: the cosine to its positive, and those to its negatives. */
export interface Line {
  positive: number;
  negatives: number[];
}

/** Lines of different lengths, some without any negative. */
export function randomLines(seed: number, count = 12): Line[] {
  const random = new Random(seed);
  const cosine = () => random.next() * 1.96 - 0.98;
  return Array.from({ length: count }, () => ({
    positive: cosine(),
    negatives: Array.from({ length: random.below(5) }, cosine),
  }));
}

function tensors(lines: readonly Line[]) {
  const columns = 1 + Math.max(...lines.map(({ negatives }) => negatives.length));
  const filled = lines.map(({ positive, negatives }) => [
    positive,
    // What lines are filled up with must not count: something that would.
    ...Array.from({ length: columns - 1 }, (_, at) => negatives[at] ?? 0.99),
  ]);
  const present = lines.map(({ negatives }) =>
    Array.from({ length: columns }, (_, at) => (at > 0 && at <= negatives.length ? 1 : 0)),
  );
  return { cosines: tensor2d(filled), negatives: tensor2d(present) };
}

export function valueOf(loss: Loss, lines: readonly Line[], margin: number): number {
  return tidy(() => loss(tensors(lines), margin).dataSync()[0]!);
}

/** Slopes of the loss in every cosine, in the form of the lines. */
export function slopesOf(loss: Loss, lines: readonly Line[], margin: number): Line[] {
  return tidy(() => {
    const { cosines, negatives } = tensors(lines);
    const slopes = grad((x) => loss({ cosines: x as Tensor2D, negatives }, margin))(cosines).arraySync() as number[][];
    return lines.map((line, at) => ({
      positive: slopes[at]![0]!,
      negatives: line.negatives.map((_, place) => slopes[at]![1 + place]!),
    }));
  });
}

/** By finite differences of a plain function. */
export function differencesOf(plain: (lines: readonly Line[]) => number, lines: readonly Line[]): Line[] {
  const step = 1e-6;
  const slope = (change: (by: number) => Line[]) => (plain(change(step)) - plain(change(-step))) / (2 * step);
  return lines.map((line, at) => ({
    positive: slope((by) => lines.with(at, { ...line, positive: line.positive + by })),
    negatives: line.negatives.map((cosine, place) =>
      slope((by) => lines.with(at, { ...line, negatives: line.negatives.with(place, cosine + by) })),
    ),
  }));
}

export function expectSlopes(
  found: readonly Line[],
  wanted: readonly Line[],
  isClose: (x: number, y: number) => void,
): void {
  wanted.forEach(({ positive, negatives }, at) => {
    isClose(found[at]!.positive, positive);
    negatives.forEach((slope, place) => isClose(found[at]!.negatives[place]!, slope));
  });
}
