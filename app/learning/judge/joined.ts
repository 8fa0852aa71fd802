/**
 * Down to which probability pairs are joined: from the surest one, as far as nearly all that are joined are right, if the
 * probabilities mean what they say. A judge is taught by questions, of which every third is answered "same"; of a library's
 * near pairs one in a hundred is, so that one half would join strangers by the hundred.
 */
import { thresholdFor } from '../calibration.ts';

/** Of the pairs that are joined at least this share shall be right. */
const rightOf = 0.98;
/**
 * None less probable than the first is joined, however sure the others are, and all are that are more probable than the
 * second, however few: among pairs that the verifier saw as one picture, and among those that are joined by the judge's word
 * alone, of which there are a hundred strangers for each right one. A judge that was told little is sure of nothing, and
 * would else part every picture.
 */
const bounds = { verified: [0.8, 0.9], byWord: [0.95, 0.99] } as const;

/**
 * @param how by the verifier, or by the judge's word.
 * @param probabilities of all pairs of a library that are joined in that way.
 * @param weights how many pairs of photos come together where the pair is joined.
 */
export function joinedFrom(
  how: keyof typeof bounds,
  probabilities: readonly number[],
  weights?: readonly number[],
): number {
  const [least, most] = bounds[how];
  // Of a large library most pairs are far below, and have no say.
  const sure = [...probabilities.keys()].filter((pair) => (probabilities[pair] ?? 0) >= least);
  const threshold = thresholdFor(
    sure.map((pair) => probabilities[pair] ?? 0),
    rightOf,
    sure.map((pair) => weights?.[pair] ?? 1),
  );
  return Math.min(most, threshold);
}
