/**
 * Pictures that hold several others: none of those is the other, and they must not meet in one group through it. It stands with
 * one of them, the largest in it, so that it can be found at all; and with those that show the same there.
 */
import type { Part } from '../store/pairs.ts';

/** Two boxes show one thing when they share this much of the smaller. */
const shared = 0.5;

/** What lies beside a picture of its own and shows no edge is one as well if it is so large: a share of the picture's area. */
const asLarge = 0.5;

interface Pair {
  a: number;
  b: number;
}

export interface Collages {
  /** Whether a pair is a collage and one of the photos in it that it does not stand with. */
  isLeftOut: (pair: Pair) => boolean;
  /** By each collage and each version of one the photos that it is known to show, one for each place. */
  holds: ReadonlyMap<number, readonly number[]>;
}

/**
 * @param parts what lies in pages and collages. Two pictures of their own side by side make a collage. Photos by numbers that
 * break ties: they must not depend on the order in which photos came.
 * @param pairs all that was verified.
 */
export function collagesOf(parts: readonly Part[], pairs: readonly Pair[]): Collages {
  const collages = new Map<number, Part[]>();
  for (const [whole, within] of Map.groupBy(parts, (part) => part.whole)) {
    const framed = within.filter((one) => one.framed);
    if (!framed.some((one) => within.some((other) => isBeside(one, other)))) continue;
    const photos = within.filter((one) => !showsSeveral(one, within));
    collages.set(whole, photos);
  }
  for (const version of versionsBeside(collages, pairs)) collages.set(version, []);
  const links = new Set<string>();
  for (const versions of versionsOf(collages, pairs)) {
    const within = versions.flatMap((collage) => collages.get(collage) ?? []);
    const kept = standsWith(within);
    for (const { part } of within) if (!kept.has(part)) for (const whole of versions) links.add(keyOf(part, whole));
  }
  return {
    isLeftOut: ({ a, b }) => links.has(keyOf(a, b)),
    holds: new Map([...collages].map(([collage, within]) => [collage, inPlaces(within)])),
  };
}

function isPhotoIn(collage: number, photo: number, collages: ReadonlyMap<number, readonly Part[]>): boolean {
  return collages.get(collage)?.some(({ part }) => part === photo) === true;
}

/** What was verified with a collage and is none of its photos is that collage once more: mirrored, cropped, on a page. */
function versionsBeside(collages: ReadonlyMap<number, readonly Part[]>, pairs: readonly Pair[]): Set<number> {
  const found = new Set<number>();
  for (const { a, b } of pairs)
    for (const [collage, other] of [
      [a, b],
      [b, a],
    ] as const)
      if (collages.has(collage) && !collages.has(other) && !isPhotoIn(collage, other, collages)) found.add(other);
  return found;
}

/** Whether what lies in a collage covers two of its pictures: it is none of them, but the collage cropped, mirrored, or within another one. */
function showsSeveral({ part, box }: Part, within: readonly Part[]): boolean {
  const covered = within.filter(
    (other) => other.part !== part && areaOf(other.box) < areaOf(box) && isOneThing(other.box, box),
  );
  return covered.some((one) => covered.some((other) => !isOneThing(one.box, other.box)));
}

/** Of photos that show the same place of a collage, the first. */
function inPlaces(within: readonly Part[]): number[] {
  const places: Part[] = [];
  for (const one of within.toSorted((a, b) => a.part - b.part))
    if (!places.some(({ box }) => isOneThing(box, one.box))) places.push(one);
  return places.map(({ part }) => part);
}

/** Collages that are versions of one another stand with the same photos: else those would meet through them. */
function versionsOf(collages: ReadonlyMap<number, readonly Part[]>, pairs: readonly Pair[]): number[][] {
  const others = new Map([...collages.keys()].map((collage) => [collage, [] as number[]]));
  for (const { a, b } of pairs) {
    if (!others.has(a) || !others.has(b) || isPhotoIn(a, b, collages) || isPhotoIn(b, a, collages)) continue;
    others.get(a)?.push(b);
    others.get(b)?.push(a);
  }
  const left = new Set([...others.keys()].sort((one, other) => one - other));
  const versions: number[][] = [];
  for (const first of left) {
    const found = [first];
    left.delete(first);
    for (const collage of found)
      for (const other of others.get(collage) ?? []) if (left.delete(other)) found.push(other);
    versions.push(found);
  }
  return versions;
}

/** @param within what lies in the versions of one collage. @returns the largest of them, and what shows the same place. */
function standsWith(within: readonly Part[]): ReadonlySet<number> {
  const [largest] = within.toSorted((one, other) => areaOf(other.box) - areaOf(one.box) || one.part - other.part);
  if (largest === undefined) return new Set();
  const same = within.filter(({ whole, box }) => whole === largest.whole && isOneThing(box, largest.box));
  return new Set(same.map(({ part }) => part));
}

function keyOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function isBeside({ box }: Part, other: Part): boolean {
  if (isOneThing(box, other.box)) return false;
  return other.framed || areaOf(other.box) >= asLarge * areaOf(box);
}

function areaOf({ width, height }: Part['box']): number {
  return width * height;
}

function isOneThing(a: Part['box'], b: Part['box']): boolean {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  const smaller = Math.min(areaOf(a), areaOf(b));
  return Math.max(0, across) * Math.max(0, down) >= shared * smaller;
}
