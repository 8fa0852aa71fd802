/**
 * Splits photos for cross-validation so that no photo, and nothing that an answer links to it, is on both sides; and answers
 * into clusters that are nearly independent of each other.
 */
import { connectedComponents } from '../answer-links.ts';
import { Random } from '../random.ts';
import type { JudgedPair } from '../types.ts';

/**
 * Every connected component of the answers goes to one fold as a whole, the largest first, to the fold that has the
 * fewest answers. Only a component with more answers than a fold's share is cut: its photos are dealt to several folds, and
 * answers across a cut are in none of them.
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
    load[least] += size;
  }
  return fold;
}

/** A cluster that holds more than this share of the answers is split. */
const largestCluster = 1 / 20;

/**
 * The answers' connected components; where one is so large that too few would be left to tell chance from gain, the pieces
 * that it falls into most easily. An answer between two pieces belongs with its more often judged photo, so that all
 * answers about one photo that many are compared with stay together.
 * @returns the number of each answer's cluster.
 */
export function clustersOf(count: number, answers: readonly JudgedPair[]): Int32Array {
  const rootOf = connectedComponents(count, answers);
  const largest = Math.max(1, answers.length * largestCluster);
  const pieceOf = new Int32Array(count);
  let pieces = 0;
  for (const component of Map.groupBy(answers, ({ a }) => rootOf[a]).values())
    for (const { photos } of cut(component, component.length > largest ? largest : Infinity)) {
      for (const photo of photos) pieceOf[photo] = pieces;
      pieces++;
    }
  const judged = new Int32Array(count);
  for (const { a, b } of answers) for (const photo of [a, b]) judged[photo]++;
  return Int32Array.from(answers, ({ a, b }) => pieceOf[judged[a] >= judged[b] ? a : b]);
}

function photosOf(answers: readonly JudgedPair[]): number[] {
  return [...new Set(answers.flatMap(({ a, b }) => [a, b]))];
}

/**
 * Pieces of a component, grown photo by photo until they hold about a share of the answers: next comes the photo that has
 * the most answers into the piece for those it has out of it, so that few answers lie across (greedy graph growing;
 * Karypis and Kumar 1998, "A fast and high quality multilevel scheme for partitioning irregular graphs", section 3.2).
 */
function cut(component: readonly JudgedPair[], share: number): { photos: number[]; size: number }[] {
  const neighbours = new Map<number, number[]>(photosOf(component).map((photo) => [photo, []]));
  for (const { a, b } of component) {
    neighbours.get(a)?.push(b);
    neighbours.get(b)?.push(a);
  }
  const left = new Set(neighbours.keys());
  const pieces: { photos: number[]; size: number }[] = [];
  while (left.size > 0) {
    const piece = new Set<number>();
    let size = 0;
    while (left.size > 0 && size < share) {
      const next = mostTied(left, piece, neighbours);
      size += next.inside;
      piece.add(next.photo);
      left.delete(next.photo);
    }
    pieces.push({ photos: [...piece], size });
  }
  return pieces;
}

function mostTied(left: ReadonlySet<number>, piece: ReadonlySet<number>, neighbours: ReadonlyMap<number, number[]>) {
  let best = { photo: -1, inside: 0, gain: -Infinity };
  for (const photo of left) {
    const others = neighbours.get(photo) ?? [];
    const inside = others.filter((other) => piece.has(other)).length;
    const outside = others.filter((other) => left.has(other)).length;
    if (inside - outside > best.gain) best = { photo, inside, gain: inside - outside };
  }
  return best;
}
