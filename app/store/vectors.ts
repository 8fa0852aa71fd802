/** The model's vectors, loaded whole: 100,000 photos are 51 MB as they are stored, in half precision. */
import type { Database } from './database.ts';

export interface StoredVectors {
  /** The content of each row. A photo with an orientation tag has two rows: as displayed, and as stored. */
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
    return this.#database
      .prepare('select vector from vector where content = ? and model = ? order by view')
      .all(content, this.#model)
      .map((row) => toVector(row.vector as Uint8Array));
  }
}

export function toBlob(vector: Float16Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

function toVector(blob: Uint8Array): Float16Array {
  // A blob may start at an odd address, which a Float16Array cannot.
  return new Float16Array(blob.slice().buffer);
}
