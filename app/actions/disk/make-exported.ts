/** Copies and links a file into an export, and takes what was made away again. The file itself stays as it is. */
import { dirname, join } from 'node:path';
import { PersonError } from '../../errors.ts';
import { isSameFile, lookAt, refuseLinkOnTheWay, syncFolder, type Disk } from './disk.ts';
import { holds, type Inspected } from './inspect-and-hash.ts';
import { copyVerified } from './move-file.ts';
import { place } from './place-without-replacing.ts';

export type MakeMode = 'copy' | 'hardlink' | 'symlink';

export interface Making {
  mode: MakeMode;
  source: string;
  target: string;
  /** Beside the target: a copy bears this name until it is whole. */
  temporary: string;
  sha256: string;
}

/** @param token of the operation. @param position of the file in it. */
export function temporaryName(target: string, token: string, position: number): string {
  return join(dirname(target), `.twinlens-${token}-${position}.to`);
}

/** @throws the system's error, `EEXIST` when the target is taken, or PersonError completing "The file … ". */
export async function make(disk: Disk, { mode, source, target, temporary }: Making, seen: Inspected): Promise<void> {
  await refuseLinkOnTheWay(disk, target);
  if (mode === 'symlink') await disk.symlink(source, target);
  else if (mode === 'hardlink') {
    await disk.link(source, target);
    const made = await lookAt(disk, target);
    if (made !== null && !isSameFile(made, seen.stats)) {
      await disk.unlink(target);
      throw new PersonError('was changed by another program in this very moment');
    }
  } else {
    await copyVerified(disk, source, temporary, seen);
    await place(disk, temporary, target);
    await syncFolder(disk, dirname(target));
  }
}

export async function isMade(disk: Disk, making: Making): Promise<boolean> {
  const { mode, source, target, temporary, sha256 } = making;
  const made = await lookAt(disk, target);
  if (made === null || (await lookAt(disk, temporary)) !== null) return false;
  if (mode === 'symlink') return made.isSymbolicLink() && (await disk.readlink(target)) === source;
  if (mode === 'copy') return holds(disk, target, sha256);
  const original = await lookAt(disk, source);
  return original !== null && isSameFile(made, original);
}

/**
 * Takes away what was made, and nothing else.
 * @throws PersonError completing "The file … ", when it was changed, or the photo that it was made of is gone.
 */
export async function unmake(disk: Disk, making: Making): Promise<void> {
  const { mode, source, target, temporary, sha256 } = making;
  await refuseLinkOnTheWay(disk, target);
  if ((await lookAt(disk, temporary)) !== null) await disk.unlink(temporary);
  if ((await lookAt(disk, target)) === null) return;
  if (!(await isMade(disk, making))) throw new PersonError(`stays: ${target} is not what the export made any more`);
  if (mode === 'copy' && !(await holds(disk, source, sha256)))
    throw new PersonError(`is not where it was any more: its copy ${target} stays`);
  await disk.unlink(target);
}
