/**
 * The journal: operations on a person's files, and where each file of them is. What is written before a file is touched
 * is on the disk before that call returns.
 */
import type { SQLOutputValue } from 'node:sqlite';
import { transaction, type Database } from './database.ts';

export type OperationMode = 'move' | 'copy' | 'hardlink' | 'symlink';
export type FileState =
  | 'planned'
  /** In work, or cut off. */
  | 'moving'
  | 'moved'
  /** Left where it was, for a reason. */
  | 'skipped'
  | 'restoring'
  | 'restored'
  /** Deleted for good, out of a trash of ours. */
  | 'emptied';

export interface OperationRow {
  id: number;
  name: 'apply' | 'export';
  mode: OperationMode;
  /** `trash`, or a folder. */
  destination: string;
  /** Part of the names of the files that it has in work. */
  token: string;
  /** ISO date and time. */
  startedAt: string;
  state: 'running' | 'done' | 'stopped' | 'undoing';
}

export interface OperationFile {
  position: number;
  /** Files of one unit go together or not at all. */
  unit: number;
  /** `metadata`: a keeper, or its sidecar, in whose place a version with more metadata came; its target is a copy of it. */
  role: 'photo' | 'companion' | 'manifest' | 'metadata';
  /** Number of its folder in an export, from 1; 0 for none. */
  group: number;
  /** Place of its photo in that group, from 1. */
  place: number;
  keep: boolean;
  source: string;
  target: string | null;
  trashInfo: string | null;
  /** Null before its turn, and of a sidecar that was not there. */
  sha256: string | null;
  /** Of the version with more metadata that took its place. */
  madeSha256: string | null;
  bytes: number;
  /** Microseconds since 1970. */
  modified: number;
  /** True from the moment that more than one copy of it can be there. */
  copying: boolean;
  state: FileState;
  reason: string | null;
}

export type PlannedFile = Pick<
  OperationFile,
  'unit' | 'role' | 'group' | 'place' | 'keep' | 'source' | 'sha256' | 'bytes' | 'modified'
>;

export interface OperationCounts extends OperationRow {
  /** Files that are where the operation put them, and their bytes. */
  moved: number;
  movedBytes: number;
  restored: number;
  /** Deleted for good since. */
  emptied: number;
  /** Keepers that have more metadata by it. */
  merged: number;
  skipped: number;
  /** Files in work when the program was cut off, whose drive has not been seen since. */
  unsettled: number;
}

const operationColumns = 'id, name, mode, destination, token, started_at as startedAt, state';
const fileColumns =
  'position, unit, role, group_number as "group", place, keep, source, target, trash_info as trashInfo, sha256, made_sha256 as madeSha256, bytes, modified, copying, state, reason';

export class Operations {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Writes a new operation with all of its files, planned. */
  begin(operation: Omit<OperationRow, 'id' | 'state'>, files: readonly PlannedFile[]): OperationRow {
    return transaction(this.#database, () => {
      const id = this.#insert(operation, 'running');
      files.forEach((file, position) => this.#add(id, position, file, 'planned', null));
      return { id, ...operation, state: 'running' };
    });
  }

  /** Takes over an operation that another library has carried out: its files are where it put them. */
  adopt(
    operation: Omit<OperationRow, 'id' | 'state'>,
    files: readonly (PlannedFile & { target: string })[],
  ): OperationRow {
    return transaction(this.#database, () => {
      const id = this.#insert(operation, 'done');
      files.forEach((file, position) => this.#add(id, position, file, 'moved', file.target));
      return { id, ...operation, state: 'done' };
    });
  }

