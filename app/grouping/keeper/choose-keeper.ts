/** Which photo of a group to keep, and why. */
import type { KeeperCandidate } from './keeper-candidate.ts';
import { plainRules, ranking, type KeeperRule, type Ranking } from './keeper-rules.ts';

/** A keeper that the person chose. */
export interface Choice {
  sha256: string;
  /** Which of several files of the same content was meant. */
  path: string;
}

export interface Judged<Photo extends KeeperCandidate> {
  /** The keeper first, then the others from the best to the worst. */
  photos: Photo[];
  /** Completes "kept: …". */
  reason: string;
  /** Whether the person chose the keeper. */
  chosen: boolean;
}

/**
 * @param photos one or more photos of a group, in any order: the result is the same.
 * @param order the person's rules, the first that differs decides. The other rules settle what they leave open.
 * @param choices the last one first; those of other groups are passed over.
 */
export function chooseKeeper<Photo extends KeeperCandidate>(
  photos: readonly Photo[],
  order: readonly KeeperRule[],
  choices: readonly Choice[],
): Judged<Photo> {
  const choice = choices.find(({ sha256 }) => photos.some((photo) => photo.sha256 === sha256));
  const rankings = [
    ...(choice === undefined ? [] : [chosenContent(choice), chosenFile(choice)]),
    whole,
    reference,
    ...wholeOrder(order).map(ranking),
  ];
  const ranked = photos.map((photo) => ({ photo, ranks: rankings.map(({ rank }) => rank(photo)) }));
  ranked.sort((a, b) => compareRanks(a.ranks, b.ranks) || (a.photo.path < b.photo.path ? -1 : 1));
  return {
    photos: ranked.map(({ photo }) => photo),
    reason: choice === undefined ? reasonOf(ranked, rankings) : 'your choice',
    chosen: choice !== undefined,
  };
}

/** The person's rules, and then all others: a rule that says the opposite of an earlier one finds nothing left to decide. */
function wholeOrder(order: readonly KeeperRule[]): KeeperRule[] {
  const named = new Set(order.map(({ rule }) => rule));
  return [...order, ...plainRules.filter((rule) => !named.has(rule)).map((rule) => ({ rule }))];
}

const chosenContent = ({ sha256 }: Choice): Ranking => ({
  rank: (photo) => Number(photo.sha256 === sha256),
  reason: () => 'your choice',
});

const chosenFile = ({ path }: Choice): Ranking => ({
  rank: (photo) => Number(photo.path === path),
  reason: () => 'your choice',
});

/** What is damaged is never preferred, wherever it lies. */
const whole: Ranking = {
  rank: ({ isDamaged }) => Number(!isDamaged),
  reason: () => 'a photo that is not damaged',
};

/** What the person has already is kept before any rule is asked. */
const reference: Ranking = {
  rank: ({ protection }) => Number(protection === 'reference'),
  reason: () => 'in a reference folder',
};

/** The sentences of the rules that told the keeper from others, in their order. */
function reasonOf(
  ranked: readonly { photo: KeeperCandidate; ranks: readonly number[] }[],
  rankings: readonly Ranking[],
): string {
  const keeper = ranked.at(0);
  if (keeper === undefined) throw new RangeError('A group has a photo at least.');
  const reasons = [];
  let equal = ranked.slice(1);
  for (const [at, { reason }] of rankings.entries()) {
    const [still, lower] = [
      equal.filter(({ ranks }) => ranks[at] === keeper.ranks[at]),
      equal.find(({ ranks }) => ranks[at] !== keeper.ranks[at]),
    ];
    if (lower !== undefined) reasons.push(reason(keeper.photo, lower.photo));
    equal = still;
  }
  if (equal.length > 0) reasons.push('the first by its name');
  return reasons.length === 0 ? 'the only one' : reasons.join('; of those ');
}

/** Negative when `a` is kept rather. */
function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [at, rank] of a.entries()) {
    const other = b[at];
    if (rank !== other) return other - rank;
  }
  return 0;
}
