/** What came of proving pairs that look like copies, remembered by content. */
import type { Database } from './database.ts';

export interface CopyProof {
  /** Content ids, a < b. */
  a: number;
  b: number;
  /** What the two are; null when they are similar at most. */
  kind: 'same-pixels' | 'resized' | 'edited' | 'burst' | null;
  /** Of two copies the one that has more behind its first picture: frames, a video, a depth map. Null when neither has. */
  richer: 'a' | 'b' | null;
}

export class CopyProofs {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param a, b content ids in any order. @returns as it is told from the smaller id; undefined when nothing is proven. */
  of(a: number, b: number, prover: string): CopyProof | undefined {
    const row = this.#database
      .prepare('select a, b, kind, richer from proof where a = ? and b = ? and prover = ?')
      .get(Math.min(a, b), Math.max(a, b), prover);
    return row as unknown as CopyProof | undefined;
  }

  /** Pairs that the verifier saw as copies and this prover has not settled, whose contents some file holds each. */
  open(prover: string): { a: number; b: number }[] {
    return this.#database
      .prepare(
        `select look.a, look.b from look left join proof on proof.a = look.a and proof.b = look.b and proof.prover = ?
         where look.kind in ('same-pixels', 'resized') and proof.prover is null
         and look.a in (select content from file) and look.b in (select content from file)`,
      )
      .all(prover)
      .map((row) => ({ a: Number(row.a), b: Number(row.b) }));
  }

  /** @param proofs each with `a` below `b`. */
  save(proofs: readonly CopyProof[], prover: string): void {
    const insert = this.#database.prepare(
      'insert or replace into proof (a, b, prover, kind, richer) values (?, ?, ?, ?, ?)',
    );
    for (const { a, b, kind, richer } of proofs) insert.run(a, b, prover, kind, richer);
  }
}
