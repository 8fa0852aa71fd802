/**
 * What was seen of the photos that were looked at last. Each lies in a block of memory that all threads share, and whose place the next
 * photo takes when it has gone out of view and nobody looks at it: memory that threads share is otherwise given back only when each of
 * them has tidied up, which those that wait never do.
 */
import type { PhotoFacts, SeenPhoto } from './visible-photo.ts';

/** Photos that are kept as they were seen, some 200 kB each. */
export const photosInView = 512;

/** @param block memory to see it in, where there is some. */
type See = (facts: PhotoFacts, closely: boolean, block?: SharedArrayBuffer) => Promise<SeenPhoto>;

interface InView {
  closely: boolean;
  photo: Promise<SeenPhoto>;
  /** How many look at it. */
  users: number;
  isOut: boolean;
}

export class PhotosInView {
  readonly #see: See;
  readonly #most: number;
  /** By content hash, the longest unused first. */
  readonly #inView = new Map<string, InView>();
  readonly #free: SharedArrayBuffer[] = [];

  constructor(see: See, most = photosInView) {
    this.#see = see;
    this.#most = most;
  }

  /** Photos as `use` needs them, which stay as they are until it has ended. @param closely by the places of the photos. */
  async with<Result>(
    photos: readonly (PhotoFacts & { sha256: string })[],
    closely: ReadonlySet<number>,
    use: (seen: SeenPhoto[]) => Promise<Result>,
  ): Promise<Result> {
    const taken = photos.map(({ sha256, ...facts }, place) => this.#take(sha256, facts, closely.has(place)));
    try {
      return await use(await Promise.all(taken.map(({ photo }) => photo)));
    } finally {
      for (const one of taken) {
        one.users--;
        this.#takeBack(one);
      }
    }
  }

  /** Forgets all that was seen, and gives its memory back; what somebody looks at stays as it is until then. */
  clear(): void {
    for (const seen of this.#inView.values()) seen.isOut = true;
    this.#inView.clear();
    this.#free.length = 0;
  }

  #take(sha256: string, facts: PhotoFacts, closely: boolean): InView {
    const before = this.#inView.get(sha256);
    const known = before !== undefined && (before.closely || !closely) ? before : undefined;
    const seen = known ?? { closely, photo: this.#see(facts, closely, this.#free.pop()), users: 0, isOut: false };
    seen.users++;
    if (known === undefined) {
      this.#forget(sha256, before);
      seen.photo.catch(() => {
        this.#forget(sha256, seen);
      });
    }
    // The most recently used stand last.
    this.#inView.delete(sha256);
    this.#inView.set(sha256, seen);
    for (const [oldest, one] of this.#inView) {
      if (this.#inView.size <= this.#most) break;
      this.#forget(oldest, one);
    }
    return seen;
  }

  #forget(sha256: string, seen: InView | undefined): void {
    if (seen === undefined || this.#inView.get(sha256) !== seen) return;
    this.#inView.delete(sha256);
    seen.isOut = true;
    this.#takeBack(seen);
  }

  #takeBack({ photo, users, isOut }: InView): void {
    if (!isOut || users > 0) return;
    photo.then(
      ({ pixels }) => this.#free.push(pixels.buffer as unknown as SharedArrayBuffer),
      () => undefined,
    );
  }
}
