/**
 * Puts a new version of a file in its place (a keeper, or a sidecar, with more metadata), and takes it back. The file as
 * it was gets a second name in the operation's trash or folder first (on another volume: a copy), and is moved aside
 * until the new version is there; so that at every instant it is whole at a name that the journal knows:
 *
 *     there   path ─link, or copy and verify─► target; path ─rename─► claim; made ─place─► path; claim ─unlink
 *     back    path ─rename─► claim; target ─move─► path; claim ─unlink
 *
 * A sidecar that was not there before has no claim and no target.
 */
import { dirname, join } from 'node:path';
import { errorCode, PersonError } from '../../errors.ts';
import { temporaryOf } from '../../images/temporary.ts';
import type { OperationFile } from '../../store/operations.ts';
import { isSameFile, lookAt, refuseLinkOnTheWay, syncFolder, type Disk } from './disk.ts';
import { holds, inspect, type Inspected } from './inspect-and-hash.ts';
import { copyVerified, moveFile, moveNames, type MoveNames } from './move-file.ts';
import { place, withoutLinks } from './place-without-replacing.ts';
import { hasArrived, outOfSight, putBack } from './put-back.ts';

export interface Version {
  path: string;
  /** What stood at `path` before; null when nothing did. */
  original: { sha256: string; bytes: number; modified: number; target: string } | null;
  madeSha256: string;
  /** Where the new version waits, beside `path`. */
  made: string;
  /** Beside `path`, and beside `target`. */
  claim: string;
  temporary: string;
  /** The way back of the original. */
  back: MoveNames;
}

/** The version that a file of the journal stands for. @throws PersonError when its turn has not come yet. */
export function toVersion(
  { source, target, sha256, madeSha256, bytes, modified, position }: OperationFile,
  token: string,
): Version {
  if (madeSha256 === null || (sha256 !== null && target === null))
    throw new PersonError(`has no new version: ${source}`);
  const back = moveNames(target ?? source, source, token, position);
  return {
    path: source,
    madeSha256,
    made: temporaryOf(source),
    temporary: back.claim,
    back,
    original: sha256 === null || target === null ? null : { sha256, bytes, modified, target },
    claim: join(dirname(source), `.twinlens-${token}-${position}.was`),
  };
}

/** @param seen what stands at `path`, just now; left out when nothing does. @throws as `moveFile`. */
export async function putVersion(disk: Disk, version: Version, seen: Inspected | undefined): Promise<void> {
  const { path, original, made, claim, temporary, madeSha256 } = version;
  await refuseLinkOnTheWay(disk, path);
  if (!(await holds(disk, made, madeSha256))) throw new PersonError('what was made of it is gone');
  if (original !== null) {
    const now = seen ?? (await inspect(disk, path));
    await refuseLinkOnTheWay(disk, original.target);
    await keepOriginal(disk, path, temporary, now);
    await place(disk, temporary, original.target);
    await syncFolder(disk, dirname(original.target));
    await claimFile(disk, path, claim, now);
  }
  await place(disk, made, path);
  await syncFolder(disk, dirname(path));
  if (original !== null) await disk.unlink(claim);
}

/**
 * On one volume the file itself goes, with all that the system knows of it, to the nanosecond: it gets a second name
 * first. Else it is copied.
 */
async function keepOriginal(disk: Disk, path: string, temporary: string, seen: Inspected): Promise<void> {
  try {
    await disk.link(path, temporary);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code !== 'EXDEV' && !withoutLinks.has(code)) throw error;
    await copyVerified(disk, path, temporary, seen);
  }
}

export async function isVersionPut(disk: Disk, version: Version): Promise<boolean> {
  const { path, original, made, claim, temporary, madeSha256 } = version;
  for (const one of [made, claim, temporary]) if ((await lookAt(disk, one)) !== null) return false;
  return (await holds(disk, path, madeSha256)) && (original === null || holds(disk, original.target, original.sha256));
}

/**
 * Ends a start that was cut off, or failed, with what stood there before. Can itself be cut off, and called again.
 * @throws PersonError when another file has the name by now: then the original stays at `claim`, or at `target`.
 */
