import type { Database } from './database.ts';

export class Settings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  threshold(): number | undefined {
    const value = this.#value('threshold');
    return value === undefined ? undefined : Number(value);
  }

  setThreshold(threshold: number): void {
    this.#set('threshold', String(threshold));
  }

  /** What to keep and what to leave alone: plain values, kept as JSON; undefined until a person changed them. */
  rules(): unknown {
    const value = this.#value('rules');
    return value === undefined ? undefined : JSON.parse(value);
  }

  setRules(rules: object): void {
    this.#set('rules', JSON.stringify(rules));
  }

  #value(name: string): string | undefined {
    const row = this.#database.prepare('select value from setting where name = ?').get(name);
    return row === undefined ? undefined : String(row.value);
  }

  #set(name: string, value: string): void {
    this.#database.prepare('insert or replace into setting (name, value) values (?, ?)').run(name, value);
  }
}
