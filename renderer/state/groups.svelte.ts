import { SvelteMap } from 'svelte/reactivity';
import type { Group, Kind, Output } from '../../app/contract/contract.ts';
import type { GroupOrder, GroupPlace, GroupState } from '../../app/contract/find-values.ts';
import { errorMessage } from '../words/errors.ts';
import type { Client } from '../client/client.ts';
import type { Place } from './dialogs.svelte.ts';
import { latest } from './latest.ts';

const pageSize = 40;
/** Groups below those in view that are held as well: keys come faster than pages. */
const ahead = 30;

/** The groups at the threshold on the slider. Only the pages that were looked at are held. */
export class Groups {
  /** What the slider shows; the library's own threshold until the person moves it. */
  threshold = $state(0);
  kind = $state<Kind | null>(null);
  /** What is looked for, as it was typed; and how what is found is sorted and told apart. */
  query = $state('');
  sort = $state<GroupOrder>('kind');
  state = $state<GroupState | null>(null);
  place = $state<GroupPlace | null>(null);
  /** The sums over all pages; null until the first answer. */
  sums = $state.raw<Omit<Output<'groups'>, 'groups'> | null>(null);
  problem = $state<string | null>(null);
  /** Whether a person is in the midst of the list: then nothing may move under their eyes. */
  isHeld = $state(false);
  /** Whether a scan has found more than the list shows. */
  hasNews = $state(false);
  readonly total = $derived(this.sums?.total ?? 0);

  /** Null while a page is on its way. */
  readonly #pages = new SvelteMap<number, Group[] | null>();
  readonly #client: Client;
  #generation = 0;
  #visible = { first: 0, last: 0 };
  #frame: number | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The group at a place of the whole list, or undefined while its page is on its way. */
  at(index: number): Group | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Where a photo stands, as far as its page is held. */
  find(path: string): Place | null {
    for (const [page, groups] of this.#pages)
      for (const [row, { photos }] of (groups ?? []).entries()) {
        const photo = photos.findIndex((one) => one.path === path);
        if (photo >= 0) return { group: page * pageSize + row, photo };
      }
    return null;
  }

  /** Keeps a photo of its group, whatever the rules say (`choose-keeper`), or leaves it to the rules again. */
  async keep(path: string, command: 'choose-keeper' | 'forget-keeper' = 'choose-keeper') {
    await this.#attempt(() => this.#client.call(command, { path }));
    if (this.problem === null) await this.refresh();
  }

  /** Says which places are in view, so that their pages are fetched. */
  show(first: number, last: number) {
    this.#visible = { first, last };
    if (this.total === 0) return;
    for (const page of this.#wantedPages()) if (!this.#pages.has(page)) void this.#fetch(page);
  }

  /** Moves the threshold; the groups follow with the next frame. */
  move(threshold: number) {
    this.threshold = threshold;
    if (this.#frame !== undefined) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      void this.refresh();
    });
  }

  /** Makes the threshold on the slider the library's own. */
  async save() {
    await this.#attempt(() => this.#client.call('set-threshold', { threshold: this.threshold }));
  }

  filter(kind: Kind | null) {
    this.kind = kind;
    return this.refresh();
  }

  /** Changes what is looked for, or how it is shown. */
  search(change: Partial<Pick<Groups, 'query' | 'sort' | 'state' | 'place'>>) {
    Object.assign(this, change);
    return this.refresh();
  }

  /** Whether less than all groups is asked for. */
  get isNarrowed(): boolean {
    return this.kind !== null || this.query.trim() !== '' || this.state !== null || this.place !== null;
  }

  /** All groups again, in the order that was chosen. */
  showAll() {
    this.kind = null;
    return this.search({ query: '', state: null, place: null });
  }

  /** A scan has found something: the list follows, unless a person is in the midst of it. */
  async follow() {
    if (!this.isHeld) return this.refresh();
    await this.#attempt(async () => {
      const now = await this.#ask(0);
      this.hasNews = this.sums !== null && (now.all !== this.sums.all || now.photos !== this.sums.photos);
    });
  }

  /** Asks again for what is in view. What was there stays until the answer comes, so that nothing flickers. */
  refresh = latest(() =>
    this.#attempt(async () => {
      const pages = this.#wantedPages();
      const answers = await Promise.all(pages.map((page) => this.#ask(page)));
      const [first] = answers;
      if (!first) return;
      this.#generation += 1;
      this.#pages.clear();
      answers.forEach(({ groups }, place) => this.#pages.set(pages[place] ?? 0, groups));
      this.sums = first;
      this.hasNews = false;
    }),
  );

  async #fetch(page: number) {
    this.#pages.set(page, null);
    const generation = this.#generation;
    await this.#attempt(async () => {
      const { groups } = await this.#ask(page);
      // A refresh came in between: this answer belongs to another threshold.
      if (generation === this.#generation) this.#pages.set(page, groups);
    });
  }

  #ask(page: number) {
    const { threshold, kind, sort, state, place } = this;
    const find = this.query.trim();
    return this.#client.call('groups', {
      threshold,
      offset: page * pageSize,
      limit: pageSize,
      ...(kind ? { kind } : {}),
      ...(find === '' ? {} : { find }),
      ...(sort === 'kind' ? {} : { sort }),
      ...(state === null ? {} : { show: state }),
      ...(place === null ? {} : { place }),
    });
  }

  #wantedPages(): number[] {
    const first = Math.floor(this.#visible.first / pageSize);
    const last = Math.floor(
      Math.max(this.#visible.last, Math.min(this.#visible.last + ahead, this.total - 1)) / pageSize,
    );
    return Array.from({ length: last - first + 1 }, (_, place) => first + place);
  }

  async #attempt(step: () => Promise<unknown>) {
    try {
      await step();
      this.problem = null;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  }
}
