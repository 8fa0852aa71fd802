/** Of two folders of which one keeps what both have: the photos of the other one that can go. */
import { isCopy } from '../grouping/kinds.ts';
import { isInside } from '../store/folders.ts';
import type { FoundGroup, FoundPhoto } from './library-groups.ts';

/** Whether a photo is one with its version for certain: proven a copy, or called the same. */
export function isCertain({ kind, said, awaitsProof }: Pick<FoundPhoto, 'kind' | 'said' | 'awaitsProof'>): boolean {
  return !awaitsProof && (isCopy(kind) || said);
}

/** Whether a path lies in one of two folders and not in the other: where one lies in the other, the inner one has it. */
export function isOnSide(path: string, folder: string, other: string): boolean {
  return isInside(path, folder) && !(isInside(other, folder) && isInside(path, other));
}

/**
 * @param groups as the person's own rules have them: of each version, the photos from the best to the worst.
 * @returns photos of `clear` that have a copy in `keep` which is no worse: one that the rules put before them, of the very
 *   same content, or of the same pixels. What is protected stays, and what is away neither goes nor makes others go.
 */
export function sparedFor(
  groups: readonly FoundGroup[],
  { keep, clear }: { keep: string; clear: string },
): FoundPhoto[] {
  return groups.flatMap(({ photos }) => {
    const certain = photos.filter((photo) => !photo.offline && isCertain(photo));
    const staying = Map.groupBy(
      certain.filter(({ path }) => isOnSide(path, keep, clear)),
      ({ version }) => version,
    );
    if (staying.size === 0) return [];
    const ranks = new Map(certain.map((photo, rank) => [photo, rank]));
    const rankOf = (photo: FoundPhoto | undefined) => (photo && ranks.get(photo)) ?? Infinity;
    return certain.filter((photo) => {
      const others = staying.get(photo.version) ?? [];
      if (photo.protection !== null || !isOnSide(photo.path, clear, keep)) return false;
      // The best of those that stay comes first.
      if (rankOf(others[0]) < rankOf(photo) || (isExact(photo) && others.some(isExact))) return true;
      return others.some(({ sha256 }) => sha256 === photo.sha256);
    });
  });
}

/** Whether it shows pixel for pixel what the keeper of its version shows. */
function isExact({ kind }: FoundPhoto): boolean {
  return kind === 'identical' || kind === 'same-pixels';
}
