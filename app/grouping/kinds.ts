/**
 * Kinds of match, strongest first. They say what was verified about a pair; a later kind claims less.
 * `edited`, `cropped` and `burst` belong between `resized` and `similar`, in that order, once something verifies them.
 */
export const kindOrder = ['identical', 'same-pixels', 'resized', 'similar'] as const;
export type MatchKind = (typeof kindOrder)[number];

/** The weakest of several kinds: what can be said of all of them. */
export function weakest(kinds: Iterable<MatchKind>): MatchKind {
  let rank = 0;
  for (const kind of kinds) rank = Math.max(rank, kindOrder.indexOf(kind));
  return kindOrder[rank] ?? 'similar';
}

/** What was verified about pairs of nodes. */
export class VerifiedKinds {
  readonly #count: number;
  readonly #kinds = new Map<number, MatchKind>();

  constructor(count: number, pairs: Iterable<{ a: number; b: number; kind: MatchKind }>) {
    this.#count = count;
    for (const { a, b, kind } of pairs) this.#kinds.set(this.#key(a, b), kind);
  }

  /**
   * The kind between two members of a group. A pair that was not looked at itself, because one of the two has too
   * many near photos, is judged by way of the group's hub.
   */
  between(a: number, b: number, hub: number): MatchKind {
    if (a === b) return 'identical';
    const direct = this.#kinds.get(this.#key(a, b));
    if (direct !== undefined || a === hub || b === hub) return direct ?? 'similar';
    return weakest([this.between(a, hub, hub), this.between(hub, b, hub)]);
  }

  #key(a: number, b: number): number {
    return Math.min(a, b) * this.#count + Math.max(a, b);
  }
}
