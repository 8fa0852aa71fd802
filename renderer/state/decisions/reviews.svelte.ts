import { SvelteMap } from 'svelte/reactivity';
import type { Group } from '../../../app/contract/contract.ts';
import type { Review } from '../../../app/contract/find-values.ts';
import type { Outbox } from '../outbox/outbox.svelte.ts';

/**
 * What the person said of groups as a whole: looked at and decided, or put off. The library keeps it and tells it with each
 * group; until it does, what was said counts here.
 */
export class Reviews {
  readonly #said = new SvelteMap<string, { review: Review | null; isRecorded: boolean }>();
  readonly #outbox: Outbox;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  of(group: Group): Review | null {
    const said = this.#said.get(keyOf(group));
    return said === undefined ? group.review : said.review;
  }

  /** @param review null to forget what was said. */
  async set(group: Group, review: Review | null): Promise<void> {
    const [key, said] = [keyOf(group), { review, isRecorded: false }];
    this.#said.set(key, said);
    const contents = group.photos.map(({ sha256 }) => sha256).filter((sha256, at, all) => all.indexOf(sha256) === at);
    await this.#outbox.send([{ name: 'review', input: { contents, review } }]);
    said.isRecorded = true;
  }

  /** Call it before the groups are asked for anew. @returns lets go what was recorded by then: the answer tells it. */
  settling(): () => void {
    const recorded = [...this.#said].filter(([, { isRecorded }]) => isRecorded);
    return () => {
      for (const [key, said] of recorded) if (this.#said.get(key) === said) this.#said.delete(key);
    };
  }
}

/** The group as it is: with another photo in it, it is to be looked at anew. */
function keyOf({ photos }: Group): string {
  return photos
    .map(({ sha256 }) => sha256)
    .sort()
    .join();
}
