import { dirname } from 'node:path';
import { isInside } from '../store/folders.ts';
import type { Disk } from './disk.ts';

/** Makes the folder in which a file shall be. */
export async function makeParents(disk: Disk, path: string): Promise<void> {
  await disk.mkdir(dirname(path), { recursive: true });
}

/** Removes the folders of files that are gone, as far as they are empty and lie inside `base`. */
export async function removeEmptyParents(disk: Disk, paths: readonly string[], base: string): Promise<void> {
  for (const start of new Set(paths.map((path) => dirname(path)))) {
    for (let folder = start; isInside(folder, base); folder = dirname(folder)) {
      const isRemoved = await disk.rmdir(folder).then(
        () => true,
        () => false,
      );
      if (!isRemoved) break;
    }
  }
}
