/** Local features of photos, by which one that is a part of another is looked up. */
import type { Database } from './database.ts';

export class LocalFeatures {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Photos that some file holds and that have no features in these words, in no certain order. @param words the vocabulary's version. */
  missing(words: string): number[] {
    return this.#ids(
      `select distinct content from file where content is not null
       and content not in (select content from local_features where words = ?)
       and content not in (select id from content where duration is not null)`,
      words,
    );
  }

  save(all: readonly { content: number; features: Uint8Array }[], words: string): void {
    const insert = this.#database.prepare(
      'insert or replace into local_features (content, words, features, searched) values (?, ?, ?, 0)',
    );
    for (const { content, features } of all) insert.run(content, words, features);
  }

  /** Contents that some file holds, by content hash, and were or were not held against all others. */
  searched(words: string, isSearched: boolean): number[] {
    return this.#ids(
      `select content.id as content from local_features join content on content.id = local_features.content
       where words = ? and searched = ? and content.id in (select content from file) order by sha256`,
      words,
      isSearched ? 1 : 0,
    );
  }

  /** Remembers that these were held against all others. */
  setSearched(contents: Iterable<number>): void {
    const update = this.#database.prepare('update local_features set searched = 1 where content = ?');
    for (const content of contents) update.run(content);
  }

  /** Those that no file holds will have to be held against the others anew: some may have come meanwhile. */
  forgetGone(): void {
    this.#database
      .prepare(
        'update local_features set searched = 0 where searched = 1 and content not in (select content from file where content is not null)',
      )
      .run();
  }

  of(content: number): Uint8Array | undefined {
    const row = this.#database.prepare('select features from local_features where content = ?').get(content);
    return row?.features as Uint8Array | undefined;
  }

  #ids(query: string, ...values: (string | number)[]): number[] {
    return this.#database
      .prepare(query)
      .all(...values)
      .map((row) => Number(row.content));
  }
}
