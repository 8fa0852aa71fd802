import { SvelteMap } from 'svelte/reactivity';
import type { Group } from '../../../app/contract/contract.ts';
import type { Review } from '../../../app/contract/find-values.ts';
import type { Outbox } from '../outbox.svelte.ts';

/**
 * What the person said of groups as a whole: looked at and decided, or put off. The library keeps it and tells it with each
 * group; what is still on its way there counts here at once.
 */
export class Reviews {
  readonly #sent = new SvelteMap<string, Review | null>();
  readonly #outbox: Outbox;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  of(group: Group): Review | null {
    return this.#sent.get(keyOf(group)) ?? group.review;
  }

  /** @param review null to forget what was said. */
  async set(group: Group, review: Review | null): Promise<void> {
    const key = keyOf(group);
    this.#sent.set(key, review);
    const contents = group.photos.map(({ sha256 }) => sha256).filter((sha256, at, all) => all.indexOf(sha256) === at);
    await this.#outbox.send([{ name: 'review', input: { contents, review } }]);
    if (this.#sent.get(key) === review) this.#sent.delete(key);
  }
}

/** The group as it is: with another photo in it, it is to be looked at anew. */
function keyOf({ photos }: Group): string {
  return photos
    .map(({ sha256 }) => sha256)
    .sort()
    .join();
}
