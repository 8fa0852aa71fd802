/** Brings a file whose move was cut off, or failed, to exactly one place: where it came from, if at all possible. */
import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode, PersonError } from '../../errors.ts';
import { isSameFile, lookAt, type Disk } from './disk.ts';
import { holds, holdsWhole, inspect, type KnownFile } from './inspect-and-hash.ts';
import { moveFile, type MoveNames } from './move-file.ts';
import { place } from './place-without-replacing.ts';

export interface Interrupted {
  names: MoveNames;
  known: KnownFile & { sha256: string };
  /** Whether copies can exist: then a file is judged by its content; else each name of ours holds the original. */
  copying: boolean;
  /** Called before the way back has to copy, which makes `copying` true. */
  onCopy: () => void;
}

/**
 * Nothing is removed here unless the same bytes were just read at the place that stays, or it is a second name of it.
 * Can itself be cut off at any point, and called again.
 * @returns where the file is now.
 * @throws PersonError when no whole copy of it can be seen: its drive may be away. Then nothing was touched.
 */
export async function putBack(disk: Disk, file: Interrupted): Promise<'from' | 'to'> {
  const { from, claim, temporary, to } = file.names;
  if (file.copying) await requireBothInSight(disk, file.names);
  const isHeld = (path: string) => isWhole(disk, path, file);
  if (await isHeld(from)) {
    await dropOthers(disk, file, isHeld);
    return 'from';
  }
  const found = await findOriginal(disk, file, isHeld);
  if (found === claim || found === temporary) await dropBegun(disk, file);
  const isFromTaken = (await lookAt(disk, from)) !== null;
  if (found === null) {
    if (isFromTaken) return 'from';
    throw new PersonError(outOfSight);
  }
  if (found === to && isFromTaken) return 'to';
  if (found === to) {
    // What we found of other copies was not whole.
    if (file.copying) for (const path of [claim, temporary]) await unlinkIfThere(disk, path);
    const back = { from: to, claim: temporary, temporary: claim, to: from };
    await moveFile(disk, back, { ...(await inspect(disk, to)), modified: file.known.modified }, file.onCopy);
    return 'from';
  }
  // Its old name is another file's now, or on another volume: then the move is ended instead.
  if (isFromTaken || !(await placed(disk, found, from))) {
    if (found === claim || !(await placed(disk, found, to)))
      throw new PersonError(`is at ${found}: another file has the name it had`);
    return 'to';
  }
  // What else there may be of it is dropped now that it is where it was.
  return (await isHeld(from)) ? putBack(disk, file) : 'from';
}

function isWhole(disk: Disk, path: string, { known, copying }: Interrupted): Promise<boolean> {
  return copying ? holdsWhole(disk, path, known) : holds(disk, path, known.sha256);
}

async function unlinkIfThere(disk: Disk, path: string): Promise<void> {
  if ((await lookAt(disk, path)) !== null) await disk.unlink(path);
}

async function findOriginal(
  disk: Disk,
  { names: { claim, temporary, to }, copying }: Interrupted,
  isHeld: (path: string) => Promise<boolean>,
): Promise<string | null> {
  for (const path of [claim, temporary, to]) if (await isHeld(path)) return path;
  // Renamed by us, and written to by a program that had it open.
  if (!copying) for (const path of [claim, temporary]) if ((await lookAt(disk, path)) !== null) return path;
  return null;
}

async function dropBegun(disk: Disk, { names: { from, to }, known }: Interrupted): Promise<void> {
  for (const path of [from, to]) {
    const stats = await lookAt(disk, path);
    if (stats !== null && isEmpty(stats, known.bytes)) await disk.unlink(path);
  }
}

/** On volumes without hard links `place` begins with an empty file, which has nothing to lose. */
function isEmpty(stats: BigIntStats, bytes: number): boolean {
  return stats.isFile() && stats.size === 0n && bytes > 0;
}

async function dropOthers(
  disk: Disk,
  { names: { from, claim, temporary, to }, known, copying }: Interrupted,
  isHeld: (path: string) => Promise<boolean>,
): Promise<void> {
  const [original, there, ours] = [await lookAt(disk, from), await lookAt(disk, to), await lookAt(disk, temporary)];
  if (original === null) return;
  if (there !== null) {
    const isSecondName = isSameFile(there, original) || (ours !== null && isSameFile(there, ours));
    const isBegun = ours !== null && isEmpty(there, known.bytes);
    if (isSecondName || isBegun || (copying && (await isHeld(to)))) await disk.unlink(to);
  }
  for (const path of [temporary, claim]) {
    const stats = await lookAt(disk, path);
    if (stats !== null && (copying || isSameFile(stats, original))) await disk.unlink(path);
  }
}

async function placed(disk: Disk, ours: string, to: string): Promise<boolean> {
  try {
    await place(disk, ours, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'EXDEV') return false;
    throw error;
  }
}

/** Whether a move has come to its end: the file at `to`, and nothing of it anywhere else. */
export async function hasArrived(disk: Disk, file: Interrupted): Promise<boolean> {
  const { names, copying } = file;
  if (copying) await requireBothInSight(disk, names);
  for (const path of [names.claim, names.temporary, names.from]) if ((await lookAt(disk, path)) !== null) return false;
  return isWhole(disk, names.to, file);
}

/** A copy on a drive that is away for now would come back as a second one. */
async function requireBothInSight(disk: Disk, { from, to }: MoveNames): Promise<void> {
  for (const path of [from, to]) if ((await lookAt(disk, dirname(path))) === null) throw new PersonError(outOfSight);
}

export const outOfSight = 'cannot be seen at any place where it could be: its drive may be away';
