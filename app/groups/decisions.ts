/** What a person has marked and looked at, ready to be asked of any group. */
import type { GroupState, Review } from '../contract/contract.ts';
import type { MarkedPhoto } from '../store/decisions/marks.ts';
import type { ReviewRow } from '../store/decisions/reviews.ts';
import type { Store } from '../store/store.ts';

interface Known {
  contents: ReadonlySet<string>;
  row: ReviewRow;
}

/** As groups hold them: the array stands for its group. */
type Photos = readonly MarkedPhoto[];

export class Decisions {
  readonly #store: Store;
  readonly #marks: Map<string, string>;
  /** By each content that they speak of. */
  readonly #reviews = new Map<string, Known[]>();
  #reviewed = new WeakMap<Photos, { review: Review | null }>();
  #revision = 0;

  /** Reads them from the store: from then on they are changed through here. */
  constructor(store: Store) {
    this.#store = store;
    this.#marks = new Map(store.marks.all().map(({ path, sha256 }) => [path, sha256]));
    for (const row of store.reviews.all()) this.#add(row);
  }

  /** Another one after each change. */
  get revision(): number {
    return this.#revision;
  }

  mark(photos: Photos, marked: boolean): void {
    const { marks } = this.#store;
    this.#store.transaction(() => (marked ? marks.add(photos) : marks.remove(photos)));
    for (const { path, sha256 } of photos)
      if (marked) this.#marks.set(path, sha256);
      else this.#marks.delete(path);
    this.#revision += 1;
  }

  /** @param contents those of a group. @param review null to forget what was said of them, alone or with others. */
  review(contents: readonly string[], review: Review | null): void {
    const { reviews } = this.#store;
    // What was said of them and others would go on speaking of them.
    const before = this.#covering(contents);
    this.#store.transaction(() => {
      for (const { row } of before) reviews.forget(row.contents);
      if (review !== null) reviews.set(contents, review);
    });
    for (const known of before)
      for (const content of known.contents)
        this.#reviews.set(content, this.#reviews.get(content)?.filter((one) => one !== known) ?? []);
    if (review !== null) this.#add({ contents: [...contents], review });
    this.#reviewed = new WeakMap();
    this.#revision += 1;
  }

  /** What was said of all these photos together, or of more: null for nothing. */
  reviewOf(photos: Photos): Review | null {
    const known = this.#reviewed.get(photos);
    if (known !== undefined) return known.review;
    const found = this.#covering(photos.map(({ sha256 }) => sha256)).map(({ row }) => row.review);
    const review = found.find((one) => one === 'reviewed') ?? found[0] ?? null;
    this.#reviewed.set(photos, { review });
    return review;
  }

  isMarked({ path, sha256 }: MarkedPhoto): boolean {
    return this.#marks.get(path) === sha256;
  }

  isIn(state: GroupState, { photos }: { photos: Photos }): boolean {
    if (state === 'marked') return photos.some((photo) => this.isMarked(photo));
    return (this.reviewOf(photos) ?? 'undecided') === state;
  }

  /** What speaks of all these contents, and perhaps of others. */
  #covering(contents: readonly string[]): Known[] {
    const known = this.#reviews.get(contents[0] ?? '') ?? [];
    return known.filter((one) => contents.every((content) => one.contents.has(content)));
  }

  #add(row: ReviewRow): void {
    const known = { contents: new Set(row.contents), row };
    for (const content of known.contents) {
      const others = this.#reviews.get(content);
      if (others === undefined) this.#reviews.set(content, [known]);
      else others.push(known);
    }
  }
}
