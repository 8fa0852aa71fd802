/** Files and folders that a person wants left alone: patterns as in a .gitignore, relative to the library's folders. */
import { sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

export class Exclusions {
  readonly #roots: { start: string; ignore: Ignore }[];

  /**
   * @param globs `*.png` and `Screenshots/` anywhere; `/Screenshots` and `Backups/2019/**` from the folder on; one that
   * begins with the whole path of one of the folders, as `patternOf` gives it, in that folder alone. Case does not matter.
   * @param roots the folders that the globs are relative to.
   */
  constructor(globs: readonly string[], roots: readonly string[]) {
    const starts = roots.map((root) => (root.endsWith(sep) ? root : root + sep));
    this.#roots = globs.length === 0 ? [] : starts.map((start) => ({ start, ignore: inRoot(globs, start, starts) }));
  }

  /** @param isFolder whether the path is a folder: then `Screenshots/` means it. */
  has(path: string, isFolder = false): boolean {
    return this.#roots.some((root) => {
      if (!path.startsWith(root.start)) return false;
      const relative = slashed(path.slice(root.start.length));
      return root.ignore.ignores(isFolder ? `${relative}/` : relative);
    });
  }
}

/** The pattern that means one folder, and all that is in it, by its whole path. */
export function patternOf(folder: string): string {
  return escaped(folder.endsWith(sep) ? folder : folder + sep);
}

function inRoot(globs: readonly string[], start: string, starts: readonly string[]): Ignore {
  const own = escaped(start);
  const others = starts.map(escaped);
  return ignore().add(
    globs.flatMap((glob) => {
      const pattern = glob.normalize('NFC');
      if (pattern.startsWith(own)) return pattern === own ? '*' : `/${pattern.slice(own.length)}`;
      // It means a folder that holds this one, or lies in another.
      if (pattern.endsWith('/') && own.startsWith(pattern)) return '*';
      return others.some((other) => pattern.startsWith(other)) ? [] : pattern;
    }),
  );
}

/** A path as a pattern that means nothing else. */
function escaped(path: string): string {
  return slashed(path).replace(/[\\*?[\]!#\s]/g, '\\$&');
}

function slashed(path: string): string {
  return path.normalize('NFC').replaceAll(sep, '/');
}
