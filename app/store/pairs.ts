/** Near pairs, as one list a photo, and what was verified about pairs. */
import type { Database } from './database.ts';

export interface Neighbours {
  /** Content ids, nearest first. */
  contents: Int32Array;
  /** Their cosines, 1 to the loosest that is kept. */
  cosines: Float32Array;
}

export type VerifiedKind = 'same-pixels' | 'resized';

export class Pairs {
  readonly #database: Database;
  readonly #model: string;

  constructor(database: Database, model: string) {
    this.#database = database;
    this.#model = model;
  }

  /** Every list of the model, by content. */
  neighbours(): Map<number, Neighbours> {
    const lists = new Map<number, Neighbours>();
    for (const row of this.#database
      .prepare('select content, list from neighbours where model = ?')
      .iterate(this.#model)) {
      const blob = (row.list as Uint8Array).slice();
      const count = blob.length / 8;
      lists.set(Number(row.content), {
        contents: new Int32Array(blob.buffer, 0, count),
        cosines: new Float32Array(blob.buffer, count * 4, count),
      });
    }
    return lists;
  }

  saveNeighbours(lists: Iterable<[number, Neighbours]>): void {
    const insert = this.#database.prepare('insert or replace into neighbours (content, model, list) values (?, ?, ?)');
    for (const [content, { contents, cosines }] of lists) {
      const blob = new Uint8Array(contents.byteLength + cosines.byteLength);
      blob.set(new Uint8Array(contents.buffer, contents.byteOffset, contents.byteLength));
      blob.set(new Uint8Array(cosines.buffer, cosines.byteOffset, cosines.byteLength), contents.byteLength);
      insert.run(content, this.#model, blob);
    }
  }

  removeNeighbours(contents: Iterable<number>): void {
    const remove = this.#database.prepare('delete from neighbours where content = ? and model = ?');
    for (const content of contents) remove.run(content, this.#model);
  }

  verified(): { a: number; b: number; kind: VerifiedKind }[] {
    return this.#database
      .prepare('select a, b, kind from verified_pair')
      .all()
      .map((row) => ({ a: Number(row.a), b: Number(row.b), kind: row.kind as VerifiedKind }));
  }

  saveVerified(pairs: { a: number; b: number; kind: VerifiedKind }[]): void {
    const insert = this.#database.prepare('insert or replace into verified_pair (a, b, kind) values (?, ?, ?)');
    for (const { a, b, kind } of pairs) insert.run(Math.min(a, b), Math.max(a, b), kind);
  }
}
