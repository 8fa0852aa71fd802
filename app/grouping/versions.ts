/**
 * The versions of a picture within a group. A version is its best photo, all copies of that one, and what a person called
 * the same. Copies of copies are not followed: of two pictures that differ in a detail both may be copies of one small
 * thumbnail, which shows neither detail.
 */
import type { Pair } from './constraints.ts';

export interface VersionLinks {
  /** Pairs of copies. */
  copies: readonly Pair[];
  /** Those whose pixels are all equal: what is a copy of one is a copy of the other. */
  exact: readonly Pair[];
  /** Pairs that a person called the same. */
  same: readonly Pair[];
  /** Pairs that a person called different: never one version. */
  different: readonly Pair[];
}

/** Divides the nodes of groups into versions. */
export class Versions {
  readonly #copies: Neighbours;
  readonly #exact: Neighbours;
  readonly #same: Neighbours;
  readonly #different: Neighbours;

  constructor({ copies, exact, same, different }: VersionLinks) {
    this.#copies = neighboursOf(copies);
    this.#exact = neighboursOf(exact);
    this.#same = neighboursOf(same);
    this.#different = neighboursOf(different);
  }

  /**
   * @param nodes of one group, from the best to the worst.
   * @returns versions from the best to the worst, in each the best node first. Only links within the group count.
   */
  of(nodes: readonly number[]): number[][] {
    const free = new Set(nodes);
    const versions = [];
    for (const best of nodes) {
      if (!free.has(best)) continue;
      const version = this.#around(best, free);
      for (const node of version) free.delete(node);
      versions.push(nodes.filter((node) => version.has(node)));
    }
    return versions;
  }

  /** Copies of a photo; what was called the same as one of them, with the copies of that, and so on. */
  #around(best: number, free: ReadonlySet<number>): Set<number> {
    const version = new Set<number>();
    const apart = new Set<number>();
    const add = (node: number): boolean => {
      if (!free.has(node) || version.has(node) || apart.has(node)) return false;
      version.add(node);
      for (const stranger of this.#different.get(node) ?? []) apart.add(stranger);
      return true;
    };
    const called = [best];
    for (let from = called.pop(); from !== undefined; from = called.pop()) {
      add(from);
      const equal = [from];
      for (const node of equal) for (const other of this.#exact.get(node) ?? []) if (add(other)) equal.push(other);
      const copies = equal.flatMap((node) => [...(this.#copies.get(node) ?? [])].filter(add));
      for (const node of [...equal, ...copies])
        for (const other of this.#same.get(node) ?? []) if (add(other)) called.push(other);
    }
    return version;
  }
}

/** Of each node the others, ascending, whatever the order in which the pairs came. */
type Neighbours = ReadonlyMap<number, readonly number[]>;

function neighboursOf(pairs: readonly Pair[]): Neighbours {
  const neighbours = new Map<number, Set<number>>();
  const add = (from: number, node: number) => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, new Set([node]));
    else known.add(node);
  };
  for (const [a, b] of pairs) {
    add(a, b);
    add(b, a);
  }
  return new Map([...neighbours].map(([node, others]) => [node, [...others].sort((x, y) => x - y)]));
}
