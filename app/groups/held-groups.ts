/** The library's groups, made when they are first asked for and held until something changes. */
import { isDeepStrictEqual } from 'node:util';
import type { KeeperRule, Rules } from '../contract/contract.ts';
import { listsOf } from '../lessons/head-in-use.ts';
import type { Learned } from '../lessons/learned.ts';
import type { CompanionRow } from '../store/companions.ts';
import type { Store } from '../store/store.ts';
import { groupSources, type GroupSources } from './group-sources.ts';
import { Groups } from './library-groups.ts';
import { storedRules } from './library-rules.ts';

export class HeldGroups {
  /** How long making them took the last time: ms. */
  took = 0;
  readonly #store: Store;
  readonly #dimensions: number;
  readonly #learned: () => Learned | null;
  #groups: Groups | null = null;
  /** Those of the library's own rules and of one version's near lists, which a person's answers leave as they are. */
  #sources: { rules: Rules; lists: number; made: GroupSources } | null = null;

  /** @param learned what is in use of what was learned. */
  constructor(store: Store, dimensions: number, learned: () => Learned | null) {
    this.#store = store;
    this.#dimensions = dimensions;
    this.#learned = learned;
  }

  /**
   * The groups as the library's own rules have them, or others; made anew only when something has changed.
   * @param companions those of some photos as they lie on the disk now, where they are others than the library knows.
   */
  by(rules?: Rules, companions?: ReadonlyMap<string, CompanionRow[]>): Groups {
    const [own, learned] = [storedRules(this.#store), this.#learned()];
    const asked = rules ?? own;
    // What a person is about to act on is read anew, all of it.
    if (companions !== undefined || !isDeepStrictEqual(asked, own))
      return this.#make(groupSources(this.#store, asked, learned), asked, learned, companions);
    if (this.#groups !== null) return this.#groups;
    const started = performance.now();
    this.#groups = this.#make(this.#ownSources(own, learned), own, learned);
    this.took = performance.now() - started;
    return this.#groups;
  }

  /** The groups as another order of keeper rules has them, of the photos that are there anyway: a question, and no plan. */
  ordered(keep: readonly KeeperRule[]): Groups {
    const [own, learned] = [storedRules(this.#store), this.#learned()];
    return this.#make(this.#ownSources(own, learned), { ...own, keep: [...keep, ...own.keep] }, learned);
  }

  /** The groups as another version of what was learned would have them, null for what ships; as they are when left out. */
  under(learned: Learned | null | undefined): Groups {
    if (learned === undefined) return this.by();
    const own = storedRules(this.#store);
    return this.#make(this.#ownSources(own, learned), own, learned);
  }

  /** Something has changed. */
  forget(): void {
    this.#groups = null;
    this.#sources = null;
  }

  /** What a person said of photos has changed: which photos there are, and which are near each other, is as it was. */
  forgetAnswers(): void {
    this.#groups = null;
  }

  #make(
    sources: GroupSources,
    rules: Rules,
    learned: Learned | null,
    companions?: ReadonlyMap<string, CompanionRow[]>,
  ): Groups {
    return new Groups(this.#store, sources, this.#dimensions, rules, learned, companions);
  }

  #ownSources(own: Rules, learned: Learned | null): GroupSources {
    const lists = listsOf(learned?.head ?? null);
    const held = this.#sources;
    if (held?.lists === lists && isDeepStrictEqual(held.rules, own)) return held.made;
    const made = groupSources(this.#store, own, learned);
    this.#sources = { rules: own, lists, made };
    return made;
  }
}
