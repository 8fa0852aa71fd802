/** Why a library cannot be written, or not be opened, told as what it is; and what to do that costs nobody their answers. */
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, errorMessage, PersonError } from '../../errors.ts';

/** The database's, in the library folder. */
export const fileName = 'library.sqlite';

export type Obstacle = 'full' | 'read-only' | 'forbidden';

const ofCode: Record<string, Obstacle> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
};

const words: Record<Obstacle, { reason: string; advice: string }> = {
  full: { reason: 'its drive is full', advice: 'Free some room there' },
  'read-only': { reason: 'its drive can only be read', advice: 'Unlock the drive' },
  forbidden: { reason: 'you have no permission to write there', advice: 'Get that permission' },
};

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const [busy, readOnly, corrupt, full, notADatabase] = [5, 8, 11, 13, 26];
/** Those that speak of the file's drive or permissions: permission, read-only, I/O, full, cannot open, protocol, authority. */
const ofTheDrive: ReadonlySet<number> = new Set([3, readOnly, 10, full, 14, 15, 23]);

/** SQLite's primary result code; undefined for an error that is not SQLite's. */
function sqliteCode(error: unknown): number | undefined {
  if (errorCode(error) !== 'ERR_SQLITE_ERROR') return undefined;
  return Number((error as { errcode?: unknown }).errcode) & 0xff;
}

export function isFull(error: unknown): boolean {
  return sqliteCode(error) === full || isOutOfSharedMemory(error) || obstacleOfError(error) === 'full';
}

/** SQLITE_IOERR_SHMSIZE: the file that it shares with other programs found no room. */
function isOutOfSharedMemory(error: unknown): boolean {
  return errorCode(error) === 'ERR_SQLITE_ERROR' && (error as { errcode?: unknown }).errcode === 4874;
}

export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === busy;
}

/** What an error of the file system stands for; null for any other. */
export function obstacleOfError(error: unknown): Obstacle | null {
  return ofCode[errorCode(error) ?? ''] ?? null;
}

/** More than a new file takes that lives in its folder's entry alone. */
const probeBytes = 64 * 1024;

/** What keeps a folder from being written to, found by writing; null when nothing does. */
export function obstacleIn(directory: string): Obstacle | null {
  const probe = join(directory, `.twinlens-probe-${process.pid}`);
  try {
    const file = openSync(probe, 'wx');
    try {
      writeSync(file, new Uint8Array(probeBytes));
      fsyncSync(file);
      return null;
    } finally {
      closeSync(file);
      rmSync(probe);
    }
  } catch (error) {
    return obstacleOfError(error);
  }
}

/** Bytes that a user may still write to the drive of a folder. */
export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

/** For what would have to be noted down in a library that can only be read. */
export function unwritable(directory: string, obstacle: Obstacle): PersonError {
  const { reason, advice } = words[obstacle];
  return new PersonError(
    `The library ${directory} can only be read now: ${reason}. ${advice}, or copy that folder to another drive and name it with --library: it holds your answers.`,
  );
}

export function cannotBeMade(directory: string, obstacle: Obstacle): PersonError {
  const { reason, advice } = words[obstacle];
  return new PersonError(
    `The library folder ${directory} cannot be made: ${reason}. ${advice}, or pick another with --library.`,
  );
}

/** What a person should read when the library's file fails; anything else is given back as it is. */
export function explained(error: unknown, directory: string): unknown {
  const file = join(directory, fileName);
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const cause = { cause: error };
  if (code === corrupt || code === notADatabase)
    return new PersonError(
      `The library file ${file} is damaged (${errorMessage(error)}). Do not delete it: your answers are in it. Put back a copy of it if you have one; else move it, and the files whose names begin with its own, to a safe place and scan again.`,
      cause,
    );
  if (code === busy)
    return new PersonError(
      `The library file ${file} is in use by another program, a backup perhaps. Try again in a moment.`,
      cause,
    );
  // A mistake of ours is no trouble of the drive: its own words help whoever looks into it.
  if (!ofTheDrive.has(code)) return error;
  const obstacle =
    code === full ? 'full' : code === readOnly ? (obstacleIn(directory) ?? 'read-only') : obstacleIn(directory);
  if (obstacle !== null) return unwritable(directory, obstacle);
  return new PersonError(
    `The library file ${file} cannot be used: ${errorMessage(error)}. It is left as it is, and your answers are in it. Try again; if that does not help, look after the drive.`,
    cause,
  );
}