export async function dropVersion(disk: Disk, version: Version): Promise<void> {
  const { path, original, made, claim, temporary } = version;
  const isClaimed = original !== null && (await lookAt(disk, claim)) !== null;
  if (isClaimed || original === null) await removeMade(disk, version);
  if (isClaimed) await placeAgain(disk, claim, path);
  // Put in its place, but the copy of what it was cannot be seen.
  else if (original !== null && (await holds(disk, path, version.madeSha256))) throw new PersonError(outOfSight);
  for (const one of [made, temporary]) if ((await lookAt(disk, one)) !== null) await disk.unlink(one);
  if (original === null) return;
  if ((await lookAt(disk, dirname(original.target))) === null) throw new PersonError(outOfSight);
  // The second name, or the copy, goes only when the file itself was just read at its place.
  const stats = await lookAt(disk, original.target);
  if (stats === null) return;
  const isBegun = stats.isFile() && stats.size === 0n && original.bytes > 0;
  if (isBegun || ((await holds(disk, path, original.sha256)) && (await holds(disk, original.target, original.sha256))))
    await disk.unlink(original.target);
}

/** Removes the new version from `path`, whole or just begun, and nothing else. */
async function removeMade(disk: Disk, { path, made, claim, madeSha256 }: Version): Promise<void> {
  const stands = await lookAt(disk, path);
  if (stands === null) return;
  const [waits, was] = [await lookAt(disk, made), await lookAt(disk, claim)];
  const isBegun = stands.isFile() && stands.size === 0n && (waits !== null || was !== null);
  const isSecondName = waits !== null && isSameFile(stands, waits);
  if (!isBegun && !isSecondName && !(await holds(disk, path, madeSha256)))
    throw new PersonError('has another file in its place now');
  await disk.unlink(path);
}

/** Gives a file of ours its name back; an earlier try may have left the empty file with which `place` can begin. */
async function placeAgain(disk: Disk, ours: string, to: string): Promise<void> {
  const [own, stands] = [await lookAt(disk, ours), await lookAt(disk, to)];
  if (stands?.isFile() === true && stands.size === 0n && own !== null && own.size > 0n) await disk.unlink(to);
  await place(disk, ours, to);
}

/**
 * @param seen what stands at the original's target, just now.
 * @throws PersonError when the new version was changed since; as `moveFile` besides.
 */
export async function takeVersionBack(
  disk: Disk,
  { path, original, claim, madeSha256, back }: Version,
  seen: Inspected | undefined,
  onCopy: () => void,
): Promise<void> {
  const now = await inspect(disk, path);
  if (now.sha256 !== madeSha256) throw new PersonError('keeps the metadata that was added to it: it was changed since');
  await claimFile(disk, path, claim, now);
  if (original !== null) await moveFile(disk, back, seen ?? (await inspect(disk, original.target)), onCopy);
  await disk.unlink(claim);
}

export async function isVersionTakenBack(disk: Disk, version: Version, copying: boolean): Promise<boolean> {
  const { path, original, claim } = version;
  if ((await lookAt(disk, claim)) !== null) return false;
  if (original === null) return (await lookAt(disk, path)) === null;
  return hasArrived(disk, { names: version.back, known: original, copying, onCopy: () => undefined });
}

/** Ends a way back that was cut off, or failed. @returns `to` when the original is back, `from` when the new version stays. */
export async function settleVersion(
  disk: Disk,
  version: Version,
  copying: boolean,
  onCopy: () => void,
): Promise<'from' | 'to'> {
  const { path, original, claim, madeSha256, back } = version;
  const isClaimed = (await lookAt(disk, claim)) !== null;
  if (!isClaimed && (await holds(disk, path, madeSha256))) return 'from';
  if (original === null) {
    if (isClaimed) await disk.unlink(claim);
    return 'to';
  }
  const move = { names: back, known: original, copying, onCopy };
  if (!(await hasArrived(disk, move)) && (await putBack(disk, move)) === 'from') {
    if (isClaimed) await placeAgain(disk, claim, path);
    return 'from';
  }
  if (isClaimed) await disk.unlink(claim);
  return 'to';
}

/** Gives a file a name that nobody else knows, and makes sure that it is the one that was looked at. */
async function claimFile(disk: Disk, path: string, claim: string, seen: Inspected): Promise<void> {
  await disk.rename(path, claim);
  const now = await lookAt(disk, claim);
  if (
    now === null ||
    !isSameFile(now, seen.stats) ||
    now.size !== seen.stats.size ||
    now.mtimeNs !== seen.stats.mtimeNs
  )
    throw new PersonError('was changed by another program in this very moment');
}
