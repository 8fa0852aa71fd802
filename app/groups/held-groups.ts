/** The library's groups, made when they are first asked for and held until something changes. */
import { isDeepStrictEqual } from 'node:util';
import type { Rules } from '../contract/contract.ts';
import type { Learned } from '../lessons/learned.ts';
import type { CompanionRow } from '../store/companions.ts';
import type { Store } from '../store/store.ts';
import { Groups } from './library-groups.ts';
import { storedRules } from './library-rules.ts';

export class HeldGroups {
  /** How long making them took the last time: ms. */
  took = 0;
  readonly #store: Store;
  readonly #dimensions: number;
  readonly #learned: () => Learned | null;
  #groups: Groups | null = null;

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
    const own = storedRules(this.#store);
    if (companions !== undefined) return this.#make(rules ?? own, companions);
    if (rules !== undefined && !isDeepStrictEqual(rules, own)) return this.#make(rules);
    if (this.#groups !== null) return this.#groups;
    const started = performance.now();
    this.#groups = this.#make(own);
    this.took = performance.now() - started;
    return this.#groups;
  }

  /** The groups as another version of what was learned would have them, null for what ships; as they are when left out. */
  under(learned: Learned | null | undefined): Groups {
    return learned === undefined
      ? this.by()
      : new Groups(this.#store, this.#dimensions, storedRules(this.#store), learned);
  }

  /** Something has changed. */
  forget(): void {
    this.#groups = null;
  }

  #make(rules: Rules, companions?: ReadonlyMap<string, CompanionRow[]>): Groups {
    return new Groups(this.#store, this.#dimensions, rules, this.#learned(), companions);
  }
}
