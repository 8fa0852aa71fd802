/**
 * Kinds of match, strongest first. They say what was verified about a pair; a later kind claims less. `burst`: two frames
 * of one occasion, which are two pictures.
 */
export const kindOrder = ['identical', 'same-pixels', 'resized', 'edited', 'cropped', 'burst', 'similar'] as const;
export type MatchKind = (typeof kindOrder)[number];

/** Kinds that say two photos are one picture, stored twice: what holds of one holds of the other. */
export function isCopy(kind: MatchKind): boolean {
  return kindOrder.indexOf(kind) <= kindOrder.indexOf('resized');
}

/** The weakest of several kinds: what can be said of all of them. */
export function weakest(kinds: Iterable<MatchKind>): MatchKind {
  let rank = 0;
  for (const kind of kinds) rank = Math.max(rank, kindOrder.indexOf(kind));
  return kindOrder.at(rank) ?? 'similar';
}

/** What was verified about pairs of nodes. */
export class VerifiedKinds {
  readonly #of = new Map<number, { node: number; rank: number }[]>();

  constructor(pairs: Iterable<{ a: number; b: number; kind: MatchKind }>) {
    for (const { a, b, kind } of pairs) {
      this.#add(a, b, kindOrder.indexOf(kind));
      this.#add(b, a, kindOrder.indexOf(kind));
    }
  }

  /**
   * How the members of a group relate to one of them. A pair that was not looked at itself, because one of the two has
   * too many near photos, is judged by way of other members: by the way whose weakest step is the strongest.
   * @returns a kind for each member that is verified; the others are `similar`.
   */
  from(start: number, members: readonly number[]): Map<number, MatchKind> {
    const inGroup = new Set(members);
    const found = new Map<number, MatchKind>([[start, 'identical']]);
    for (const [rank, kind] of kindOrder.entries()) {
      // From all that is reached already, by steps that claim at least this much.
      const open = [...found.keys()];
      for (let node = open.pop(); node !== undefined; node = open.pop())
        for (const step of this.#of.get(node) ?? []) {
          if (step.rank > rank || !inGroup.has(step.node) || found.has(step.node)) continue;
          found.set(step.node, kind);
          open.push(step.node);
        }
    }
    return found;
  }

  /** What was verified about two nodes themselves; undefined where nothing was. */
  between(a: number, b: number): MatchKind | undefined {
    const step = this.#of.get(a)?.find(({ node }) => node === b);
    return step === undefined ? undefined : kindOrder[step.rank];
  }

  #add(a: number, b: number, rank: number): void {
    const steps = this.#of.get(a);
    if (steps === undefined) this.#of.set(a, [{ node: b, rank }]);
    else steps.push({ node: b, rank });
  }
}
