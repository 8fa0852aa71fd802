/** Tells enlarged copies from photos that are merely soft, by the detail that was measured in both. */
import type { KeeperCandidate } from './keeper-candidate.ts';

/** An enlarged copy has at most this share of its finest detail (docs/MEASURED.md); */
const softest = 0.73;
/** the picture that it was made from has at least this one, */
const sharpest = 0.75;
/** and the copy shows no more of it than that has pixels, but for this factor. */
const tolerance = 1.2;
/** The framing of a copy is that of the original. */
const shapeTolerance = 0.02;

/**
 * Whether a photo was enlarged from another one of its group: it has more pixels, and no more detail than the other
 * one's pixels hold, all of which that one uses. A soft original beside its small copy looks the same, and is no rarer:
 * so the other one must be as old a file, and say as much about itself.
 */
export function isUpscaled(photo: KeeperCandidate, group: readonly KeeperCandidate[]): boolean {
  if (photo.detail === null || photo.detail > softest) return false;
  const [side, shape] = [longSide(photo), aspect(photo)];
  const shown = side * photo.detail;
  return group.some(
    (other) =>
      other.detail !== null &&
      other.detail >= sharpest &&
      longSide(other) < side &&
      shown <= longSide(other) * tolerance &&
      Math.abs(aspect(other) / shape - 1) <= shapeTolerance &&
      mayBeTheOriginal(other, photo),
  );
}

function mayBeTheOriginal(other: KeeperCandidate, photo: KeeperCandidate): boolean {
  return (
    other.modified <= photo.modified &&
    (other.takenAt !== null || photo.takenAt === null) &&
    (other.facts ?? 0) >= (photo.facts ?? 0)
  );
}

function longSide({ width, height }: KeeperCandidate): number {
  return Math.max(width, height);
}

/** The long side over the short one, so that a turned copy has the same. */
function aspect({ width, height }: KeeperCandidate): number {
  return Math.max(width, height) / Math.min(width, height);
}
