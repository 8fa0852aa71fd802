/**
 * Of which verified pairs it has to be found out which photo was made from the other. A photo that is known to be made from
 * one is no keeper beside it, whatever else it was made from (`find-keeper`): a pair of two such photos decides nothing.
 */
import { pictureScore } from '../grouping/keeper/picture-score.ts';
import { tellsMade } from '../grouping/keeper/tells-made.ts';
import { measureVersion } from '../images/measure/measure-picture.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';

interface Scored {
  content: ContentRow;
  score: number;
}

export interface OpenPair<Pair> {
  pair: Pair;
  a: Scored;
  b: Scored;
}

export class OpenLineage {
  readonly #store: Store;
  /** Content ids. */
  readonly #made = new Set<number>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * @param version of what was found before.
   * @returns the pairs of which nothing was found yet and that may decide something, in the order in which fewest of them have to be looked at: those of a
   * family's best picture first, which tell what was made from it.
   */
  inOrder<Pair extends { a: number; b: number }>(pairs: readonly Pair[], version: string): OpenPair<Pair>[] {
    const known = this.#store.measures.lineage(version);
    const measured = this.#store.measures.all(measureVersion);
    const held = new Map<number, Scored>();
    const scored = (id: number): Scored => {
      const before = held.get(id);
      if (before !== undefined) return before;
      const content = this.#store.photos.content(id);
      const now = { content, score: pictureScore({ ...content, measured: measured.get(id) ?? null }) };
      held.set(id, now);
      return now;
    };
    const open: OpenPair<Pair>[] = [];
    for (const pair of pairs) {
      const one = { pair, a: scored(Math.min(pair.a, pair.b)), b: scored(Math.max(pair.a, pair.b)) };
      const evidence = known.get(one.a.content.id)?.get(one.b.content.id);
      if (evidence === undefined) open.push(one);
      else this.learn(one, evidence);
    }
    return open.filter((one) => this.isOpen(one)).sort((one, other) => best(other) - best(one));
  }

  isOpen<Pair>({ a, b }: OpenPair<Pair>): boolean {
    return !this.#made.has(a.content.id) || !this.#made.has(b.content.id);
  }

  /**
   * @param evidence that `b` was made from `a`, see `Lineage`. What a person says is no copy of the other stays out of its
   * group, and there it is nothing that was made.
   */
  learn<Pair>({ a, b }: OpenPair<Pair>, evidence: number): void {
    const [made, from] = evidence > 0 ? [b, a] : [a, b];
    if (!tellsMade(Math.abs(evidence), made.score, from.score)) return;
    if (this.#store.judgements.of(a.content.sha256, b.content.sha256)?.verdict === 'different') return;
    this.#made.add(made.content.id);
  }
}

function best<Pair>({ a, b }: OpenPair<Pair>): number {
  return Math.max(a.score, b.score);
}
