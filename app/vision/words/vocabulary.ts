/**
 * Visual words: what local features look like, in 65,536 kinds, so that photos which share features can be looked up
 * instead of being held against each other (Sivic and Zisserman 2003, "Video Google"). A tree of two levels finds a
 * feature's word (Nistér and Stewénius 2006); its nodes are descriptions themselves, by majority of each bit.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { shippedFile } from '../shipped-file.ts';
import { words as length } from '../verify/features.ts';
import { ones } from '../verify/ones.ts';

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
  /** A description a branch, then one a word, branch after branch. */
  centres: Int32Array;
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
  return { version, branches, leaves, centres, weights };
}

/** Branches that are searched for a feature of which more than one word is wanted. */
const widest = 3;
const far = 2 ** 31 - 1;
/** A found centre is one number: its distance times this, and its place. */
const centresAtMost = 2 ** 17;
const best = new Int32Array(widest);
const bestBranches = new Int32Array(widest);

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
  bestBranches.fill(far);
  nearest(bits, at, centres, 0, branches, count, bestBranches);
  best.fill(far);
  for (let place = 0; place < count; place++)
    nearest(bits, at, centres, branches + (bestBranches[place] % centresAtMost) * leaves, leaves, count, best);
  for (let place = 0; place < count; place++) into[to + place] = (best[place] % centresAtMost) - branches;
}

/** @param at where the description begins in `bits`. @returns the place of the nearest of `count` centres, the first of those as near. */
export function nearestCentre(bits: Int32Array, at: number, centres: Int32Array, count: number): number {
  best.fill(far);
  nearest(bits, at, centres, 0, count, 1, best);
  return best[0] % centresAtMost;
}

/** Keeps in `found` the nearest of some centres, each as its distance and its number. */
function nearest(
  bits: Int32Array,
  at: number,
  centres: Int32Array,
  first: number,
  count: number,
  wanted: number,
  found: Int32Array,
): void {
  const [b0, b1, b2, b3] = [bits[at], bits[at + 1], bits[at + 2], bits[at + 3]];
  const [b4, b5, b6, b7] = [bits[at + 4], bits[at + 5], bits[at + 6], bits[at + 7]];
  let worst = found[wanted - 1];
  for (let centre = first, from = first * length; centre < first + count; centre++, from += length) {
    let distance = ones(b0 ^ centres[from], b1 ^ centres[from + 1], b2 ^ centres[from + 2], b3 ^ centres[from + 3]);
    if (distance * centresAtMost > worst) continue;
    distance += ones(b4 ^ centres[from + 4], b5 ^ centres[from + 5], b6 ^ centres[from + 6], b7 ^ centres[from + 7]);
    const key = distance * centresAtMost + centre;
    if (key >= worst) continue;
    let place = wanted - 1;
    for (; place > 0 && found[place - 1] > key; place--) found[place] = found[place - 1];
    found[place] = key;
    worst = found[wanted - 1];
  }
}
