/** What was learned from judgements, version by version. Nothing that was learned is ever overwritten. */
import type { SQLOutputValue } from 'node:sqlite';
import type { Database } from './database.ts';

export interface StoredHead {
  /** From 1 on; 0 is what ships. */
  version: number;
  /** What its training minimised; null where only the judge learned. */
  objective: string | null;
  /** Row by row, `dimensions × dimensions`; null where vectors stay as the encoder gives them. */
  matrix: Float32Array | null;
  /** The judgements that it was learned from: the content hashes of a pair, the smaller first, with a space between. */
  learnedFrom: string[];
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
  add({ objective, matrix, learnedFrom, judge, heldOut, learnedAt }: Omit<StoredHead, 'version'>): number {
    const blob = matrix === null ? null : new Uint8Array(matrix.buffer, matrix.byteOffset, matrix.byteLength);
    const [pairs, judged, held] = [learnedFrom, judge, heldOut].map((value) => JSON.stringify(value)) as [
      string,
      string,
      string,
    ];
    const { lastInsertRowid } = this.#database
      .prepare(
        `insert into head (version, model, objective, matrix, learned_from, judge, held_out, learned_at)
         values ((select coalesce(max(version), 0) + 1 from head), ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(this.#model, objective, blob, pairs, judged, held, learnedAt);
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
    objective: row.objective === null ? null : String(row.objective),
    matrix: row.matrix === null ? null : new Float32Array((row.matrix as Uint8Array).slice().buffer),
    learnedFrom: JSON.parse(String(row.learned_from)) as string[],
    judge: JSON.parse(String(row.judge)),
    heldOut: JSON.parse(String(row.held_out)),
    learnedAt: String(row.learned_at),
  };
}
