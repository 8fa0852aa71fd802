/** Whether probabilities mean what they say: of the pairs called 80 % the same, 80 of 100 are. */

export interface Bin {
  /** Pairs whose probability falls in it. */
  pairs: number;
  /** Their mean probability, and the share that was answered "same". */
  said: number;
  found: number;
}

/**
 * A reliability diagram (Niculescu-Mizil and Caruana 2005): probabilities in bins of equal width.
 * @param probabilities of "same", 0 to 1. @param same what was answered, one a probability.
 * @returns `bins` bins from 0 to 1; an empty one says 0 of 0.
 */
export function reliability(probabilities: readonly number[], same: readonly boolean[], bins = 10): Bin[] {
  const sums = Array.from({ length: bins }, () => ({ pairs: 0, said: 0, found: 0 }));
  probabilities.forEach((probability, at) => {
    if (!(probability >= 0 && probability <= 1)) throw new RangeError('A probability is a number from 0 to 1.');
    const bin = sums[Math.min(bins - 1, Math.floor(probability * bins))];
    bin.pairs++;
    bin.said += probability;
    bin.found += Number(same[at]);
  });
  return sums.map(({ pairs, said, found }) =>
    pairs === 0 ? { pairs, said, found } : { pairs, said: said / pairs, found: found / pairs },
  );
}

/** Expected calibration error (Naeini et al. 2015): by how much said and found differ, on the average over the pairs. */
export function calibrationError(probabilities: readonly number[], same: readonly boolean[], bins = 10): number {
  return reliability(probabilities, same, bins).reduce(
    (sum, { pairs, said, found }) => sum + (pairs / Math.max(1, probabilities.length)) * Math.abs(said - found),
    0,
  );
}

/**
 * The probability from which on `share` of the pairs are right, if the probabilities mean what they say: "about 99 of 100
 * right".
 * @param probabilities of the library's near pairs, in any order.
 * @param weights how much each counts; as much as any other when left out.
 * @returns the lowest such threshold; 1 where even the surest pairs are not that sure.
 */
export function thresholdFor(probabilities: readonly number[], share: number, weights?: readonly number[]): number {
  const falling = [...probabilities.keys()].sort((x, y) => probabilities[y] - probabilities[x]);
  let threshold = 1;
  let [right, all] = [0, 0];
  falling.forEach((pair, at) => {
    const [probability, weight] = [probabilities[pair], weights?.[pair] ?? 1];
    right += weight * probability;
    all += weight;
    // Of equal probabilities all are in or none.
    if (probabilities[falling[at + 1] ?? -1] !== probability && right >= share * all) threshold = probability;
  });
  return threshold;
}
