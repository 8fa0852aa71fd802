/** Files and folders that a person wants left alone: patterns as in a .gitignore, relative to the library's folder. */
import { sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

export class Exclusions {
  readonly #ignore: Ignore;
  readonly #roots: string[];

  /**
   * @param globs `*.png` and `Screenshots/` anywhere; `/Screenshots` and `Backups/2019/**` from the folder on. Case
   * does not matter.
   * @param roots the folders that the globs are relative to.
   */
  constructor(globs: readonly string[], roots: readonly string[]) {
    this.#ignore = ignore().add(globs.map((glob) => glob.normalize('NFC')));
    this.#roots = globs.length === 0 ? [] : roots.map((root) => (root.endsWith(sep) ? root : root + sep));
  }

  /** @param isFolder whether the path is a folder: then `Screenshots/` means it. */
  has(path: string, isFolder = false): boolean {
    return this.#roots.some((root) => {
      if (!path.startsWith(root)) return false;
      const relative = path.slice(root.length).normalize('NFC').replaceAll(sep, '/');
      return this.#ignore.ignores(isFolder ? `${relative}/` : relative);
    });
  }
}
