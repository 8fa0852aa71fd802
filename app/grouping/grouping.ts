/**
 * Groups of photos, from near pairs, verified pairs and judgements, at any threshold. The strongest evidence comes first:
 * 1. Photos that a person called the same become one unit (constraints.ts). What a person told apart never meets, in any
 *    of the steps.
 * 2. Verified copies gather around a hub, the one with the most and strongest links (hubs.ts), whatever the threshold.
 * 3. Edits and crops gather around those in the same way. A crop that was compared with one of the copies belongs to all.
 * 4. What looks alike gathers around a hub, up to the threshold, where it looks like half or more of what is there already.
 *    Two pictures look alike only where the hub of one of them, or a copy of it, takes part: blurred or grey, many photos
 *    resemble each other.
 * Steps 1 to 3 are done once; moving the threshold repeats step 4 alone.
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
      if (toDistance(strength[middle]) <= threshold) end = middle + 1;
      else high = middle;
    }
    const links = { a: a.subarray(0, end), b: b.subarray(0, end), strength: strength.subarray(0, end) };
    const hubs = hubLinkage(this.#count, links, this.#conflicts, true);
    // Most photos are in no group: nothing is made for them.
    const sizes = new Int32Array(this.#count);
    for (const picture of this.#pictures) sizes[hubs[picture]]++;
    const groups = new Map<number, NodeGroup>();
    for (let node = 0; node < this.#count; node++) {
      const hub = hubs[this.#pictures[node]];
      if (sizes[hub] < 2) continue;
      const group = groups.get(hub);
      if (group === undefined) groups.set(hub, { hub, nodes: [node] });
      else group.nodes.push(node);
    }
    return [...groups.values()];
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
  return units.map((unit) => hubs[unit]);
}

/**
 * Links between units: of all the links between two units the strongest, none within one.
 * @param counts whether a link between two nodes does.
 */
function between(unit: Int32Array, links: Links, counts: (a: number, b: number) => boolean = () => true): Links {
  const strongest = new Map<number, number>();
  for (let link = 0; link < links.a.length; link++) {
    const [from, to] = [links.a[link], links.b[link]];
    const [a, b] = [unit[from], unit[to]];
    if (a === b || !counts(from, to)) continue;
    const pair = Math.min(a, b) * unit.length + Math.max(a, b);
    const value = links.strength[link];
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
    (x, y) => strength[y] - strength[x] || a[x] - a[y] || b[x] - b[y],
  );
  return {
    a: Int32Array.from(order, (link) => a[link]),
    b: Int32Array.from(order, (link) => b[link]),
    strength: Float32Array.from(order, (link) => strength[link]),
  };
}
