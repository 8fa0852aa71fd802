import { SvelteMap } from 'svelte/reactivity';
import type { Group, Input, Photo } from '../../app/contract/contract.ts';

/**
 * The photos that the person marked to go. They are held by path and content, not by group: the groups change with the
 * slider, and a mark stands for the picture that was seen, not for whatever lies at its path later.
 */
export class Marks {
  readonly #marks = new SvelteMap<string, Pick<Photo, 'sha256' | 'bytes'>>();
  readonly bytes = $derived([...this.#marks.values()].reduce((sum, { bytes }) => sum + bytes, 0));

  get count(): number {
    return this.#marks.size;
  }

  has({ path, sha256 }: Photo): boolean {
    return this.#marks.get(path)?.sha256 === sha256;
  }

  /** Marks a photo, unless it is protected. */
  add({ path, sha256, bytes, protection }: Photo) {
    if (protection === null) this.#marks.set(path, { sha256, bytes });
  }

  remove({ path }: Pick<Photo, 'path'>) {
    this.#marks.delete(path);
  }

  toggle(photo: Photo) {
    if (this.has(photo)) this.remove(photo);
    else this.add(photo);
  }

  clear() {
    this.#marks.clear();
  }

  /** Drops the marks of photos that are in none of these groups any more. */
  keepOnly(groups: readonly Group[]) {
    const still = groups.flatMap(({ photos }) => photos.filter((photo) => this.has(photo)));
    this.clear();
    for (const photo of still) this.add(photo);
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
