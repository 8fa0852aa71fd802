/** Finds the keeper of a group: what the library knows of its photos, put before the rules. */
import type { Photo, Rules } from '../contract/contract.ts';
import { isPartOfShot } from '../files/companion-names.ts';
import type { KeeperCandidate, Protection } from '../grouping/keeper/keeper-candidate.ts';
import { chooseKeeper, type Judged } from '../grouping/keeper/choose-keeper.ts';
import type { CompanionRow } from '../store/companions.ts';
import type { ChosenKeeper } from '../store/chosen-keepers.ts';
import type { Store } from '../store/store.ts';
import { protectionOf } from './library-rules.ts';

type Member = Omit<KeeperCandidate, 'hasRestOfShot' | 'protection'>;

/** Whether a photo of a group stays where it is, whatever happens to the others. */
export function isKept({ keep, protection }: Pick<Photo, 'keep' | 'protection'>): boolean {
  return keep || protection !== null;
}

export class Keepers {
  readonly #rules: Rules;
  readonly #companions: ReadonlyMap<string, CompanionRow[]>;
  readonly #chosen: readonly ChosenKeeper[];
  readonly #chosenContents: ReadonlySet<string>;

  constructor(store: Store, rules: Rules) {
    this.#rules = rules;
    this.#companions = store.companions.all();
    this.#chosen = store.keepers.all();
    this.#chosenContents = new Set(this.#chosen.map(({ sha256 }) => sha256));
  }

  /** @param members the photos of one group, one at least. */
  judge<Photo extends Member>(
    members: readonly Photo[],
  ): Judged<Photo & { companions: CompanionRow[]; protection: Protection | null; hasRestOfShot: boolean }> {
    const photos = members.map((photo) => {
      const companions = this.#companions.get(photo.path) ?? [];
      return {
        ...photo,
        companions,
        protection: protectionOf(photo.path, this.#rules),
        hasRestOfShot: companions.some(({ path }) => isPartOfShot(path)),
      };
    });
    const isChosen = members.some(({ sha256 }) => this.#chosenContents.has(sha256));
    return chooseKeeper(photos, this.#rules.keep, isChosen ? this.#chosen : []);
  }
}
