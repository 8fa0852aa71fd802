/** What a person would miss if it went with a copy: when and where a photo was taken, and what they wrote about it. */

export interface KeptMetadata {
  /** `YYYY-MM-DDTHH:MM:SS` in the camera's local time. */
  takenAt: string | null;
  /** The local time's offset from UTC: `+02:00`. */
  offset: string | null;
  /** Degrees, north and east positive; metres above the sea. */
  position: { latitude: number; longitude: number; altitude: number | null } | null;
  keywords: string[];
  /** Stars, 1 to 5. */
  rating: number | null;
  title: string | null;
}

/** Several sources of one photo as one: the first that knows a thing has the word, keywords come together. */
export function combined(sources: readonly KeptMetadata[]): KeptMetadata {
  const dated = sources.find(({ takenAt }) => takenAt !== null);
  const first = <Name extends 'position' | 'rating' | 'title'>(name: Name): KeptMetadata[Name] | null =>
    sources.find((source) => source[name] !== null)?.[name] ?? null;
  return {
    takenAt: dated?.takenAt ?? null,
    offset: dated?.offset ?? null,
    position: first('position'),
    keywords: [...new Set(sources.flatMap(({ keywords }) => keywords))],
    rating: first('rating'),
    title: first('title'),
  };
}

/**
 * What the removed copies know and the keeper lacks. Nothing that the keeper says of itself is overruled. Of several
 * dates the earliest counts, since editing makes later ones; of several ratings the highest.
 * @returns what would be written; null when there is nothing.
 */
export function missingMetadata(keeper: KeptMetadata, removed: readonly KeptMetadata[]): KeptMetadata | null {
  const byDate = removed.toSorted((a, b) => ((a.takenAt ?? '~') < (b.takenAt ?? '~') ? -1 : 1));
  const known = combined(byDate);
  const ratings = removed.flatMap(({ rating }) => rating ?? []);
  const missing: KeptMetadata = {
    takenAt: keeper.takenAt === null ? known.takenAt : null,
    offset: keeper.takenAt === null ? known.offset : null,
    position: keeper.position === null ? known.position : null,
    keywords: known.keywords.filter((keyword) => !keeper.keywords.includes(keyword)),
    rating: keeper.rating === null && ratings.length > 0 ? Math.max(...ratings) : null,
    title: keeper.title === null ? known.title : null,
  };
  const { takenAt, position, keywords, rating, title } = missing;
  const isNothing = [takenAt, position, rating, title].every((value) => value === null) && keywords.length === 0;
  return isNothing ? null : missing;
}
