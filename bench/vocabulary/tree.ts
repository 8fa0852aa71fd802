/** Groups binary descriptions around centres, in two levels: the centre of a group has each bit that most of it have. */
import { intsAt, Layout } from '../../app/vision/kernels/kernels.ts';
import { words as length, type Features } from '../../app/vision/verify/features.ts';
import { nearestCentre } from '../../app/vision/words/vocabulary.ts';
import { Chance } from '../random.ts';

/** Every so many descriptions grow the branches; all grow the leaves. */
const everyForBranches = 8;
const rounds = 6;

/** @returns the centres of the branches, then those of the leaves, branch after branch. */
export function growTree(features: readonly Features[], branches: number, leaves: number): Int32Array {
  const bits = new Int32Array(features.reduce((sum, { count }) => sum + count, 0) * length);
  let end = 0;
  for (const one of features) {
    bits.set(one.bits, end);
    end += one.bits.length;
  }
  const all = Int32Array.from({ length: bits.length / length }, (_, row) => row);
  const trunk = centresOf(
    bits,
    all.filter((row) => row % everyForBranches === 0),
    branches,
  );
  const rows: number[][] = Array.from({ length: branches }, () => []);
  const placedTrunk = placed(trunk);
  for (const row of all) rows[nearestCentre(bits, row * length, placedTrunk, branches)]?.push(row);
  const tree = new Int32Array((branches + branches * leaves) * length);
  tree.set(trunk);
  rows.forEach((own, branch) => {
    tree.set(centresOf(bits, Int32Array.from(own), leaves), (branches + branch * leaves) * length);
  });
  return tree;
}

/** Puts centres where the loops find them, until others are put there. */
function placed(centres: Int32Array): number {
  const place = new Layout().take(centres.byteLength);
  intsAt(place, centres.length).set(centres);
  return place;
}

/** k-majority (Grana and others 2013, "A fast approach for integrating ORB descriptors in the bag of words model"). */
function centresOf(bits: Int32Array, rows: Int32Array, count: number): Int32Array {
  const chance = new Chance(`centres of ${rows.length}`);
  const centres = new Int32Array(count * length);
  const pick = (centre: number) => {
    const row = rows[chance.below(rows.length)] ?? 0;
    centres.set(bits.subarray(row * length, (row + 1) * length), centre * length);
  };
  for (let centre = 0; centre < count; centre++) pick(centre);
  for (let round = 0; round < rounds; round++) {
    const sums = new Int32Array(count * length * 32);
    const sizes = new Int32Array(count);
    const placedCentres = placed(centres);
    for (const row of rows) {
      const centre = nearestCentre(bits, row * length, placedCentres, count);
      sizes[centre] = (sizes[centre] ?? 0) + 1;
      for (let bit = 0; bit < length * 32; bit++)
        if (((bits[row * length + (bit >>> 5)] ?? 0) >>> (bit & 31)) & 1) {
          const at = centre * length * 32 + bit;
          sums[at] = (sums[at] ?? 0) + 1;
        }
    }
    for (let centre = 0; centre < count; centre++) {
      const size = sizes[centre] ?? 0;
      if (size === 0) {
        pick(centre);
        continue;
      }
      for (let word = 0; word < length; word++) {
        let value = 0;
        for (let bit = 0; bit < 32; bit++)
          if (2 * (sums[(centre * length + word) * 32 + bit] ?? 0) > size) value |= 1 << bit;
        centres[centre * length + word] = value;
      }
    }
  }
  return centres;
}
