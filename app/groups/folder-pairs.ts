/** Which folders hold the same photos: a backup and what it is a backup of, one phone copied twice, an export and its source. */
import { dirname } from 'node:path';
import type { FolderPair, SharingFolder } from '../contract/contract.ts';
import { isInside } from '../store/folders.ts';
import type { FoundGroup, FoundPhoto } from './library-groups.ts';
import { isCertain, sparedFor } from './spared-for-folder.ts';

/** Two folders, by their numbers, and how many photos of each have a copy in the other one. */
interface Tally {
  a: number;
  b: number;
  inA: number;
  inB: number;
}

/** A photo that lies in more folders than this says nothing of any two of them: a logo, an icon. It counts for none. */
const mostFolders = 100;
/** Fewer copies than these make no pair, where most of a folder is in the other one, and where it is not. */
const fewest = { most: 2, few: 5 };
const mostPairs = 200;
/** Of the copies that an outer folder holds, this share is as good as all. */
const nearlyAll = 0.9;

/**
 * Of folders within each other those are told that are nearly all in another one, and of these the outermost: one decision
 * for a whole backup, and one for each year where only some years of it are there. A folder may lie in the other one of its
 * pair: what is in the inner one is then not counted as in the outer.
 * @param groups as the person's own rules have them.
 * @param paths those of all photos. @param roots the library's folders.
 * @returns first those of which most is in the other one.
 */
export function folderPairs(
  groups: readonly FoundGroup[],
  paths: readonly string[],
  roots: readonly string[],
): Omit<FolderPair, 'passed'>[] {
  const folders = new NumberedFolders(roots);
  const totals = new Map<number, number>();
  for (const path of paths) for (const folder of folders.above(path)) add(totals, folder, 1);
  const photosIn = (folder: number, other: number) =>
    (totals.get(folder) ?? 0) - (folders.holds(folder, other) ? (totals.get(other) ?? 0) : 0);
  const ranked = innermost(
    tallied(groups, folders)
      .map((one) => ranking(one, one.inA / photosIn(one.a, one.b), one.inB / photosIn(one.b, one.a), folders))
      .filter(({ copies, rank }) => copies >= (rank < 2 ? fewest.most : fewest.few)),
    folders,
  ).sort(
    (x, y) =>
      x.rank - y.rank || x.nested - y.nested || y.copies - x.copies || y.depth - x.depth || (x.name < y.name ? -1 : 1),
  );
  const chosen: Tally[] = [];
  for (const { one } of ranked) {
    if (chosen.length === mostPairs) break;
    if (!chosen.some((other) => folders.areWithin(one, other) || folders.areWithin(other, one))) chosen.push(one);
  }
  const sharing = groupsOf(chosen, groups, folders);
  return chosen.map((pair) => {
    const side = (folder: number, other: number, copies: number): SharingFolder => {
      const [clear, keep] = [folders.path(folder), folders.path(other)];
      const spared = sparedFor(sharing.get(pair) ?? [], { keep, clear });
      const sparableBytes = spared.reduce((sum, { bytes }) => sum + bytes, 0);
      return { path: clear, photos: photosIn(folder, other), copies, sparable: spared.length, sparableBytes };
    };
    return ordered(side(pair.a, pair.b, pair.inA), side(pair.b, pair.a, pair.inB));
  });
}

interface Ranked {
  one: Tally;
  /** The folder of which more is in the other one, and that other one. */
  inside: number;
  holder: number;
  /** Its photos that have a copy there. */
  copies: number;
  /** 0 where that is nearly all of it, 1 for most of it, 2 for less. */
  rank: number;
  /** 1 where one of the two lies in the other one: what is told of folders apart says more. */
  nested: number;
  depth: number;
  name: string;
}

function ranking(one: Tally, shareA: number, shareB: number, folders: NumberedFolders): Ranked {
  const share = Math.max(shareA, shareB);
  const isA = shareA >= shareB;
  const name = `${folders.path(one.a)}\n${folders.path(one.b)}`;
  return {
    one,
    inside: isA ? one.a : one.b,
    holder: isA ? one.b : one.a,
    copies: isA ? one.inA : one.inB,
    rank: share >= 0.9 ? 0 : share >= 0.5 ? 1 : 2,
    nested: Number(folders.holds(one.a, one.b) || folders.holds(one.b, one.a)),
    depth: name.length,
    name,
  };
}

