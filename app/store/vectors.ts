/** The model's vectors, loaded whole: 100,000 photos are 51 MB as they are stored, in half precision. */
import type { Database } from './database.ts';

/** As it is displayed, as it is stored (app/vision/encoder/stored-view.ts), and what lies within its flat bars. */
export type View = 'displayed' | 'stored' | 'trimmed';

/** A row as it is kept. */
export interface VectorRow {
  view: View;
  vector: Uint8Array;
  /** The mean of its nearest cosines to the encoder's background, −1 to 1. */
  background: number;
}

export interface StoredVectors {
  /** The content of each row. A photo has a row for each of its views. */
  owners: number[];
  /** Rows of `dimensions` numbers. */
  vectors: Float16Array;
}

export class Vectors {
  readonly #database: Database;
  readonly #model: string;
  readonly #dimensions: number;

  constructor(database: Database, model: string, dimensions: number) {
    this.#database = database;
    this.#model = model;
    this.#dimensions = dimensions;
  }

  /** The rows of every content that some file holds. */
  load(): StoredVectors {
    const live = 'from vector where model = ? and content in (select content from file)';
    const count = Number(this.#database.prepare(`select count(*) as count ${live}`).get(this.#model)?.count);
    const vectors = new Float16Array(count * this.#dimensions);
    const owners: number[] = [];
    for (const row of this.#database.prepare(`select content, vector ${live}`).iterate(this.#model)) {
      vectors.set(toVector(row.vector as Uint8Array), owners.length * this.#dimensions);
      owners.push(Number(row.content));
    }
    return { owners, vectors };
  }

  of(content: number): Float16Array[] {
    return this.rows(content).map(({ vector }) => vector);
  }

  rows(content: number): { view: View; vector: Float16Array }[] {
    return this.#database
      .prepare('select view, vector from vector where content = ? and model = ? order by view')
      .all(content, this.#model)
      .map((row) => ({ view: row.view as View, vector: toVector(row.vector as Uint8Array) }));
  }

  /** The background of every content that some file holds: the highest of its views. */
  backgrounds(): Map<number, number> {
    return new Map(
      this.#database
        .prepare(
          `select content, max(background) as background from vector
           where model = ? and background is not null and content in (select content from file) group by content`,
        )
        .all(this.#model)
        .map((row) => [Number(row.content), Number(row.background)]),
    );
  }

  /** Contents that an older version saw, whose vectors had no background. */
  withoutBackground(): number[] {
    return this.#database
      .prepare('select distinct content from vector where model = ? and background is null order by content')
      .all(this.#model)
      .map((row) => Number(row.content));
  }

  save(content: number, rows: readonly VectorRow[]): void {
    saveVectors(this.#database, this.#model, content, rows);
  }
}

/**
 * Saves vectors that a model made of a content. Where it had none of a view, its near lists were made without it: they
 * are forgotten, and made anew.
 */
export function saveVectors(database: Database, model: string, content: number, rows: readonly VectorRow[]): void {
  const known = database.prepare('select 1 from vector where content = ? and model = ? and view = ?');
  const insert = database.prepare(
    'insert or replace into vector (content, model, view, vector, background) values (?, ?, ?, ?, ?)',
  );
  if (rows.some(({ view }) => known.get(content, model, view) === undefined))
    database
      .prepare("delete from neighbours where content = ? and (model = ? or model glob ? || ' head *')")
      .run(content, model, model);
  for (const { view, vector, background } of rows) insert.run(content, model, view, vector, background);
}

export function toBlob(vector: Float16Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

function toVector(blob: Uint8Array): Float16Array {
  // A blob may start at an odd address, which a Float16Array cannot.
  return new Float16Array(blob.slice().buffer);
}
