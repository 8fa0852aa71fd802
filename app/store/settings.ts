import type { Database } from './database.ts';

export class Settings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  threshold(): number | undefined {
    const row = this.#database.prepare(`select value from setting where name = 'threshold'`).get();
    return row === undefined ? undefined : Number(row.value);
  }

  setThreshold(threshold: number): void {
    this.#database
      .prepare(`insert or replace into setting (name, value) values ('threshold', ?)`)
      .run(String(threshold));
  }
}
