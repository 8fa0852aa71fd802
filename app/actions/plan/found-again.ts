/** Whether the next scan would find what an action puts somewhere: then the same copies would be shown again, and moved on. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PersonError } from '../../errors.ts';
import { Exclusions, patternOf } from '../../files/exclusions.ts';
import { isInside } from '../../store/folders.ts';

export interface FoundAgain {
  /** The library's folder that holds the place. */
  folder: string;
  /** What leaves the place out of the library; null where that would leave out the library's folder itself. */
  pattern: string | null;
}

/**
 * @param to a folder, which need not be there yet.
 * @param folders those of the library.
 * @param exclude the patterns of what the library leaves out.
 * @param roots the folders whose names the places in it begin with; none for an export.
 */
export async function foundAgain(
  to: string,
  folders: readonly string[],
  exclude: readonly string[],
  roots: readonly string[],
): Promise<FoundAgain | null> {
  const real = await realPlace(to);
  const exclusions = new Exclusions(exclude, folders);
  const holding = folders.find((folder) => isInside(real, folder));
  if (holding !== undefined && !folders.some((folder) => folder === real || isInside(folder, real)))
    return exclusions.has(real, true) ? null : { folder: holding, pattern: patternOf(real) };
  const places = [real, ...roots.map((root) => join(real, basename(root)))];
  const folder = folders.find((one) => places.some((place) => place === one || isInside(place, one)));
  return folder === undefined ? null : { folder, pattern: null };
}

/** @throws PersonError that says what to do. */
export function refuseFoundAgain(to: string, { folder, pattern }: FoundAgain): never {
  throw new PersonError(
    pattern === null
      ? `What is put into ${to} would lie among the photos of ${folder}, and be found again as copies: pick a folder outside the library.`
      : `${to} lies in ${folder}, a folder of the library, and the next scan would find the photos there again. Pick a folder elsewhere, or leave it out of the library from now on (--exclude-destination).`,
  );
}

/** The path with no link in it, as far as it is there. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return dirname(path) === path ? path : join(await realPlace(dirname(path)), basename(path));
  }
}
