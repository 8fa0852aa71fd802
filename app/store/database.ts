/** Opens a library's database: one file, WAL, made from schema.sql on first use, and brought up to date later. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { errorMessage, PersonError } from '../errors.ts';

export type Database = DatabaseSync;

const schemaVersion = 5;
/** The versions that have a script, `schema-5.sql` and so on, which brings an older library up to them. */
const migrations = [2, 3, 4, 5];
const fileName = 'library.sqlite';

/**
 * @param directory the library folder; made when missing.
 * @throws PersonError when the folder cannot be used, the file is damaged, or a newer Twinlens made it.
 */
export function openDatabase(directory: string): Database {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new PersonError(
      `The library folder ${directory} cannot be made: ${errorMessage(error)}. Pick another with --library.`,
    );
  }
  const file = join(directory, fileName);
  let database;
  try {
    database = new DatabaseSync(file, { timeout: 10_000 });
    database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on;');
    prepareSchema(database, file);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof PersonError) throw error;
    throw new PersonError(
      `The library file ${file} cannot be used: ${errorMessage(error)}. If it is damaged, move it aside and scan again; your photos are not in it.`,
      { cause: error },
    );
  }
}

export function libraryExists(directory: string): boolean {
  return existsSync(join(directory, fileName));
}

function prepareSchema(database: Database, file: string): void {
  const version = Number(database.prepare('pragma user_version').get()?.user_version);
  if (version === schemaVersion) return;
  if (version > schemaVersion)
    throw new PersonError(
      `The library file ${file} was made by a newer Twinlens. Update Twinlens, or pick another library with --library.`,
    );
  transaction(database, () => {
    // Asked again inside the transaction: two programs may open a new library at once.
    const now = Number(database.prepare('pragma user_version').get()?.user_version);
    if (now === 0) database.exec(script('schema.sql'));
    else for (const next of migrations) if (next > now) database.exec(script(`schema-${next}.sql`));
    database.exec(`pragma user_version = ${schemaVersion}`);
  });
}

function script(name: string): string {
  return readFileSync(new URL(`./schema/${name}`, import.meta.url), 'utf8');
}

/** Runs `work` as one transaction: all of it is kept, or, when it throws, nothing. */
export function transaction<Result>(database: Database, work: () => Result): Result {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}
