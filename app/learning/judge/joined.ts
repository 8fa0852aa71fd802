/**
 * Down to which probability pairs are joined: from the surest one, as far as nearly all that are joined are right, if the
 * probabilities mean what they say. A judge is taught by questions, of which every third is answered "same"; of a library's
 * near pairs one in a hundred is, so that one half would join strangers by the hundred.
 */
import { thresholdFor } from '../calibration.ts';

/** Of the pairs that are joined at least this share shall be right. */
const rightOf = 0.98;
/** No judge is taken at its word below that. */
const least = 0.5;

/**
 * @param probabilities of all pairs of a library that are joined in the same way: by the verifier, or by the judge's word.
 * @param weights how many pairs of photos come together where the pair is joined.
 */
export function joinedFrom(probabilities: readonly number[], weights?: readonly number[]): number {
  return Math.max(least, thresholdFor(probabilities, rightOf, weights));
}
