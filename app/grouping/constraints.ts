/** A person's judgements as constraints: "same" pairs must be linked, "different" pairs must not. */

export type Pair = readonly [number, number];

/**
 * Joins what must be linked. Where "same" answers would together join a pair that was called "different", the later
 * of them (in the order given) is left out: a wrong join is worse than a missed one.
 * @param same those that shall hold first: the newest, since a person's last word counts.
 * @returns for each of `count` nodes, the smallest node of its unit (itself when it is alone).
 */
export function mustLinkUnits(count: number, same: readonly Pair[], conflicts: Conflicts): Int32Array {
  const unit = Int32Array.from({ length: count }, (_, node) => node);
  const members = new Map<number, number[]>();
  const membersOf = (root: number) => members.get(root) ?? [root];
  for (const [a, b] of same) {
    const rootA = unit[a];
    const rootB = unit[b];
    if (rootA === rootB) continue;
    const [keep, join] = rootA < rootB ? [rootA, rootB] : [rootB, rootA];
    if (membersOf(keep).some((x) => membersOf(join).some((y) => conflicts.between(x, y)))) continue;
    for (const node of membersOf(join)) unit[node] = keep;
    members.set(keep, [...membersOf(keep), ...membersOf(join)]);
    members.delete(join);
  }
  return unit;
}

/** Which nodes must not share a group. */
export class Conflicts {
  readonly #of = new Map<number, Set<number>>();

  constructor(different: Iterable<Pair>) {
    for (const [a, b] of different) {
      this.#add(a, b);
      this.#add(b, a);
    }
  }

  between(a: number, b: number): boolean {
    return this.#of.get(a)?.has(b) ?? false;
  }

  of(node: number): ReadonlySet<number> | undefined {
    return this.#of.get(node);
  }

  /** The same conflicts between units: two units conflict when any of their members do. */
  lift(unit: Int32Array): Conflicts {
    const pairs: Pair[] = [];
    for (const [a, others] of this.#of) for (const b of others) pairs.push([unit[a], unit[b]]);
    return new Conflicts(pairs);
  }

  #add(a: number, b: number): void {
    const others = this.#of.get(a);
    if (others === undefined) this.#of.set(a, new Set([b]));
    else others.add(b);
  }
}
