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

  /** What was said of a photo is said of a new version of it as well; nothing that was said of that one is replaced. */
  adopt(from: string, to: string): void {
    const insert = this.#database.prepare(
      `insert or ignore into judgement (a, b, verdict, judged_at, origin)
       select min(other, ?), max(other, ?), verdict, judged_at, origin
       from (select case when a = ? then b else a end as other, * from judgement where a = ? or b = ?) where other <> ?`,
    );
    insert.run(to, to, from, from, from, to);
  }

  all(): Judgement[] {
    return this.#database
      .prepare('select a, b, verdict from judgement order by a, b')
      .all()
      .map((row) => ({ a: String(row.a), b: String(row.b), verdict: row.verdict as Judgement['verdict'] }));
  }
}
