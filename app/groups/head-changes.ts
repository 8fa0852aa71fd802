/** What another version of what was learned would change in the groups: counted, with pairs drawn by chance to be looked at. */
import { Random } from '../learning/random.ts';
import type { FoundGroup } from './library-groups.ts';

/** A pair that would be in one group and is not, or is and would not be; by content. */
export interface ChangedPair {
  a: string;
  b: string;
  joined: boolean;
}

export interface Changes {
  /** Groups that would be made of photos that are not together now, and pairs of photos in them that are not. */
  joined: { groups: number; pairs: number };
  /** Groups that would not stay together, and their pairs that would be torn apart. */
  parted: { groups: number; pairs: number };
  /** Each pair was as likely to be drawn as any other of its sort. */
  samples: ChangedPair[];
}

/** Contents of one group, by the group that they are in on the other side. */
type Parts = readonly string[][];

/** How often a pair is drawn that was drawn before, or that nobody need look at, until that is all. */
const patience = 30;

/**
 * @param count of pairs of each sort at most.
 * @param isKnown pairs of which the person has said something. @param seed the same seed draws the same pairs.
 */
export function changesBetween(
  before: readonly FoundGroup[],
  after: readonly FoundGroup[],
  { count, isKnown, seed }: { count: number; isKnown: (a: string, b: string) => boolean; seed: number },
): Changes {
  const [old, found] = [before, after].map((groups) => groups.map(contentsOf)) as [string[][], string[][]];
  const joined = brokenUp(found, old);
  const parted = brokenUp(old, found);
  const random = new Random(seed);
  const draw = (all: readonly Parts[], isJoined: boolean) =>
    drawn(all, count, isKnown, random).map(([a, b]) => ({ a, b, joined: isJoined }));
  return {
    joined: { groups: joined.length, pairs: pairsAcross(joined) },
    parted: { groups: parted.length, pairs: pairsAcross(parted) },
    samples: [...draw(joined, true), ...draw(parted, false)],
  };
}

function contentsOf({ photos }: FoundGroup): string[] {
  return [...new Set(photos.map(({ sha256 }) => sha256))];
}

/** The groups whose contents are in several groups, or in none, on the other side. */
function brokenUp(groups: readonly string[][], others: readonly string[][]): Parts[] {
  const otherOf = new Map(others.flatMap((contents, other) => contents.map((content) => [content, other] as const)));
  return groups
    .map((contents) => [...Map.groupBy(contents, (content) => otherOf.get(content) ?? content).values()])
    .filter((parts) => parts.length > 1);
}

function pairsAcross(all: readonly Parts[]): number {
  return all.reduce((sum, parts) => sum + weightOf(parts), 0);
}

/** Pairs of which the two are in different parts. */
function weightOf(parts: Parts): number {
  const all = parts.reduce((sum, { length }) => sum + length, 0);
  return parts.reduce((pairs, { length }) => pairs - length ** 2, all ** 2) / 2;
}

/** Pairs across parts, each as likely as any other. */
function drawn(
  all: readonly Parts[],
  count: number,
  isKnown: (a: string, b: string) => boolean,
  random: Random,
): [string, string][] {
  const pairs = new Map<string, [string, string]>();
  const weights = all.map(weightOf);
  const wanted = Math.min(count, pairsAcross(all));
  for (let tries = 0; pairs.size < wanted && tries < patience * count; tries++) {
    const parts = all[random.weighted(weights)] ?? [];
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    const own = random.weighted(parts.map(({ length }) => length * (size - length)));
    const other = random.weighted(parts.map(({ length }, at) => (at === own ? 0 : length)));
    const [a, b] = [parts[own], parts[other]].map((part = []) => part[random.below(part.length)] ?? '').sort() as [
      string,
      string,
    ];
    if (!isKnown(a, b)) pairs.set(`${a} ${b}`, [a, b]);
  }
  return [...pairs.values()];
}
