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

  /** Pairs of folders that a person does not mind. */
  passedFolderPairs(): [string, string][] {
    return JSON.parse(this.#value('passed-folder-pairs') ?? '[]') as [string, string][];
  }

  setPassedFolderPairs(pairs: readonly [string, string][]): void {
    this.#set('passed-folder-pairs', JSON.stringify(pairs));
  }

  /** The version of the head in use; 0 for what ships. */
  head(): number {
    return Number(this.#value('head') ?? 0);
  }

  setHead(version: number): void {
    this.#set('head', String(version));
  }

  #value(name: string): string | undefined {
    const row = this.#database.prepare('select value from setting where name = ?').get(name);
    return row === undefined ? undefined : String(row.value);
  }

  #set(name: string, value: string): void {
    this.#database.prepare('insert or replace into setting (name, value) values (?, ?)').run(name, value);
  }
}
