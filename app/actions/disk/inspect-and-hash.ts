/** Looks at a file right before it is touched: opens it, no link followed, and hashes what is in it. */
import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { PersonError } from '../../errors.ts';
import { modifiedOf, sizeOf } from '../../files/file-facts.ts';
import { systemReason } from '../../files/system-reasons.ts';
import { isSameFile, linkOnTheWay, lookAt, type Disk } from './disk.ts';

export interface Inspected {
  stats: BigIntStats;
  sha256: string;
  bytes: number;
  /** Last change, in whole microseconds since 1970, as scans count it. */
  modified: number;
}

const chunk = 1024 * 1024; // bytes
// Windows knows neither flag; there `lstat` alone tells a link. Opening a pipe without O_NONBLOCK would wait for ever.
const asItself =
  process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** @throws PersonError completing "The file … ", when it is gone, no regular file, behind a link, or changes meanwhile. */
export async function inspect(disk: Disk, path: string): Promise<Inspected> {
  try {
    const link = await linkOnTheWay(disk, path);
    if (link !== null) throw new PersonError(`lies behind a link now: ${link}`);
    const named = await lookAt(disk, path);
    if (named === null) throw new PersonError('is not there any more');
    if (named.isSymbolicLink()) throw new PersonError('is a link now');
    if (!named.isFile()) throw new PersonError('is not a regular file any more');
    const handle = await disk.open(path, asItself);
    try {
      const before = await handle.stat({ bigint: true });
      const hash = createHash('sha256');
      const buffer = Buffer.allocUnsafe(chunk);
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, chunk);
        if (bytesRead === 0) break;
        hash.update(buffer.subarray(0, bytesRead));
      }
      const stats = await handle.stat({ bigint: true });
      if (!isSameFile(named, stats) || !isUntouched(before, stats))
        throw new PersonError('is being changed by another program');
      return { stats, sha256: hash.digest('hex'), bytes: sizeOf(stats), modified: modifiedOf(stats) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof PersonError ? error : new PersonError(systemReason(error), { cause: error });
  }
}

/** What is known of a file. Without a hash there is nothing to compare. `modified` in microseconds since 1970. */
export interface KnownFile {
  sha256: string | null;
  bytes: number;
  modified: number;
}

/** Times are known, and kept across drives, to the microsecond; but FAT counts in two seconds. */
export const scanPrecision = 1; // µs
export const copyPrecision = 2_000_000; // µs

/**
 * As `inspect`, and holds it against what is known.
 * @param precision microseconds by which the time may differ. @param since what it may not have changed since.
 */
export async function inspectUnchanged(
  disk: Disk,
  path: string,
  known: KnownFile,
  since: string,
  precision = scanPrecision,
): Promise<Inspected> {
  const seen = await inspect(disk, path);
  if (known.sha256 === null) return seen;
  if (seen.sha256 !== known.sha256 || seen.bytes !== known.bytes) throw new PersonError(`was changed since ${since}`);
  if (Math.abs(seen.modified - known.modified) > precision) throw new PersonError(`has another date than at ${since}`);
  return seen;
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Same file, same length, and not written to in between. */
export function isUntouched(a: BigIntStats, b: BigIntStats): boolean {
  return isSameFile(a, b) && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

/** Whether a file with this content stands at a path. @throws PersonError when there is a file that cannot be read. */
export async function holds(disk: Disk, path: string, sha256: string): Promise<boolean> {
  return (await lookAt(disk, path))?.isFile() === true && (await inspect(disk, path)).sha256 === sha256;
}

/** The same for a copy, which is whole only when it has its original's time, the last thing that it gets. */
export async function holdsWhole(disk: Disk, path: string, known: KnownFile): Promise<boolean> {
  if ((await lookAt(disk, path))?.isFile() !== true) return false;
  const { sha256, modified } = await inspect(disk, path);
  return sha256 === known.sha256 && Math.abs(modified - known.modified) <= copyPrecision;
}
