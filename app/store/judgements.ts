/** What a person said of pairs. By content hash, so that nothing but the person changes it. */
import type { Database } from './database.ts';

export interface Judgement {
  /** Content hashes, a < b. */
  a: string;
  b: string;
  verdict: 'same' | 'different';
}

export class Judgements {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param judgedAt ISO date and time. @param origin where it came from, `label` for a pair that was answered. */
  record(one: string, other: string, verdict: Judgement['verdict'], judgedAt: string, origin: string): void {
    const [a, b] = one < other ? [one, other] : [other, one];
    this.#database
      .prepare('insert or replace into judgement (a, b, verdict, judged_at, origin) values (?, ?, ?, ?, ?)')
      .run(a, b, verdict, judgedAt, origin);
  }

  all(): Judgement[] {
    return this.#database
      .prepare('select a, b, verdict from judgement order by a, b')
      .all()
      .map((row) => ({ a: String(row.a), b: String(row.b), verdict: row.verdict as Judgement['verdict'] }));
  }
}
