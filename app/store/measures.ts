/** How good pictures were measured to be, and which of two was made from the other; remembered by content. */
import type { Database } from './database.ts';

export interface Measure {
  /** Shares of the finest detail that rows and columns could hold, 0 to 1. */
  detailAcross: number;
  detailDown: number;
  /** The worst compression that left its traces, 1 to 100; null where none did. */
  worstQuality: number | null;
  isColoured: boolean;
  /** Whether it is a photo in the few colours of a palette. */
  isThinned: boolean;
  /** Share of its samples that are cut off at the ends, 0 to 1; levels that the others span, 1 to 255. */
  cutOff: number;
  range: number;
}

export interface Lineage {
  /** Content ids, a < b. */
  a: number;
  b: number;
  /** That `b` was made from `a`, as a logarithm of odds; below 0 that `a` was made from `b`, 0 where it cannot be told. */
  evidence: number;
}

export class Measures {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Every measure of this version, by content. */
  all(version: string): Map<number, Measure> {
    const rows = this.#database
      .prepare(
        `select content, detail_across as detailAcross, detail_down as detailDown, worst_quality as worstQuality,
         coloured, thinned, cut_off as cutOff, range from measure where version = ?`,
      )
      .iterate(version);
    const found = new Map<number, Measure>();
    for (const { content, coloured, thinned, ...numbers } of rows)
      found.set(Number(content), {
        ...(numbers as unknown as Measure),
        isColoured: coloured === 1,
        isThinned: thinned === 1,
      });
    return found;
  }

  save(content: number, measure: Measure, version: string): void {
    const { detailAcross, detailDown, worstQuality, isColoured, isThinned, cutOff, range } = measure;
    this.#database
      .prepare(
        `insert or replace into measure
         (content, version, detail_across, detail_down, worst_quality, coloured, thinned, cut_off, range)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        content,
        version,
        detailAcross,
        detailDown,
        worstQuality,
        Number(isColoured),
        Number(isThinned),
        cutOff,
        range,
      );
  }

  /** All that this version has found out of pairs, what cannot be told included: by `a`, then by `b`. */
  lineage(version: string): Map<number, Map<number, number>> {
    const rows = this.#database.prepare('select a, b, evidence from lineage where version = ?').iterate(version);
    const found = new Map<number, Map<number, number>>();
    for (const row of rows) {
      const { a, b, evidence } = row as unknown as Lineage;
      found.set(a, (found.get(a) ?? new Map<number, number>()).set(b, evidence));
    }
    return found;
  }

  saveLineage({ a, b, evidence }: Lineage, version: string): void {
    this.#database
      .prepare('insert or replace into lineage (a, b, version, evidence) values (?, ?, ?, ?)')
      .run(a, b, version, evidence);
  }

  /** Of contents that were made from others, those that they were made from, with the evidence. */
  madeFrom(version: string): Map<number, Map<number, number>> {
    const rows = this.#database
      .prepare('select a, b, evidence from lineage where version = ? and evidence <> 0')
      .all(version);
    const found = new Map<number, Map<number, number>>();
    for (const row of rows) {
      const { a, b, evidence } = row as unknown as Lineage;
      const [from, to] = evidence > 0 ? [a, b] : [b, a];
      found.set(to, (found.get(to) ?? new Map<number, number>()).set(from, Math.abs(evidence)));
    }
    return found;
  }
}
