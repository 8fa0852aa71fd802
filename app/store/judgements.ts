/** What a person said of pairs. By content hash, so that nothing but the person changes it. */
import type { SQLOutputValue } from 'node:sqlite';
import { transaction, type Database } from './database.ts';

export const verdicts = ['same', 'different', 'skip'] as const;
export type Verdict = (typeof verdicts)[number];

/** Where a judgement came from: a pair that was asked about, a group, a cleanup, or one that was taken back. */
export const origins = ['pair', 'group-confirmed', 'group-split', 'keeper-applied', 'undo'] as const;
export type Origin = (typeof origins)[number];

export interface Judgement {
  /** Content hashes, a < b. */
  a: string;
  b: string;
  verdict: Verdict;
  /** ISO 8601 date and time, UTC. */
  judgedAt: string;
  origin: Origin;
}

export class Judgements {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Replaces what was said of the pair before. @param judgedAt ISO 8601 date and time, UTC. @throws RangeError for a photo and itself. */
  record(one: string, other: string, verdict: Verdict, judgedAt: string, origin: Origin): void {
    if (one === other) throw new RangeError('A judgement is about two photos.');
    const [a, b] = one < other ? [one, other] : [other, one];
    this.#database
      .prepare('insert or replace into judgement (a, b, verdict, judged_at, origin) values (?, ?, ?, ?, ?)')
      .run(a, b, verdict, judgedAt, origin);
  }

  /** Forgets what was said of a pair, as if it had never been asked. */
  forget(one: string, other: string): void {
    const [a, b] = one < other ? [one, other] : [other, one];
    this.#database.prepare('delete from judgement where a = ? and b = ?').run(a, b);
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

  /** All of them, the newest first: where they contradict each other, grouping lets the first hold. */
  all(): Judgement[] {
    return this.#database
      .prepare('select a, b, verdict, judged_at, origin from judgement order by judged_at desc, a, b')
      .all()
      .map(toJudgement);
  }

  /** What was said of a pair, whichever photo is named first. */
  of(one: string, other: string): Judgement | undefined {
    const [a, b] = one < other ? [one, other] : [other, one];
    const row = this.#database
      .prepare('select a, b, verdict, judged_at, origin from judgement where a = ? and b = ?')
      .get(a, b);
    return row === undefined ? undefined : toJudgement(row);
  }

  /**
   * Adds judgements from elsewhere: of two about one pair the newer holds, and of two of one date that which is here.
   * @returns how many were new or newer.
   */
  merge(judgements: readonly Judgement[]): number {
    const insert = this.#database.prepare(
      `insert into judgement (a, b, verdict, judged_at, origin) values (?, ?, ?, ?, ?)
       on conflict (a, b) do update set verdict = excluded.verdict, judged_at = excluded.judged_at, origin = excluded.origin
       where excluded.judged_at > judgement.judged_at`,
    );
    return transaction(this.#database, () =>
      judgements.reduce((merged, { a, b, verdict, judgedAt, origin }) => {
        return merged + Number(insert.run(a, b, verdict, judgedAt, origin).changes);
      }, 0),
    );
  }
}

function toJudgement(row: Record<string, SQLOutputValue>): Judgement {
  return {
    a: String(row.a),
    b: String(row.b),
    verdict: row.verdict as Verdict,
    judgedAt: String(row.judged_at),
    origin: row.origin as Origin,
  };
}
