/** Pairs up the features of two photos by their descriptions. */
import { intsAt, Layout, loops } from '../kernels/kernels.ts';
import { words, type Features } from './features.ts';

/** Indices of features of either photo that are each other's best. */
export interface Matches {
  a: Int32Array;
  b: Int32Array;
}

/** The most bits of 256 that may differ: descriptions of unlike points differ in 128, give or take 20. */
const farthest = 72;
/** A pair whose first 128 bits differ in more than this is not looked at further: nearly none would come below `farthest`. */
const farthestHalf = 44;

/** Mirrored photos are rare: only features from this scale on are tried, a third of the work. */
const coarse = 1.5;

/** @param mirrored whether `b` is taken as its mirror image. */
export function match(a: Features, b: Features, mirrored: boolean): Matches {
  const [startA, startB] = mirrored ? [firstCoarse(a), firstCoarse(b)] : [0, 0];
  const [countA, countB] = [a.count - startA, b.count - startB];
  const layout = new Layout();
  const [bitsA, bitsB] = [countA, countB].map((count) => layout.take(count * words * 4)) as [number, number];
  const fours = Math.ceil(countB / 4) * 4;
  const [bestOfA, bestOfB, row] = [countA, fours, fours].map((count) => layout.take(count * 4)) as [
    number,
    number,
    number,
  ];
  intsAt(bitsA, countA * words).set(a.bits.subarray(startA * words));
  intsAt(bitsB, countB * words).set(b.bits.subarray(startB * words));
  intsAt(row, fours).fill(words * 32 + 1);
  const swap = mirrored ? words * 2 : 0;
  loops.match(bitsA, countA, bitsB, countB, swap, farthest, farthestHalf, bestOfA, bestOfB, row);
  const [ofA, ofB] = [intsAt(bestOfA, countA), intsAt(bestOfB, countB)];
  const mutual = [...ofA.keys()].filter((i) => ofA[i] !== -1 && ofB[ofA[i]] === i);
  return {
    a: Int32Array.from(mutual, (i) => startA + i),
    b: Int32Array.from(mutual, (i) => startB + ofA[i]),
  };
}

/** Features are kept by scale, the finest first. */
function firstCoarse({ count, scale }: Features): number {
  const first = scale.findIndex((one) => one >= coarse);
  return first === -1 ? count : first;
}
