/** The photos that a person marked to go. By path, which tells between equal files, and content: the picture that was seen. */
import type { Database } from '../database.ts';

export interface MarkedPhoto {
  path: string;
  sha256: string;
}

export class Marks {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(photos: readonly MarkedPhoto[]): void {
    const insert = this.#database.prepare('insert or replace into mark (path, sha256) values (?, ?)');
    for (const { path, sha256 } of photos) insert.run(path, sha256);
  }

  remove(photos: readonly Pick<MarkedPhoto, 'path'>[]): void {
    const remove = this.#database.prepare('delete from mark where path = ?');
    for (const { path } of photos) remove.run(path);
  }

  all(): MarkedPhoto[] {
    return this.#database
      .prepare('select path, sha256 from mark order by path')
      .all()
      .map((row) => ({ path: String(row.path), sha256: String(row.sha256) }));
  }

  /** Those whose content still lies at their path, with the bytes of the file and its companions. */
  present(): (MarkedPhoto & { bytes: number })[] {
    return this.#database
      .prepare(
        `select mark.path, mark.sha256,
           content.bytes + coalesce((select sum(size) from companion where photo = mark.path), 0) as bytes
         from mark join file using (path) join content on content.id = file.content and content.sha256 = mark.sha256
         order by mark.path`,
      )
      .all()
      .map((row) => ({ path: String(row.path), sha256: String(row.sha256), bytes: Number(row.bytes) }));
  }
}
