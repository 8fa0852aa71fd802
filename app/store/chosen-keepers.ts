/** Keepers that a person chose, whatever the rules say. By content, so that a choice outlives rename, move and rescan. */
import type { Database } from './database.ts';

export interface ChosenKeeper {
  sha256: string;
  /** Which of several files of the same content was meant. */
  path: string;
}

export class Keepers {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  choose(sha256: string, path: string): void {
    // Replacing gives it a new number: the last choice is the one that counts where two meet in a group.
    this.#database.prepare('insert or replace into chosen_keeper (sha256, path) values (?, ?)').run(sha256, path);
  }

  forget(sha256: string): void {
    this.#database.prepare('delete from chosen_keeper where sha256 = ?').run(sha256);
  }

  /** A photo that was chosen is chosen as a new version of it as well. */
  adopt(from: string, to: string): void {
    const chosen = this.all().find(({ sha256 }) => sha256 === from);
    if (chosen !== undefined) this.choose(to, chosen.path);
  }

  /** The last choice first. */
  all(): ChosenKeeper[] {
    return this.#database
      .prepare('select sha256, path from chosen_keeper order by choice desc')
      .all()
      .map((row) => ({ sha256: String(row.sha256), path: String(row.path) }));
  }
}
