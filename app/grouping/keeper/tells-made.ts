/**
 * Evidence, as logarithms of odds: below the first a photo does not count as made from another; and for each doubling by
 * which it is the better picture there must be as much as the second, see docs/MEASURED.md.
 */
const leastEvidence = 0.5;
const againstScore = 3;

/**
 * Whether a picture counts as made from another one.
 * @param evidence that it was, a logarithm of odds; `own` and `other` are their scores (`pictureScore`).
 */
export function tellsMade(evidence: number, own: number, other: number): boolean {
  return evidence > Math.max(leastEvidence, againstScore * (own - other));
}
