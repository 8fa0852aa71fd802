/** Which near pairs the verifier looks at: a bounded number a photo, and copies whatever their number. */
import type { Neighbours } from '../store/pairs.ts';
import { mayBeOne, type Lasting } from '../videos/duration.ts';
import { mayBeCopies, type Sketched } from '../vision/copies/sketch.ts';

/**
 * How many of a photo's near photos are looked at closely, and the score down to which; the other near pairs get a
 * glance at their sketches only. Nearly all true pairs below it share enough words to be found by them (`look-for-parts`).
 */
export const closeLooks = 12;
export const scoreFloor = -0.05;

export interface Candidate {
  content: number;
  /** Whether to look for edits and crops as well; otherwise only for copies, which takes a glance. */
  isClose: boolean;
}

/**
 * How near two photos are, given how near each is to photos that it has nothing to do with (its background).
 * @param cosine the best of their views.
 */
export function scoreOf(cosine: number, backgroundA: number, backgroundB: number): number {
  return cosine - (backgroundA + backgroundB) / 2;
}

/**
 * @param own a photo's background. @param backgrounds those of the photos in its list.
 * @returns the places in the list of the photos that are looked at closely, the highest score first.
 */
export function closest(
  own: number,
  { contents, cosines }: Neighbours,
  backgrounds: ReadonlyMap<number, number>,
): number[] {
  const scores = Float64Array.from(contents, (other, at) =>
    scoreOf(cosines[at] ?? 0, own, backgrounds.get(other) ?? 0),
  );
  const score = (at: number) => scores[at] ?? 0;
  return [...contents.keys()]
    .filter((at) => score(at) >= scoreFloor)
    .sort((a, b) => score(b) - score(a) || a - b)
    .slice(0, closeLooks);
}

/** The photos that a photo is held against: those that are looked at closely first. */
export function candidatesOf(
  content: number,
  list: Neighbours,
  sketches: ReadonlyMap<number, Sketched & Lasting>,
  backgrounds: ReadonlyMap<number, number>,
): Candidate[] {
  const own = sketches.get(content);
  const close = closest(backgrounds.get(content) ?? 0, list, backgrounds);
  const isClose = new Set(close);
  const candidates: Candidate[] = [];
  for (const at of [...close, ...list.contents.keys().filter((at) => !isClose.has(at))]) {
    const other = list.contents[at] ?? 0;
    const theirs = sketches.get(other);
    if (own === undefined || theirs === undefined || !mayBeOne(own, theirs)) continue;
    if (isClose.has(at) || mayBeCopies(own, theirs)) candidates.push({ content: other, isClose: isClose.has(at) });
  }
  return candidates;
}

/** Whom a photo will be held against, as far as a short look tells: the nearest of its list, by their scores. */
export function likelyPartners(
  own: number,
  { contents, cosines }: Neighbours,
  backgrounds: ReadonlyMap<number, number>,
): number[] {
  return [...contents.subarray(0, closeLooks)].filter(
    (other, at) => scoreOf(cosines[at] ?? 0, own, backgrounds.get(other) ?? 0) >= scoreFloor,
  );
}
