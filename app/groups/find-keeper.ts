/** Finds the keeper of a group: what the library knows of its photos, put before the rules. */
import type { Photo, Rules } from '../contract/contract.ts';
import { isPartOfShot } from '../files/companion-names.ts';
import type { KeeperCandidate } from '../grouping/keeper/keeper-candidate.ts';
import { chooseKeeper, type Judged } from '../grouping/keeper/choose-keeper.ts';
import { pictureScore } from '../grouping/keeper/picture-score.ts';
import { tellsMade } from '../grouping/keeper/tells-made.ts';
import type { CompanionRow } from '../store/companions.ts';
import type { ChosenKeeper } from '../store/chosen-keepers.ts';
import { measureVersion } from '../images/measure/measure-picture.ts';
import type { Measure } from '../store/measures.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';
import type { IncludedFile } from './included-photos.ts';
import { protectionOf } from './library-rules.ts';
import { lineageVersion } from './trace-lineage.ts';

export type Member = Omit<KeeperCandidate, AddedFact> &
  Pick<IncludedFile, 'names'> &
  Pick<ContentRow, 'id' | 'duration'>;

type AddedFact = 'hasRestOfShot' | 'protection' | 'measured' | 'isMade' | 'isPoorer';

/** A photo with what the library and its rules say of its place. */
export type Candidate<Photo extends Member> = Photo & Pick<KeeperCandidate, AddedFact> & { companions: CompanionRow[] };

/** Whether a photo of a group stays where it is, whatever happens to the others. */
export function isKept({ keep, protection }: Pick<Photo, 'keep' | 'protection'>): boolean {
  return keep || protection !== null;
}

export interface KeeperLinks {
  /** Contents of which another photo is a copy that has more behind its first picture. */
  poorer: ReadonlySet<number>;
  /** Those that were made of several others. */
  collages: ReadonlySet<number>;
}

export class Keepers {
  readonly #rules: Rules;
  readonly #companions: ReadonlyMap<string, CompanionRow[]>;
  readonly #chosen: readonly ChosenKeeper[];
  readonly #measured: ReadonlyMap<number, Measure>;
  readonly #madeFrom: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly #links: KeeperLinks;
  readonly #chosenContents: ReadonlySet<string>;

  /**
   * @param companions those of some photos that lie on the disk now, in the place of what the last scan saw.
   * @param links what is known of contents from what they were held against.
   */
  constructor(store: Store, rules: Rules, companions: ReadonlyMap<string, CompanionRow[]>, links: KeeperLinks) {
    this.#measured = store.measures.all(measureVersion);
    this.#madeFrom = store.measures.madeFrom(lineageVersion);
    this.#links = links;
    this.#rules = rules;
    this.#companions = new Map([...store.companions.all(), ...companions]);
    this.#chosen = store.keepers.all();
    this.#chosenContents = new Set(this.#chosen.map(({ sha256 }) => sha256));
  }

  /** @param members the photos of one group, one at least. */
  judge<Photo extends Member>(members: readonly Photo[]): Judged<Candidate<Photo>> {
    const scores = new Map(
      members.map((photo) => [photo.id, pictureScore({ ...photo, measured: this.#measured.get(photo.id) ?? null })]),
    );
    const photos = members.map((photo) => {
      const companions = this.#companions.get(photo.path) ?? [];
      return {
        ...photo,
        companions,
        protection: protectionOf(photo.path, this.#rules) ?? (photo.names > 1 ? 'linked' : null),
        measured: this.#measured.get(photo.id) ?? null,
        isMade: this.#links.collages.has(photo.id) || this.#isMade(photo.id, scores),
        isPoorer: this.#links.poorer.has(photo.id),
        hasRestOfShot: companions.some(({ path }) => isPartOfShot(path)),
      };
    });
    const isChosen = members.some(({ sha256 }) => this.#chosenContents.has(sha256));
    return chooseKeeper(photos, this.#rules.keep, isChosen ? this.#chosen : []);
  }

  /** @param scores of the pictures of its group. */
  #isMade(id: number, scores: ReadonlyMap<number, number>): boolean {
    const own = scores.get(id) ?? 0;
    return [...(this.#madeFrom.get(id) ?? [])].some(([from, evidence]) => {
      const other = scores.get(from);
      return other !== undefined && tellsMade(evidence, own, other);
    });
  }
}
