import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PersonError } from '../errors.ts';
import { isHidden, isPhotoName } from './formats.ts';
import { systemReason } from './system-reasons.ts';

export interface BrowsedFolder {
  path: string;
  parent: string | null;
  folders: { name: string; path: string }[];
  /** How many photos lie directly inside, by their names. */
  photos: number;
}

/** The folders inside a folder, for choosing one. @throws PersonError when it cannot be listed. */
export async function browse(path: string): Promise<BrowsedFolder> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw new PersonError(`The folder ${path} ${systemReason(error)}.`);
  });
  const seen = entries.filter(({ name }) => !isHidden(name));
  return {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    folders: seen
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ name, path: join(path, name) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    photos: seen.filter((entry) => entry.isFile() && isPhotoName(entry.name)).length,
  };
}
