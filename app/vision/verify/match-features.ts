/** Pairs up the features of two photos by their descriptions. */
import { ones } from './ones.ts';
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
  const bestOfA = new Int32Array(a.count).fill(-1);
  const bestOfB = new Int32Array(b.count).fill(-1);
  const distanceA = new Int32Array(a.count).fill(farthest + 1);
  const distanceB = new Int32Array(b.count).fill(farthest + 1);
  const swap = mirrored ? words / 2 : 0;
  const [bitsA, bitsB] = [a.bits, b.bits];
  for (let i = startA, from = startA * words; i < a.count; i++, from += words) {
    const [a0, a1, a2, a3] = [bitsA[from], bitsA[from + 1], bitsA[from + 2], bitsA[from + 3]];
    const [a4, a5, a6, a7] = [bitsA[from + 4], bitsA[from + 5], bitsA[from + 6], bitsA[from + 7]];
    for (let j = startB, at = startB * words; j < b.count; j++, at += words) {
      const first = at + swap;
      const second = at + words / 2 - swap;
      const half = ones(a0 ^ bitsB[first], a1 ^ bitsB[first + 1], a2 ^ bitsB[first + 2], a3 ^ bitsB[first + 3]);
      if (half > farthestHalf) continue;
      const distance =
        half + ones(a4 ^ bitsB[second], a5 ^ bitsB[second + 1], a6 ^ bitsB[second + 2], a7 ^ bitsB[second + 3]);
      if (distance < distanceA[i]) {
        distanceA[i] = distance;
        bestOfA[i] = j;
      }
      if (distance < distanceB[j]) {
        distanceB[j] = distance;
        bestOfB[j] = i;
      }
    }
  }
  const mutual = [...bestOfA.keys()].filter((i) => bestOfA[i] !== -1 && bestOfB[bestOfA[i]] === i);
  return { a: Int32Array.from(mutual), b: Int32Array.from(mutual, (i) => bestOfA[i]) };
}

/** Features are kept by scale, the finest first. */
function firstCoarse({ count, scale }: Features): number {
  const first = scale.findIndex((one) => one >= coarse);
  return first === -1 ? count : first;
}
