/** Finds, filters and sorts groups. What was asked last is kept: the pages of one list are asked for one by one. */
import { dirname } from 'node:path';
import { groupStates, type GroupState, type Input, type Photo } from '../contract/contract.ts';
import type { Decisions } from './decisions.ts';
import { meets, parseQuery, searchedPhoto, type SearchedPhoto } from './find-groups.ts';
import { inOrder, type OrderedGroup } from './group-order.ts';

export type Wanted = Pick<Input<'groups'>, 'kind' | 'find' | 'sort' | 'show' | 'place'>;

export type SoughtPhoto = OrderedGroup['photos'][number] & Pick<Photo, 'sha256'>;
export type SoughtGroup<One extends SoughtPhoto> = Omit<OrderedGroup, 'photos'> & { photos: One[] };

export interface SearchTools<One extends SoughtPhoto, Group extends SoughtGroup<One>> {
  /** The camera's name as its photo says; null where it does not. */
  cameraOf: (photo: One) => string | null;
  /** L2, the farthest from its keeper of what is no copy of it; 0 for copies alone. */
  distanceOf: (group: Group) => number;
}

export interface FoundGroups<Group> {
  groups: readonly Group[];
  /** Of all that were asked for, whatever their state. */
  states: Record<GroupState, number>;
}

export class GroupSearch<One extends SoughtPhoto, Group extends SoughtGroup<One>> {
  readonly #tools: SearchTools<One, Group>;
  readonly #searched = new Map<string, SearchedPhoto>();
  readonly #distances = new WeakMap<Group, number>();
  #last: { key: string; all: readonly Group[]; found: FoundGroups<Group> } | null = null;

  constructor(tools: SearchTools<One, Group>) {
    this.#tools = tools;
  }

  /**
   * @param all by interest.
   * @throws PersonError for a query that cannot be understood.
   */
  find(all: readonly Group[], wanted: Wanted, decisions: Decisions): FoundGroups<Group> {
    const { kind, find, sort, show, place } = wanted;
    const key = JSON.stringify([kind, find, sort, show, place, decisions.revision]);
    const last = this.#last;
    if (last?.key === key && last.all === all) return last.found;
    const found = this.#find(all, wanted, decisions);
    this.#last = { key, all, found };
    return found;
  }

  #find(all: readonly Group[], { kind, find, sort, show, place }: Wanted, decisions: Decisions): FoundGroups<Group> {
    const query = parseQuery(find ?? '');
    const isAsked = Object.values(query).some((part) => part === true || (Array.isArray(part) && part.length > 0));
    const asked = all.filter(
      (group) =>
        (kind === undefined || group.kinds.includes(kind)) &&
        (place === undefined || placeOf(group) === place) &&
        (!isAsked ||
          meets(
            query,
            group.kinds,
            group.photos.map((photo) => this.#photo(photo)),
          )),
    );
    const inState = (state: GroupState) => asked.filter((group) => decisions.isIn(state, group));
    const states = Object.fromEntries(groupStates.map((state) => [state, inState(state)])) as unknown as Record<
      GroupState,
      Group[]
    >;
    return {
      groups: inOrder(show === undefined ? asked : states[show], sort ?? 'kind', (group) => this.#distanceOf(group)),
      states: {
        undecided: states.undecided.length,
        marked: states.marked.length,
        reviewed: states.reviewed.length,
        skipped: states.skipped.length,
      },
    };
  }

  #photo(photo: One): SearchedPhoto {
    const known = this.#searched.get(photo.path);
    if (known !== undefined) return known;
    const made = searchedPhoto(photo.path, this.#tools.cameraOf(photo), photo.takenAt);
    this.#searched.set(photo.path, made);
    return made;
  }

  #distanceOf(group: Group): number {
    const known = this.#distances.get(group);
    if (known !== undefined) return known;
    const distance = this.#tools.distanceOf(group);
    this.#distances.set(group, distance);
    return distance;
  }
}

function placeOf({ photos }: SoughtGroup<SoughtPhoto>): 'across' | 'within' {
  const [first, ...others] = photos.map(({ path }) => dirname(path));
  return others.every((folder) => folder === first) ? 'within' : 'across';
}
