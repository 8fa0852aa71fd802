/** Which near pairs the verifier looks at: a bounded number a photo, and copies whatever their number. */
import type { Neighbours } from '../store/pairs.ts';
import { mayBeCopies, type Sketched } from '../vision/copies/sketch.ts';

/**
 * The nearest photos of a photo that are looked at closely, and the cosine down to which; the other near pairs get a
 * glance at their sketches only. Of the true pairs among 1,881 photos, edits and their originals, 8 reach 0.93,
 * 12 reach 0.95 and 16 reach 0.96; each four more take a third more time.
 */
export const closeLooks = 12;
export const closeLookFloor = 0.3;

export interface Candidate {
  content: number;
  /** Whether to look for edits and crops as well; otherwise only for copies, which takes a glance. */
  isClose: boolean;
}

/** The photos that a photo is held against. */
export function candidatesOf(
  content: number,
  { contents, cosines }: Neighbours,
  sketches: ReadonlyMap<number, Sketched>,
): Candidate[] {
  const own = sketches.get(content);
  const candidates: Candidate[] = [];
  contents.forEach((other, at) => {
    const theirs = sketches.get(other);
    if (own === undefined || theirs === undefined) return;
    const isClose = at < closeLooks && (cosines[at] ?? 0) >= closeLookFloor;
    if (isClose || mayBeCopies(own, theirs)) candidates.push({ content: other, isClose });
  });
  return candidates;
}

/**
 * An order in which photos that are near each other stand near each other, so that what was seen of one is still
 * remembered when the next ones are held against it.
 */
export function nearbyOrder(contents: readonly number[], lists: ReadonlyMap<number, Neighbours>): number[] {
  const wanted = new Set(contents);
  const order: number[] = [];
  for (const start of contents) {
    const stack = [start];
    for (let content = stack.pop(); content !== undefined; content = stack.pop()) {
      if (!wanted.delete(content)) continue;
      order.push(content);
      const { contents: near } = lists.get(content) ?? { contents: new Int32Array(0) };
      // The nearest is taken next.
      for (let at = Math.min(near.length, closeLooks) - 1; at >= 0; at--) stack.push(near[at] ?? 0);
    }
  }
  return order;
}
