/** What lies in the library's folders and is none of its photos, each with the reason why it was passed over. */
import type { SQLOutputValue } from 'node:sqlite';
import { transaction, type Database } from './database.ts';
import { insideOf } from './folders.ts';

export interface PassedOverRow {
  path: string;
  /** Completes "The file … ". */
  reason: string;
  /** Bytes; 0 for what was not looked at. */
  size: number;
  /** Last change, in whole microseconds since 1970; 0 for what was not looked at. */
  modified: number;
}

export interface PassedOverCount {
  reason: string;
  files: number;
}

/** Rows that are written in one go: a folder of a million files must not make everything else wait. */
const rowsTogether = 5000;

/** Why a companion is not listed as a photo of its own. */
const companion = 'belongs to a photo, and goes where that goes';

const everything = `select path, reason from passed_over union all select path, '${companion}' from companion`;

export class PassedOverFiles {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  inside(folder: string): Map<string, PassedOverRow> {
    const rows = this.#database
      .prepare('select path, reason, size, modified from passed_over where path > ? and path < ?')
      .all(...insideOf(folder));
    return new Map(rows.map((row) => [String(row.path), toRow(row)]));
  }

  at(path: string): PassedOverRow | undefined {
    const row = this.#database.prepare('select path, reason, size, modified from passed_over where path = ?').get(path);
    return row === undefined ? undefined : toRow(row);
  }

  /** Writes what was seen, and forgets what is no longer there. */
  async update(seen: readonly PassedOverRow[], gone: readonly string[]): Promise<void> {
    const insert = this.#database.prepare(
      'insert or replace into passed_over (path, reason, size, modified) values (?, ?, ?, ?)',
    );
    const remove = this.#database.prepare('delete from passed_over where path = ?');
    const steps = [
      ...gone.map((path) => () => remove.run(path)),
      ...seen.map(
        ({ path, reason, size, modified }) =>
          () =>
            insert.run(path, reason, size, modified),
      ),
    ];
    for (let at = 0; at < steps.length; at += rowsTogether) {
      transaction(this.#database, () => {
        for (const step of steps.slice(at, at + rowsTogether)) step();
      });
      await new Promise(setImmediate);
    }
  }

  count(): number {
    return Number(this.#database.prepare('select count(*) as files from passed_over').get()?.files);
  }

  /** By reason, the most frequent first. @param folders those that are counted; all when left out. */
  counts(folders?: readonly string[]): PassedOverCount[] {
    const bounds = (folders ?? []).map(insideOf);
    const where =
      folders === undefined ? '' : `where ${bounds.map(() => '(path > ? and path < ?)').join(' or ') || '0'}`;
    return this.#database
      .prepare(
        `select reason, count(*) as files from (${everything}) ${where} group by reason order by files desc, reason`,
      )
      .all(...bounds.flat())
      .map((row) => ({ reason: String(row.reason), files: Number(row.files) }));
  }

  /** In the order of their paths. @param reason only what was passed over for it. */
  page({ reason, offset, limit }: { reason?: string | undefined; offset: number; limit: number }) {
    return this.#database
      .prepare(
        `select path, reason from (${everything}) where ?1 is null or reason = ?1 order by path limit ?2 offset ?3`,
      )
      .all(reason ?? null, limit, offset)
      .map((row) => ({ path: String(row.path), reason: String(row.reason) }));
  }
}

function toRow(row: Record<string, SQLOutputValue>): PassedOverRow {
  return {
    path: String(row.path),
    reason: String(row.reason),
    size: Number(row.size),
    modified: Number(row.modified),
  };
}
