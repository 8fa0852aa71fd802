/**
 * Opens a library's database: one file, WAL, made from schema.sql on first use, and brought up to date later. Where it
 * cannot be written (a full drive, one that can only be read), it is opened for reading all the same.
 */
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { errorCode, errorMessage, PersonError } from '../errors.ts';
import {
  cannotBeMade,
  explained,
  fileName,
  isBusy,
  isFull,
  obstacleIn,
  obstacleOfError,
  type Obstacle,
} from './upkeep/obstacles.ts';
import { dropReserve, isScarce, isTight, keepReserve } from './upkeep/reserve.ts';

const schemaVersion = 14;
/** The versions that have a script, `schema-5.sql` and so on, which brings an older library up to them. */
const migrations = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

const logLimit = 1024 ** 2; // bytes

export class Database extends DatabaseSync {
  /** The library folder. */
  readonly directory: string;
  /** Why it can only be read; null where it can be written. */
  readonly obstacle: Obstacle | null;
  readonly #copy: string | null;

  /** @param copy the folder of a copy that is read in its place, and removed at the end. */
  constructor(
    directory: string,
    {
      location,
      readOnly = false,
      obstacle = null,
      copy = null,
    }: { location: string | URL; readOnly?: boolean; obstacle?: Obstacle | null; copy?: string | null },
  ) {
    super(location, { timeout: 10_000, readOnly });
    this.directory = directory;
    this.obstacle = obstacle;
    this.#copy = copy;
  }

  override close(): void {
    super.close();
    if (this.#copy !== null) rmSync(this.#copy, { recursive: true, force: true });
  }
}

/**
 * @param directory the library folder; made when missing.
 * @param writes whether it will be written: then the library's reserve of room is used up where its drive is full.
 * @throws PersonError that says what it is: no room or permission for a new one, damaged, in use, made by a newer Twinlens.
 */
export function openDatabase(directory: string, { writes = true }: { writes?: boolean } = {}): Database {
  makeFolder(directory);
  if (writes && isTight(directory)) dropReserve(directory);
  const obstacle = writes && isTight(directory) ? obstacleIn(directory) : null;
  if (obstacle !== null && libraryExists(directory)) return openForReading(directory, obstacle);
  try {
    const database = openForWriting(directory, writes);
    if (writes) keepReserve(directory);
    return database;
  } catch (error) {
    if (error instanceof PersonError || isBusy(error)) throw explained(error, directory);
    const found = obstacle ?? obstacleIn(directory);
    if (found === null) throw explained(error, directory);
    if (!libraryExists(directory)) throw cannotBeMade(directory, found);
    return openForReading(directory, found);
  }
}

/** Whether a folder holds a library. */
export function libraryExists(directory: string): boolean {
  try {
    // One that was begun on a full drive is none.
    return statSync(join(directory, fileName)).size > 0;
  } catch (error) {
    // One that may not be looked at is there.
    return errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR';
  }
}

function makeFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    // Node says of a locked drive's folder that it does not exist: the folder above knows better.
    const obstacle = obstacleOfError(error) ?? (errorCode(error) === 'ENOENT' ? obstacleIn(nearest(directory)) : null);
    if (obstacle !== null) throw cannotBeMade(directory, obstacle);
    throw new PersonError(
      `The library folder ${directory} cannot be made: ${errorMessage(error)}. Pick another with --library.`,
    );
  }
}

/** The folder itself, or the first above it that is there. */
function nearest(directory: string): string {
  return existsSync(directory) || dirname(directory) === directory ? directory : nearest(dirname(directory));
}

function openForWriting(directory: string, writes: boolean): Database {
  const database = new Database(directory, { location: join(directory, fileName) });
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on;');
    // The log gives its room back, and takes little where there is little.
    database.exec(`pragma journal_size_limit = ${logLimit}`);
    if (isScarce(directory)) database.exec('pragma wal_autocheckpoint = 64');
    // A drive that can only be read is found out here, and not at the first thing that a person says.
    if (writes) database.exec('begin immediate; commit');
    prepareSchema(database, join(directory, fileName));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Without a log that waits to be taken over the file itself is all there is, and nobody can write it: SQLite reads it
 * without a lock and without files of its own. Else, and where it is of an older version, a copy is read.
 */
function openForReading(directory: string, obstacle: Obstacle): Database {
  const file = join(directory, fileName);
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw new PersonError(
      `The library file ${file} cannot be read: ${errorMessage(error)}. Get the permission to read it, or pick another library with --library.`,
      { cause: error },
    );
  }
  try {
    if (logBytes(file) === 0) {
      const location = pathToFileURL(file);
      location.searchParams.set('immutable', '1');
      const database = new Database(directory, { location, readOnly: true, obstacle });
      const version = versionOf(database);
      if (version === schemaVersion) return database;
      database.close();
      if (version > schemaVersion) throw madeByNewer(file);
    }
    return openCopy(directory, file, obstacle);
  } catch (error) {
    throw explained(error, directory);
  }
}

function openCopy(directory: string, file: string, obstacle: Obstacle): Database {
  const copy = mkdtempSync(join(tmpdir(), 'twinlens-library-'));
  let database;
  try {
    const location = join(copy, fileName);
    copyFileSync(file, location);
    if (logBytes(file) > 0) copyFileSync(`${file}-wal`, `${location}-wal`);
    database = new Database(directory, { location, obstacle, copy });
    prepareSchema(database, file);
    database.exec('pragma query_only = on');
    return database;
  } catch (error) {
    database?.close();
    rmSync(copy, { recursive: true, force: true });
    if (obstacleOfError(error) === null) throw error;
    throw new PersonError(
      `The library file ${file} cannot be read: it has to be brought up to date first, and there is no room for that on its drive, nor in ${tmpdir()}.`,
      { cause: error },
    );
  }
}

function logBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.user_version);
}

function prepareSchema(database: Database, file: string): void {
  const version = versionOf(database);
  if (version === schemaVersion) return;
  if (version > schemaVersion) throw madeByNewer(file);
  transaction(database, () => {
    // Asked again inside the transaction: two programs may open a new library at once.
    const now = versionOf(database);
    if (now === 0) database.exec(schema());
    else for (const next of migrations) if (next > now) database.exec(script(`schema-${next}.sql`));
    database.exec(`pragma user_version = ${schemaVersion}`);
  });
}

function madeByNewer(file: string): PersonError {
  return new PersonError(
    `The library file ${file} was made by a newer Twinlens. Update Twinlens, or pick another library with --library.`,
  );
}

/** What makes a new library. */
export function schema(): string {
  return script('schema.sql');
}

function script(name: string): string {
  return readFileSync(new URL(`./schema/${name}`, import.meta.url), 'utf8');
}

/**
 * Runs `work` as one transaction: all of it is kept, or, when it throws, nothing. On a drive that is full it is run once
 * more, in the room that the library kept for that.
 */
export function transaction<Result>(database: Database, work: () => Result): Result {
  try {
    return attempt(database, work);
  } catch (error) {
    if (!isFull(error) || !dropReserve(database.directory)) throw error;
    return attempt(database, work);
  }
}

function attempt<Result>(database: Database, work: () => Result): Result {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    // SQLite may have taken it back by itself, for want of room.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
