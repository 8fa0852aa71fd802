/**
 * Visual words: what local features look like, in 65,536 kinds, so that photos which share features can be looked up
 * instead of being held against each other (Sivic and Zisserman 2003, "Video Google"). A tree of two levels finds a
 * feature's word (Nistér and Stewénius 2006); its nodes are descriptions themselves, by majority of each bit.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { intsAt, keep, loops } from '../kernels/kernels.ts';
import { shippedFile } from '../shipped-file.ts';
import { words as length } from '../verify/features.ts';

const Manifest = z.object({
  file: z.string(),
  sha256: z.string(),
  /** Words of different versions are never compared. */
  version: z.string(),
  branches: z.int().positive(),
  /** Words of a branch. */
  leaves: z.int().positive(),
});

export interface Vocabulary {
  version: string;
  branches: number;
  leaves: number;
  /** A description a branch, then one a word, branch after branch: their place in the memory of the loops. */
  centres: number;
  /** What sharing a word says, in nats: minus the logarithm of the share of photos that have it. */
  weights: Float32Array;
}

/** @param manifest path of the manifest; the file lies beside it: the centres, then a float32 weight a word. */
export function loadVocabulary(manifest: string): Vocabulary {
  const { version, branches, leaves, ...file } = Manifest.parse(JSON.parse(readFileSync(manifest, 'utf8')));
  const bytes = shippedFile(dirname(manifest), file);
  // A copy: what is read may start at an odd address.
  const { buffer } = bytes.slice();
  const centres = new Int32Array(buffer, 0, (branches + branches * leaves) * length);
  const weights = new Float32Array(buffer, centres.byteLength, branches * leaves);
  return { version, branches, leaves, centres: keep(centres), weights };
}

/** Branches that are searched for a feature of which more than one word is wanted. */
const widest = 3;
const far = 2 ** 31 - 1;
/** A found centre is one number: its distance, and in so many bits below it its place. */
const centreBits = 17;
const placeOf = (key: number) => key & ((1 << centreBits) - 1);
const description = keep(new Int32Array(length));
const bestBranches = keep(new Int32Array(widest));
const best = keep(new Int32Array(widest));

/**
 * The words that a description is nearest to, the nearest first.
 * @param at where it begins in `bits`. @param count 1 to 3. @param into its numbers go here, from `to` on.
 */
export function nearestWords(
  { branches, leaves, centres }: Vocabulary,
  bits: Int32Array,
  at: number,
  count: number,
  into: Uint16Array,
  to: number,
): void {
  intsAt(description, length).set(bits.subarray(at, at + length));
  const [foundBranches, found] = [intsAt(bestBranches, widest).fill(far), intsAt(best, widest).fill(far)];
  loops.nearest(description, centres, 0, branches, centreBits, count, bestBranches);
  for (let place = 0; place < count; place++) {
    const first = branches + placeOf(foundBranches[place]) * leaves;
    loops.nearest(description, centres, first, leaves, centreBits, count, best);
  }
  for (let place = 0; place < count; place++) into[to + place] = placeOf(found[place]) - branches;
}

/**
 * @param at where the description begins in `bits`. @param centres their place in the memory of the loops.
 * @returns the place of the nearest of `count` centres, the first of those as near.
 */
export function nearestCentre(bits: Int32Array, at: number, centres: number, count: number): number {
  intsAt(description, length).set(bits.subarray(at, at + length));
  const found = intsAt(best, 1).fill(far);
  loops.nearest(description, centres, 0, count, centreBits, 1, best);
  return placeOf(found[0]);
}
