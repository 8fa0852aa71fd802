/**
 * The versions of a picture within a group: copies are one version, whichever way they were found, and so is what a
 * person called the same. Each version keeps its best copy.
 */
import { Conflicts, mustLinkUnits, type Pair } from './constraints.ts';

export interface VersionLinks {
  /** Pairs of copies, the strongest first. */
  copies: readonly Pair[];
  /** Pairs that a person called the same, the newest first. */
  same: readonly Pair[];
  /** Pairs that a person called different: never one version. */
  different: readonly Pair[];
}

/** Divides the nodes of groups into versions. */
export class Versions {
  readonly #same: Neighbours;
  readonly #copies: Neighbours;
  readonly #different: Neighbours;

  constructor({ copies, same, different }: VersionLinks) {
    this.#same = neighboursOf(same);
    this.#copies = neighboursOf(copies);
    this.#different = neighboursOf(different);
  }

  /**
   * @param nodes of one group, ascending.
   * @returns versions by their smallest nodes, the nodes of each ascending. Only links within the group count.
   */
  of(nodes: readonly number[]): number[][] {
    const place = new Map(nodes.map((node, at) => [node, at]));
    const within = (links: Neighbours) => inside(nodes, place, links);
    const pairs = [...within(this.#same), ...within(this.#copies)];
    const units = mustLinkUnits(nodes.length, pairs, new Conflicts(within(this.#different)));
    const versions = new Map<number, number[]>();
    nodes.forEach((node, at) => {
      const unit = units[at] ?? at;
      const version = versions.get(unit);
      if (version === undefined) versions.set(unit, [node]);
      else version.push(node);
    });
    return [...versions.values()];
  }
}

/** Of each node the others, each with the place that their pair had in the list. */
type Neighbours = ReadonlyMap<number, { node: number; rank: number }[]>;

function neighboursOf(pairs: readonly Pair[]): Neighbours {
  const neighbours = new Map<number, { node: number; rank: number }[]>();
  const add = (from: number, node: number, rank: number) => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, [{ node, rank }]);
    else known.push({ node, rank });
  };
  for (const [rank, [a, b]] of pairs.entries()) {
    add(a, b, rank);
    add(b, a, rank);
  }
  return neighbours;
}

/** The pairs that lie within some nodes, as places among them, in the order in which all pairs were given. */
function inside(nodes: readonly number[], place: ReadonlyMap<number, number>, links: Neighbours): Pair[] {
  const found: { pair: Pair; rank: number }[] = [];
  for (const [at, node] of nodes.entries())
    for (const { node: other, rank } of links.get(node) ?? []) {
      const there = place.get(other);
      if (there !== undefined && at < there) found.push({ pair: [at, there], rank });
    }
  return found.sort((x, y) => x.rank - y.rank).map(({ pair }) => pair);
}
