/**
 * Questions that are drawn by chance from what the answers so far would change. The most useful questions lie near the
 * boundary, and say nothing of the pairs that a judge is sure of: of those it may be sure by mistake, and such a mistake
 * joins strangers by the hundred. A few draws among them tell.
 */
import type { Judge } from '../learning/judge/judge.ts';
import { features } from '../learning/judge/evidence.ts';
import { joinedFrom } from '../learning/judge/joined.ts';
import { Random } from '../learning/random.ts';

/** Near pairs; all arrays have one entry a pair. */
export interface DrawnFrom {
  /** `pairs × features`. */
  rows: Float64Array;
  /** Whether the verifier saw one picture in it: such pairs are joined until a judge says otherwise, others by its word. */
  isVerified: (pair: number) => boolean;
  /** Whether it is joined by what is in use. */
  isJoined: (pair: number) => boolean;
}

/**
 * @param judge as the answers so far make it.
 * @returns places in the list of pairs, each changed pair as likely as any other; fewer than `count` where less would change.
 */
export function drawChanged(
  judge: Judge,
  { rows, isVerified, isJoined }: DrawnFrom,
  count: number,
  seed: number,
): number[] {
  const joins = joinedBy(judge, rows, isVerified);
  const changed = [...joins.keys()].filter((pair) => joins[pair] !== isJoined(pair));
  return new Random(seed).shuffle(changed).slice(0, count);
}

/** Of each pair whether a judge joins it. */
export function joinedBy(judge: Judge, rows: Float64Array, isVerified: (pair: number) => boolean): boolean[] {
  const size = features.length;
  const plain = judge.probabilities(rows);
  const pairs = [...plain.keys()];
  const seen = pairs.filter(isVerified);
  // A moderated probability is nearer to one half: none of the others gets far enough.
  const word = pairs.filter((pair) => !isVerified(pair) && (plain[pair] ?? 0) > 0.5);
  const moderated = word.map((pair) => judge.moderatedRow(rows.subarray(pair * size, (pair + 1) * size)));
  const said = seen.map((pair) => plain[pair] ?? 0);
  const joined = Array<boolean>(pairs.length).fill(false);
  const [seenFrom, wordFrom] = [joinedFrom('verified', said), joinedFrom('byWord', moderated)];
  seen.forEach((pair, at) => (joined[pair] = (said[at] ?? 0) >= seenFrom));
  word.forEach((pair, at) => (joined[pair] = (moderated[at] ?? 0) >= wordFrom));
  return joined;
}
