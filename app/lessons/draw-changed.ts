/**
 * Questions that are drawn by chance from what the answers so far would change. The most useful questions lie near the
 * boundary, and say nothing of the pairs that a judge is sure of: of those it may be sure by mistake, and such a mistake
 * joins strangers by the hundred. A few draws among them tell.
 */
import type { Judge } from '../learning/judge/judge.ts';
import { features, isVerified } from '../learning/judge/evidence.ts';
import { joinedFrom } from '../learning/judge/joined.ts';
import { Random } from '../learning/random.ts';

/**
 * @param judge as the answers so far make it. @param rows evidence of near pairs, `pairs × features`.
 * @param isJoined whether a pair is joined by what is in use.
 * @returns places in the list of pairs, each changed pair as likely as any other; fewer than `count` where less would change.
 */
export function drawChanged(
  judge: Judge,
  rows: Float64Array,
  isJoined: (pair: number) => boolean,
  count: number,
  seed: number,
): number[] {
  const joins = joinedBy(judge, rows);
  const changed = [...joins.keys()].filter((pair) => joins[pair] !== isJoined(pair));
  return new Random(seed).shuffle(changed).slice(0, count);
}

/** Of each pair whether a judge joins it: by the verifier and its assent, or by its word alone. */
export function joinedBy(judge: Judge, rows: Float64Array): boolean[] {
  const size = features.length;
  const plain = judge.probabilities(rows);
  const pairs = [...plain.keys()];
  const seen = pairs.filter((pair) => isVerified(rows, pair));
  // A moderated probability is nearer to one half: none of the others gets far enough.
  const word = pairs.filter((pair) => !isVerified(rows, pair) && (plain[pair] ?? 0) > 0.5);
  const moderated = word.map((pair) => judge.moderatedRow(rows.subarray(pair * size, (pair + 1) * size)));
  const said = seen.map((pair) => plain[pair] ?? 0);
  const joined = Array<boolean>(pairs.length).fill(false);
  const [seenFrom, wordFrom] = [joinedFrom('verified', said), joinedFrom('byWord', moderated)];
  seen.forEach((pair, at) => (joined[pair] = (said[at] ?? 0) >= seenFrom));
  word.forEach((pair, at) => (joined[pair] = (moderated[at] ?? 0) >= wordFrom));
  return joined;
}
