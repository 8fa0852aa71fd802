/** Pairs of photos, by content. */
export interface Pair {
  a: string;
  b: string;
}

/** Names a pair, whichever of its photos is named first. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** A photo with each other one. Copies of one content are one photo: of those there is nothing to say. */
export function pairsWith(content: string, contents: readonly string[]): Pair[] {
  const others = new Set(contents);
  others.delete(content);
  return [...others].map((other) => ({ a: content, b: other }));
}

/** Whether links, one after the other, lead from each of these photos to every other. */
export function areJoined(contents: readonly string[], isLinked: (a: string, b: string) => boolean): boolean {
  const missing = new Set(contents);
  const reached = contents.slice(0, 1);
  for (const content of reached) {
    missing.delete(content);
    for (const other of missing)
      if (isLinked(content, other)) {
        missing.delete(other);
        reached.push(other);
      }
  }
  return missing.size === 0;
}
