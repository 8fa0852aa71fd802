/** The groups that a person has looked at or put off, by the contents of their photos: they outlive rename, move and rescan. */
import type { Database } from '../database.ts';

export interface ReviewRow {
  /** Content hashes, ascending. */
  contents: string[];
  review: 'reviewed' | 'skipped';
}

export class Reviews {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  set(contents: readonly string[], review: ReviewRow['review']): void {
    this.#database
      .prepare('insert or replace into review (contents, review) values (?, ?)')
      .run(JSON.stringify(sorted(contents)), review);
  }

  forget(contents: readonly string[]): void {
    this.#database.prepare('delete from review where contents = ?').run(JSON.stringify(sorted(contents)));
  }

  all(): ReviewRow[] {
    return this.#database
      .prepare('select contents, review from review order by contents')
      .all()
      .map((row) => ({
        contents: JSON.parse(String(row.contents)) as string[],
        review: String(row.review) as ReviewRow['review'],
      }));
  }
}

function sorted(contents: readonly string[]): string[] {
  return [...new Set(contents)].sort();
}
