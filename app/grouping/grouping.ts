/**
 * Groups of photos, from near pairs, verified pairs and judgements, at any threshold. Four steps, strongest evidence
 * first: what a person called the same is one unit; verified copies gather around a hub, and then what was edited or
 * cropped around those, whatever the threshold; and at last the units that look alike gather around a hub, up to the
 * threshold. A crop that was held against one copy only belongs to all of them. Two pictures look alike only where the hub
 * of one of them takes part: blurred or grey, many photos resemble each other.
 */
import { Conflicts, mustLinkUnits, type Pair } from './constraints.ts';
import { toDistance } from './distance.ts';
import { hubLinkage, type Links } from './hubs.ts';

export interface Evidence {
  /** Photos are the nodes 0 … count − 1, in the order of their content hashes. */
  count: number;
  /** Near pairs, each once. */
  near: { a: Int32Array; b: Int32Array; cosine: Float32Array };
  /** Pairs that were verified as the same picture: copies of it, or edits and crops. */
  verified: readonly { a: number; b: number; cosine: number; isCopy: boolean }[];
  same: readonly Pair[];
  different: readonly Pair[];
}

export interface NodeGroup {
  hub: number;
  /** Two or more, ascending; the hub is among them. */
  nodes: number[];
}

export class Grouping {
  readonly #count: number;
  readonly #pictures: Int32Array;
  readonly #conflicts: Conflicts;
  /** Near links between pictures, nearest first, so that a threshold is a cut. */
  readonly #links: { a: Int32Array; b: Int32Array; strength: Float32Array };

  constructor({ count, near, verified, same, different }: Evidence) {
    this.#count = count;
    const told = new Conflicts(different);
    const units = mustLinkUnits(count, same, told);
    const copies = gather(
      units,
      verified.filter(({ isCopy }) => isCopy),
      told,
    );
    this.#pictures = gather(copies, verified, told);
    this.#conflicts = told.lift(this.#pictures);
    // A photo stands for its picture when it is the hub's or a copy of it.
    const stands = copies.map((unit, node) => Number(unit === this.#pictures[node]));
    const links = { a: near.a, b: near.b, strength: near.cosine };
    this.#links = nearestFirst(between(this.#pictures, links, (a, b) => stands[a] === 1 || stands[b] === 1));
  }

  /** @param threshold L2 distance, 0 to 1: look-alikes are linked up to it. @returns groups by their hubs. */
  at(threshold: number): NodeGroup[] {
    const { a, b, strength } = this.#links;
    // The first link that is too far, by bisection.
    let end = 0;
    for (let high = strength.length; end < high;) {
      const middle = (end + high) >> 1;
      if (toDistance(strength[middle] ?? 0) <= threshold) end = middle + 1;
      else high = middle;
    }
    const links = { a: a.subarray(0, end), b: b.subarray(0, end), strength: strength.subarray(0, end) };
    const hubs = hubLinkage(this.#count, links, this.#conflicts);
    const groups = new Map<number, number[]>();
    this.#pictures.forEach((picture, node) => {
      const hub = hubs[picture] ?? picture;
      const nodes = groups.get(hub);
      if (nodes === undefined) groups.set(hub, [node]);
      else nodes.push(node);
    });
    return [...groups].filter(([, nodes]) => nodes.length > 1).map(([hub, nodes]) => ({ hub, nodes }));
  }
}

/** Joins units around hubs. @returns the new unit of each node. */
function gather(units: Int32Array, verified: Evidence['verified'], told: Conflicts): Int32Array {
  const links = {
    a: verified.map(({ a }) => a),
    b: verified.map(({ b }) => b),
    strength: verified.map(({ cosine }) => Math.max(cosine, Number.EPSILON)),
  };
  const hubs = hubLinkage(units.length, between(units, links), told.lift(units));
  return units.map((unit) => hubs[unit] ?? unit);
}

/**
 * Links between units: of all the links between two units the strongest, none within one.
 * @param counts whether a link between two nodes does.
 */
function between(unit: Int32Array, links: Links, counts: (a: number, b: number) => boolean = () => true): Links {
  const strongest = new Map<number, number>();
  for (let link = 0; link < links.a.length; link++) {
    const [from, to] = [links.a[link] ?? 0, links.b[link] ?? 0];
    const [a, b] = [unit[from] ?? 0, unit[to] ?? 0];
    if (a === b || !counts(from, to)) continue;
    const pair = Math.min(a, b) * unit.length + Math.max(a, b);
    const value = links.strength[link] ?? 0;
    if (value > (strongest.get(pair) ?? 0)) strongest.set(pair, value);
  }
  const pairs = [...strongest.keys()];
  return {
    a: pairs.map((pair) => Math.floor(pair / unit.length)),
    b: pairs.map((pair) => pair % unit.length),
    strength: [...strongest.values()],
  };
}

function nearestFirst({ a, b, strength }: Links): { a: Int32Array; b: Int32Array; strength: Float32Array } {
  const order = Array.from({ length: a.length }, (_, link) => link).sort(
    (x, y) => (strength[y] ?? 0) - (strength[x] ?? 0) || (a[x] ?? 0) - (a[y] ?? 0) || (b[x] ?? 0) - (b[y] ?? 0),
  );
  return {
    a: Int32Array.from(order, (link) => a[link] ?? 0),
    b: Int32Array.from(order, (link) => b[link] ?? 0),
    strength: Float32Array.from(order, (link) => strength[link] ?? 0),
  };
}