  /** Plans further files of an operation that is running. */
  extend(operation: number, files: readonly PlannedFile[]): void {
    transaction(this.#database, () => {
      let position = this.#nextPosition(operation);
      for (const file of files) this.#add(operation, position++, file, 'planned', null);
    });
  }

  /** A file that the operation made by itself, and that is where it should be. */
  addMade(operation: number, file: PlannedFile & { target: string }): void {
    this.#add(operation, this.#nextPosition(operation), file, 'moved', file.target);
  }

  /** Plans one more file, as a unit of its own. */
  addPlanned(operation: number, file: Omit<PlannedFile, 'unit'>): OperationFile {
    const position = this.#nextPosition(operation);
    const row = this.#database
      .prepare('select coalesce(max(unit), -1) + 1 as unit from operation_file where operation = ?')
      .get(operation);
    const planned = { ...file, unit: Number(row?.unit) };
    this.#add(operation, position, planned, 'planned', null);
    return {
      ...planned,
      position,
      target: null,
      trashInfo: null,
      madeSha256: null,
      copying: false,
      state: 'planned',
      reason: null,
    };
  }

  #nextPosition(operation: number): number {
    const row = this.#database
      .prepare('select coalesce(max(position), -1) + 1 as position from operation_file where operation = ?')
      .get(operation);
    return Number(row?.position);
  }

  #insert(operation: Omit<OperationRow, 'id' | 'state'>, state: OperationRow['state']): number {
    const { name, mode, destination, token, startedAt } = operation;
    const { lastInsertRowid } = this.#database
      .prepare('insert into operation (name, mode, destination, token, started_at, state) values (?, ?, ?, ?, ?, ?)')
      .run(name, mode, destination, token, startedAt, state);
    return Number(lastInsertRowid);
  }

  #add(operation: number, position: number, file: PlannedFile, state: FileState, target: string | null): void {
    this.#database
      .prepare(
        `insert into operation_file
         (operation, position, unit, role, group_number, place, keep, source, sha256, bytes, modified, state, target)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...[operation, position, file.unit, file.role, file.group, file.place, file.keep ? 1 : 0],
        ...[file.source, file.sha256, file.bytes, file.modified, state, target],
      );
  }

  /** Writes the files of a unit as they are now, all or nothing, durably: the files are touched only after this. */
  save(operation: number, files: readonly OperationFile[]): void {
    const update = this.#database.prepare(
      `update operation_file set target = ?, trash_info = ?, sha256 = ?, made_sha256 = ?, bytes = ?, modified = ?, copying = ?, state = ?,
       reason = ? where operation = ? and position = ?`,
    );
    this.#database.exec('pragma synchronous = full');
    try {
      transaction(this.#database, () => {
        for (const file of files)
          update.run(
            ...[file.target, file.trashInfo, file.sha256, file.madeSha256, file.bytes, file.modified],
            ...[file.copying ? 1 : 0, file.state, file.reason, operation, file.position],
          );
      });
    } finally {
      this.#database.exec('pragma synchronous = normal');
    }
  }

  /** Marks the files whose turn did not come. */
  skipPlanned(operation: number, reason: string): void {
    this.#database
      .prepare(`update operation_file set state = 'skipped', reason = ? where operation = ? and state = 'planned'`)
      .run(reason, operation);
  }

  setState(operation: number, state: OperationRow['state']): void {
    this.#database.prepare('update operation set state = ? where id = ?').run(state, operation);
  }

  operation(id: number): OperationRow | undefined {
    const row = this.#database.prepare(`select ${operationColumns} from operation where id = ?`).get(id);
    return row === undefined ? undefined : ({ ...row } as unknown as OperationRow);
  }

  /** Operations that did not come to their end, or have files that did not, oldest first. */
  unfinished(): OperationRow[] {
    return this.#database
      .prepare(
        `select ${operationColumns} from operation where state in ('running', 'undoing') or exists
         (select 1 from operation_file where operation = id and operation_file.state in ('moving', 'restoring'))
         order by id`,
      )
      .all()
      .map((row) => ({ ...row }) as unknown as OperationRow);
  }

  /** The files of an operation, in the order of work. */
  files(operation: number): OperationFile[] {
    return this.#database
      .prepare(`select ${fileColumns} from operation_file where operation = ? order by position`)
      .all(operation)
      .map(toFile);
  }

  /** The files of one unit. */
  unit(operation: number, unit: number): OperationFile[] {
    return this.#database
      .prepare(`select ${fileColumns} from operation_file where operation = ? and unit = ? order by position`)
      .all(operation, unit)
      .map(toFile);
  }

  /** Every operation, the last first. */
  all(): OperationCounts[] {
    const count = (condition: string, what = 'count(*)') =>
      `(select ${what} from operation_file where operation = id and ${condition})`;
    const state = (name: FileState) => `operation_file.state = '${name}' and role in ('photo', 'companion')`;
    return this.#database
      .prepare(
        `select ${operationColumns},
         ${count(state('moved'))} as moved,
         ${count(state('moved'), `cast(min(total(bytes), ${Number.MAX_SAFE_INTEGER}) as integer)`)} as movedBytes,
         ${count(state('restored'))} as restored,
         ${count(state('emptied'))} as emptied,
         ${count(`operation_file.state = 'moved' and role = 'metadata'`)} as merged,
         ${count(`operation_file.state = 'skipped'`)} as skipped,
         ${count(`operation_file.state in ('moving', 'restoring')`)} as unsettled
         from operation order by id desc`,
      )
      .all()
      .map((row) => ({ ...row }) as unknown as OperationCounts);
  }
}

function toFile(row: Record<string, SQLOutputValue>): OperationFile {
  return { ...(row as unknown as OperationFile), keep: row.keep === 1, copying: row.copying === 1 };
}
