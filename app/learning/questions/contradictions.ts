/**
 * Answers that cannot all be right: "different" of two photos that "same" answers, one after the other, make the same. Of
 * three photos: A and B the same, B and C the same, A and C different.
 */

/** An answer about two photos; `Photo` names them, by number or by content hash. */
export interface Answer<Photo> {
  a: Photo;
  b: Photo;
  verdict: 'same' | 'different';
}

export interface Contradiction<Photo> {
  /** The pair that was called different. */
  a: Photo;
  b: Photo;
  /** From `a` to `b`, each called the same as the next; the shortest such chain, three photos or more. */
  path: Photo[];
}

/**
 * @param answers each pair once.
 * @returns every "different" pair that "same" answers contradict, in the order of the answers. The order of the answers
 * decides nothing else, but for which of several equally short chains is told.
 */
export function findContradictions<Photo>(answers: readonly Answer<Photo>[]): Contradiction<Photo>[] {
  const same = new Map<Photo, Photo[]>();
  const link = (from: Photo, to: Photo) => {
    const linked = same.get(from);
    if (linked === undefined) same.set(from, [to]);
    else linked.push(to);
  };
  for (const { a, b, verdict } of answers) {
    if (verdict !== 'same') continue;
    link(a, b);
    link(b, a);
  }
  return answers.flatMap(({ a, b, verdict }) => {
    const path = verdict === 'different' ? shortestPath(same, a, b) : null;
    return path === null ? [] : [{ a, b, path }];
  });
}

/** Breadth first. @returns null when no chain leads there. */
function shortestPath<Photo>(links: ReadonlyMap<Photo, readonly Photo[]>, from: Photo, to: Photo): Photo[] | null {
  const before = new Map<Photo, Photo>();
  const reached = [from];
  for (const photo of reached) {
    if (photo === to) break;
    for (const next of links.get(photo) ?? []) {
      if (next === from || before.has(next)) continue;
      before.set(next, photo);
      reached.push(next);
    }
  }
  if (!before.has(to)) return null;
  const path = [to];
  for (let photo = before.get(to); photo !== undefined; photo = before.get(photo)) path.push(photo);
  return path.reverse();
}
