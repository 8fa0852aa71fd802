/** What was learned from judgements, version by version. Nothing that was learned is ever overwritten. */
import type { SQLOutputValue } from 'node:sqlite';
import type { Database } from './database.ts';

export interface StoredHead {
  /** From 1 on; 0 is what ships. */
  version: number;
  objective: string;
  /** Judgements that it was learned from. */
  labels: number;
  /** Row by row, `dimensions × dimensions`. */
  matrix: Float32Array;
  /** Plain values, kept as JSON. */
  judge: unknown;
  heldOut: unknown;
  /** ISO 8601 date and time, UTC. */
  learnedAt: string;
}

export class Heads {
  readonly #database: Database;
  readonly #model: string;

  /** @param model the encoder; heads that were learned for another one are not of this store. */
  constructor(database: Database, model: string) {
    this.#database = database;
    this.#model = model;
  }

  /** @returns its version, higher than any before it. */
  add({ objective, labels, matrix, judge, heldOut, learnedAt }: Omit<StoredHead, 'version'>): number {
    const blob = new Uint8Array(matrix.buffer, matrix.byteOffset, matrix.byteLength);
    const { lastInsertRowid } = this.#database
      .prepare(
        `insert into head (version, model, objective, labels, matrix, judge, held_out, learned_at)
         values ((select coalesce(max(version), 0) + 1 from head), ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(this.#model, objective, labels, blob, JSON.stringify(judge), JSON.stringify(heldOut), learnedAt);
    return Number(lastInsertRowid);
  }

  /** The oldest first. */
  all(): StoredHead[] {
    return this.#database.prepare('select * from head where model = ? order by version').all(this.#model).map(toHead);
  }

  get(version: number): StoredHead | undefined {
    const row = this.#database.prepare('select * from head where version = ? and model = ?').get(version, this.#model);
    return row === undefined ? undefined : toHead(row);
  }
}

function toHead(row: Record<string, SQLOutputValue>): StoredHead {
  return {
    version: Number(row.version),
    objective: String(row.objective),
    labels: Number(row.labels),
    matrix: new Float32Array((row.matrix as Uint8Array).slice().buffer),
    judge: JSON.parse(String(row.judge)),
    heldOut: JSON.parse(String(row.held_out)),
    learnedAt: String(row.learned_at),
  };
}
