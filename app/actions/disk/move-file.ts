/**
 * Moves one file so that at every instant it is whole at one of four names that the journal knows:
 *
 *     same volume    from ─rename─► temporary ─place─► to
 *     other volume   from ─copy, sync, verify─► temporary ─place─► to; then from ─rename─► claim ─unlink
 *
 * `temporary` lies beside `to` and `claim` beside `from`; nobody else knows these names, so once a file bears one, what
 * was looked at and what is moved or removed are the same file, whatever other programs do meanwhile.
 */
import { dirname, join } from 'node:path';
import { errorCode, PersonError } from '../../errors.ts';
import { isExactTime } from '../../files/file-facts.ts';
import { isSameFile, lookAt, refuseLinkOnTheWay, syncFolder, type Disk } from './disk.ts';
import { inspect, isUntouched, type Inspected } from './inspect-and-hash.ts';
import { place } from './place-without-replacing.ts';

export interface MoveNames {
  from: string;
  /** Beside `from`. */
  claim: string;
  /** Beside `to`. */
  temporary: string;
  to: string;
}

/** @param token of the operation. @param position of the file in it. */
export function moveNames(from: string, to: string, token: string, position: number): MoveNames {
  const name = `.twinlens-${token}-${position}`;
  return { from, claim: join(dirname(from), `${name}.from`), temporary: join(dirname(to), `${name}.to`), to };
}

/**
 * @param seen what `from` was found to be, just now.
 * @param onCopy called before the file is copied to another volume: from then on it can be there twice.
 * @throws the system's error, `EEXIST` when `to` is taken; PersonError when the file changed. The file may then bear
 *   any of the four names: `putBack` knows.
 */
export async function moveFile(disk: Disk, names: MoveNames, seen: Inspected, onCopy: () => void): Promise<void> {
  const { from, temporary, to } = names;
  await refuseLinkOnTheWay(disk, to);
  try {
    await disk.rename(from, temporary);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    onCopy();
    await moveAcross(disk, names, seen);
    return;
  }
  await requireSame(disk, temporary, seen);
  await place(disk, temporary, to);
}

async function moveAcross(disk: Disk, { from, claim, temporary, to }: MoveNames, seen: Inspected): Promise<void> {
  await copyVerified(disk, from, temporary, seen);
  await place(disk, temporary, to);
  await syncFolder(disk, dirname(to));
  await disk.rename(from, claim);
  await requireSame(disk, claim, seen);
  await disk.unlink(claim);
}

/**
 * Makes `copy`, which must not be there: same bytes, permissions and, last of all, time; on the disk for good when this
 * returns.
 */
export async function copyVerified(disk: Disk, from: string, copy: string, seen: Inspected): Promise<void> {
  // Through a link no bytes are read, and nothing is replaced.
  const source = await lookAt(disk, from);
  if (source === null || !isUntouched(source, seen.stats)) throw new PersonError(changedNow);
  await disk.copyFile(from, copy, exclusively);
  const { mode, uid, gid, atimeNs, mtimeNs } = seen.stats;
  // The permissions came with it, and may forbid us to set its time.
  await disk.chmod(copy, 0o600);
  const handle = await disk.open(copy, 'r+');
  try {
    if (process.getuid?.() === 0) await handle.chown(Number(uid), Number(gid));
    await handle.chmod(Number(mode) & permissionBits);
    // A time too far away to be known to the microsecond is the file's own all the same.
    const modified = isExactTime(seen.modified) ? seen.modified / 1e6 : Number(mtimeNs) / 1e9;
    await handle.utimes(Number(atimeNs) / 1e9, modified);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if ((await inspect(disk, copy)).sha256 !== seen.sha256)
    throw new PersonError('arrived damaged on the other drive, and was not moved');
}

async function requireSame(disk: Disk, path: string, seen: Inspected): Promise<void> {
  const now = await lookAt(disk, path);
  if (now === null || !isSameFile(now, seen.stats) || !isUntouched(now, seen.stats)) throw new PersonError(changedNow);
}

const changedNow = 'was changed by another program in this very moment';
const exclusively = 1; // fs.constants.COPYFILE_EXCL
const permissionBits = 0o7777;
