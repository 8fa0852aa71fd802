/** Splits photos for cross-validation so that no photo, and nothing that an answer links to it, is on both sides. */
import { connectedComponents } from './links.ts';
import { Random } from './random.ts';
import type { JudgedPair } from './types.ts';

/**
 * Every connected component of the answers goes to one fold as a whole, the largest first, to the fold that has the
 * fewest answers. Only a component with more answers than a fold's share is cut, along its breadth: its photos are dealt
 * to several folds, and answers across the cut are then neither trained on with nor tested in either of the two.
 * @returns the fold of every photo, 0 to `folds` − 1; −1 for photos that no answer speaks of.
 */
export function foldsOf(count: number, answers: readonly JudgedPair[], folds: number, seed: number): Int32Array {
  const random = new Random(seed);
  const rootOf = connectedComponents(count, answers);
  const share = answers.length / folds;
  const pieces = [...Map.groupBy(random.shuffle(answers), ({ a }) => rootOf[a]).values()].flatMap((component) =>
    component.length > share ? cut(component, share) : [{ photos: photosOf(component), size: component.length }],
  );
  const fold = new Int32Array(count).fill(-1);
  const load = new Float64Array(folds);
  for (const { photos, size } of pieces.sort((x, y) => y.size - x.size)) {
    const least = load.indexOf(Math.min(...load));
    for (const photo of photos) fold[photo] = least;
    load[least] = (load[least] ?? 0) + size;
  }
  return fold;
}

function photosOf(answers: readonly JudgedPair[]): number[] {
  return [...new Set(answers.flatMap(({ a, b }) => [a, b]))];
}

/** Pieces of a component, of neighbouring photos and about half a share of answers each. */
function cut(component: readonly JudgedPair[], share: number): { photos: number[]; size: number }[] {
  const neighbours = new Map<number, number[]>();
  for (const { a, b } of component)
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
  const order = new Set<number>(photosOf(component).slice(0, 1));
  for (const photo of order) for (const other of neighbours.get(photo) ?? []) order.add(other);
  const pieces: number[][] = [[]];
  let ends = 0;
  for (const photo of order) {
    if (ends > share) {
      pieces.push([]);
      ends = 0;
    }
    pieces.at(-1)?.push(photo);
    // Every answer is seen from both its ends.
    ends += neighbours.get(photo)?.length ?? 0;
  }
  return pieces.map((photos) => {
    const inside = new Set(photos);
    return { photos, size: component.filter(({ a, b }) => inside.has(a) && inside.has(b)).length };
  });
}