/** Without folders that hold no more copies of a folder, or hardly more, than one inside them does: its name says more. */
function innermost(all: readonly Ranked[], folders: NumberedFolders): Ranked[] {
  return [...Map.groupBy(all, ({ inside }) => inside).values()].flatMap((some) =>
    some.filter(
      (outer) => !some.some((one) => folders.holds(outer.holder, one.holder) && one.copies >= nearlyAll * outer.copies),
    ),
  );
}

/** The one of which more is in the other comes first; of two that hold the same, the one that would free more. */
function ordered(one: SharingFolder, other: SharingFolder): Omit<FolderPair, 'passed'> {
  const share = ({ photos, copies }: SharingFolder) => copies / photos;
  const difference = share(one) - share(other) || one.sparable - other.sparable || one.path.length - other.path.length;
  return difference >= 0 ? { inside: one, holder: other } : { inside: other, holder: one };
}

function tallied(groups: readonly FoundGroup[], folders: NumberedFolders): Tally[] {
  const tallies = new Map<number, Tally>();
  for (const version of groups.flatMap(versionsOf)) {
    if (new Set(version.map(({ path }) => dirname(path))).size > mostFolders) continue;
    const held = new Map<number, number>();
    for (const { path } of version) for (const folder of folders.above(path)) add(held, folder, 1);
    const all = [...held].sort(([a], [b]) => a - b);
    for (const [at, [a, ofA]] of all.entries())
      for (const [b, ofB] of all.slice(at + 1)) {
        const inA = ofA - (folders.holds(a, b) ? ofB : 0);
        const inB = ofB - (folders.holds(b, a) ? ofA : 0);
        if (inA === 0 || inB === 0) continue;
        const key = a * mostNumbers + b;
        const known = tallies.get(key);
        if (known === undefined) tallies.set(key, { a, b, inA, inB });
        else {
          known.inA += inA;
          known.inB += inB;
        }
      }
  }
  return [...tallies.values()];
}

/** The photos of each version that are one for certain: two at least. */
function versionsOf({ photos, versions }: FoundGroup): FoundPhoto[][] {
  return versions
    .map((_, version) => photos.filter((photo) => photo.version === version && isCertain(photo)))
    .filter(({ length }) => length > 1);
}

/** The groups that have photos in both folders of a pair. */
function groupsOf(pairs: readonly Tally[], groups: readonly FoundGroup[], folders: NumberedFolders) {
  const byFirst = Map.groupBy(pairs, ({ a }) => a);
  const found = new Map<Tally, FoundGroup[]>(pairs.map((pair) => [pair, []]));
  for (const group of groups) {
    const held = new Set(group.photos.flatMap(({ path }) => folders.above(path)));
    for (const folder of held)
      for (const pair of byFirst.get(folder) ?? []) if (held.has(pair.b)) found.get(pair)?.push(group);
  }
  return found;
}

/** Two numbers below it make one that is exact. */
const mostNumbers = 2 ** 26;

/** The folders of the library, numbered as they are met, and what lies in what. */
class NumberedFolders {
  readonly #roots: readonly string[];
  readonly #paths: string[] = [];
  readonly #chains = new Map<string, readonly number[]>();
  readonly #above: (readonly number[])[] = [];

  constructor(roots: readonly string[]) {
    this.#roots = roots;
  }

  path(folder: number): string {
    return this.#paths[folder] ?? '';
  }

  /** The folders of the library that hold a file, the innermost first. */
  above(path: string): readonly number[] {
    return this.#chain(dirname(path));
  }

  /** Whether a folder lies in another one. */
  holds(folder: number, inner: number): boolean {
    return folder !== inner && this.#above[inner]?.includes(folder) === true;
  }

  /** Whether both folders of a pair lie in those of another one, in either order, or are those. */
  areWithin({ a, b }: Tally, outer: Tally): boolean {
    const lies = (inner: number, folder: number) => this.#above[inner]?.includes(folder) === true;
    return (lies(a, outer.a) && lies(b, outer.b)) || (lies(a, outer.b) && lies(b, outer.a));
  }

  #chain(folder: string): readonly number[] {
    const known = this.#chains.get(folder);
    if (known !== undefined) return known;
    if (!this.#roots.some((root) => folder === root || isInside(folder, root))) return [];
    const number = this.#paths.push(folder) - 1;
    const chain = [number, ...this.#chain(dirname(folder))];
    this.#chains.set(folder, chain);
    this.#above[number] = chain;
    return chain;
  }
}

function add(counts: Map<number, number>, key: number, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}
