import { SvelteMap } from 'svelte/reactivity';
import type { Group, Input, Photo } from '../../../app/contract/contract.ts';
import type { Client } from '../../client/client.ts';
import type { Outbox } from '../outbox/outbox.svelte.ts';

export type MarkedPhoto = Pick<Photo, 'path' | 'sha256' | 'bytes'>;

/** Something that was done to marks, so that it can be undone. */
interface Step {
  photos: readonly MarkedPhoto[];
  marked: boolean;
}

/**
 * The photos that the person marked to go. They are held by path and content, not by group: the groups change with the
 * slider, and a mark stands for the picture that was seen, not for whatever lies at its path later. The library keeps
 * them, for every window and for the next start; what is marked here counts at once.
 */
export class Marks {
  readonly #marks = new SvelteMap<string, MarkedPhoto>();
  readonly bytes = $derived([...this.#marks.values()].reduce((sum, { bytes }) => sum + bytes, 0));
  #steps = $state.raw<readonly Step[]>([]);
  /** Whether the library may hold other marks: it was asked while some were on their way, or did not answer. */
  #isOutdated = false;
  readonly #client: Client;
  readonly #outbox: Outbox;

  constructor(client: Client, outbox: Outbox) {
    this.#client = client;
    this.#outbox = outbox;
  }

  get count(): number {
    return this.#marks.size;
  }

  /** What was done last in this window and can be undone; null for nothing. */
  get lastStep(): 'marked' | 'unmarked' | null {
    const last = this.#steps.at(-1);
    return last === undefined ? null : last.marked ? 'marked' : 'unmarked';
  }

  has({ path, sha256 }: Pick<Photo, 'path' | 'sha256'>): boolean {
    return this.#marks.get(path)?.sha256 === sha256;
  }

  /** Asks the library. What is still on its way there would be missing in its answer: it is asked once that has arrived. */
  async load(): Promise<void> {
    this.#isOutdated = true;
    if (this.#outbox.waiting > 0) return;
    const answer = await this.#client.call('marks', {}).catch(() => null);
    if (answer === null || this.#outbox.waiting > 0) return;
    this.#isOutdated = false;
    this.#marks.clear();
    for (const photo of answer.photos) this.#marks.set(photo.path, photo);
  }

  /** Marks photos that the core has chosen, none of them protected. */
  addChosen(photos: readonly MarkedPhoto[]) {
    this.#do({ photos: photos.filter((photo) => !this.has(photo)), marked: true });
  }

  /** Marks photos, but those that are protected. */
  add(...photos: readonly Photo[]) {
    this.#do({ photos: photos.filter((photo) => photo.protection === null && !this.has(photo)), marked: true });
  }

  remove(...photos: readonly Pick<Photo, 'path' | 'sha256' | 'bytes'>[]) {
    this.#do({ photos: photos.filter((photo) => this.has(photo)), marked: false });
  }

  toggle(photo: Photo) {
    if (this.has(photo)) this.remove(photo);
    else this.add(photo);
  }

  clear() {
    this.remove(...this.#marks.values());
  }

  /** Takes back what was marked or unmarked last. */
  undo() {
    const last = this.#steps.at(-1);
    if (last === undefined) return;
    this.#steps = this.#steps.slice(0, -1);
    this.#apply({ ...last, marked: !last.marked });
  }

  #do(step: Step) {
    if (step.photos.length === 0) return;
    this.#steps = [...this.#steps, step];
    this.#apply(step);
  }

  #apply({ photos, marked }: Step) {
    for (const { path, sha256, bytes } of photos)
      if (marked) this.#marks.set(path, { path, sha256, bytes });
      else this.#marks.delete(path);
    const named = photos.map(({ path, sha256 }) => ({ path, sha256 }));
    void this.#outbox.send([{ name: 'mark', input: { photos: named, marked } }]).then(() => {
      if (this.#isOutdated) void this.load();
    });
  }

  /** What is marked in these groups, as the core wants to hear it. */
  selection(groups: readonly Group[]): NonNullable<Input<'plan'>['selection']> {
    return groups
      .map(({ id, photos }) => ({
        group: id,
        remove: photos.filter((photo) => this.has(photo)).map(({ path }) => path),
      }))
      .filter(({ remove }) => remove.length > 0);
  }

  /**
   * The photos for whose sake marked ones go, as the core chooses them: of each version one. None of a version that goes
   * whole; none at all when every photo is marked, or all others are away.
   */
  keepersOf({ photos, versions }: Group): Photo[] {
    return versions.flatMap((_, version) => {
      const staying = photos.filter((photo) => photo.version === version && !this.has(photo));
      return staying.find(({ keep }) => keep) ?? staying.find(({ offline }) => !offline) ?? [];
    });
  }
}
