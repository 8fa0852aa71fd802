/** Makes sure, right before a file goes, that the photos for whose sake it goes are there, with the content they had. */
import { PersonError } from '../errors.ts';
import { isPartOfShot } from '../files/companion-names.ts';
import { isSameFile, lookAt, type Disk } from './disk/disk.ts';
import { inspectUnchanged, isUntouched, type Inspected } from './disk/inspect-and-hash.ts';
import type { Keeper } from './plan/plan.ts';

export class Keepers {
  readonly #disk: Disk;
  /** Those of the last unit: the photos of a group follow each other. */
  #seen = new Map<string, Inspected>();

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /**
   * Reads and hashes each keeper; once, as long as its file stays untouched.
   * @param going what was found of the files that go.
   * @throws PersonError completing "The file … ".
   */
  async verify(keepers: readonly Keeper[], going: readonly Inspected[]): Promise<void> {
    const seen = new Map<string, Inspected>();
    for (const keeper of keepers) {
      const before = this.#seen.get(keeper.path);
      const now = await lookAt(this.#disk, keeper.path);
      const isSame =
        before !== undefined &&
        now !== null &&
        isUntouched(before.stats, now) &&
        // The time that no program can set back.
        before.stats.ctimeNs === now.ctimeNs;
      const inspected = isSame ? before : await this.#read(keeper);
      // A hard link, a drive under two paths, or a system that does not tell capitals: the keeper would go, or nothing be won.
      if (going.some(({ stats }) => isSameFile(stats, inspected.stats)))
        throw new PersonError(`was left where it is: it is the very file of its keeper ${keeper.path}`);
      await this.#requireShot(keeper);
      seen.set(keeper.path, inspected);
    }
    this.#seen = seen;
  }

  /** What a keeper may be kept for: its raw file, its video. */
  async #requireShot({ path, companions }: Keeper): Promise<void> {
    for (const companion of companions)
      if (isPartOfShot(companion) && (await lookAt(this.#disk, companion)) === null)
        throw new PersonError(`was left where it is: its keeper ${path} has lost ${companion}`);
  }

  async #read(keeper: Keeper): Promise<Inspected> {
    try {
      return await inspectUnchanged(this.#disk, keeper.path, keeper, 'the scan');
    } catch (error) {
      throw error instanceof PersonError
        ? new PersonError(`was left where it is: its keeper ${keeper.path} ${error.message}`)
        : error;
    }
  }
}
