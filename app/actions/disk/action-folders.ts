/** The folders that actions make, and those that they leave empty. */
import { readdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, PersonError } from '../../errors.ts';
import { systemReason } from '../../files/system-reasons.ts';
import { isInside } from '../../store/folders.ts';
import { lookAt, syncFolder, systemDisk, type Disk } from './disk.ts';
import { moveReason } from './move-reasons.ts';
import type { ProtectionOf } from '../../grouping/keeper/keeper-candidate.ts';

/**
 * Makes the folder into which photos are moved, if it is not there yet.
 * @returns its real path. @throws PersonError when it cannot be made, or lies where nothing may be touched.
 */
export async function madeFolder(path: string, protectionOf: ProtectionOf): Promise<string> {
  refuseProtected(path, protectionOf);
  try {
    await makeFolder(systemDisk, path);
    const real = await realpath(path);
    refuseProtected(real, protectionOf);
    return real;
  } catch (error) {
    if (error instanceof PersonError) throw error;
    const reason =
      errorCode(error) === 'ENOTDIR' ? 'a file has its name' : moveReason(error).replace(/^was left where it is: /, '');
    throw new PersonError(`The folder ${path} cannot be made: ${reason}.`, { cause: error });
  }
}

/** The same for an export. @throws PersonError also when it holds anything. */
export async function exportFolder(path: string, protectionOf: ProtectionOf): Promise<string> {
  const real = await madeFolder(path, protectionOf);
  const entries = await readdir(real).catch((error: unknown) => {
    throw new PersonError(`The folder ${path} ${systemReason(error)}.`, { cause: error });
  });
  if (entries.length > 0)
    throw new PersonError(`The folder ${path} is not empty: export into a new one, so that nothing can be mixed up.`);
  return real;
}

/** @throws PersonError for a place where nothing may be touched. */
export function refuseProtected(path: string, protectionOf: ProtectionOf): void {
  if (protectionOf(path) === 'protected')
    throw new PersonError(`The folder ${path} is protected, and nothing is put there: pick another one.`);
}

/** Makes the folder in which a file shall be. */
export async function makeParents(disk: Disk, path: string): Promise<void> {
  await makeFolder(disk, dirname(path));
}

/**
 * Makes a folder, and those above it that are missing, so that they outlive a power cut.
 * @throws the system's error, that of the folder which cannot be made: Node's own recursive `mkdir` says that a locked
 *   drive's folder has vanished. `ENOTDIR` where a file stands.
 */
export async function makeFolder(disk: Disk, folder: string, mode = 0o777): Promise<void> {
  const there = await lookAt(disk, folder);
  if (there !== null && !there.isDirectory() && !there.isSymbolicLink())
    throw Object.assign(new Error('A file stands where a folder should be made.'), { code: 'ENOTDIR' });
  if (there !== null) return;
  if (dirname(folder) !== folder) await makeFolder(disk, dirname(folder), mode);
  try {
    await disk.mkdir(folder, { mode });
  } catch (error) {
    // Somebody came first.
    if (errorCode(error) !== 'EEXIST') throw error;
    return;
  }
  await syncFolder(disk, dirname(folder));
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
