/**
 * Notes the units of an operation down in the journal: all at once, and on a drive that is full as many as there is room
 * for. Photos that go from there make room for the next ones.
 */
import { isFull } from '../store/obstacles.ts';
import type { OperationRow, PlannedFile } from '../store/operations.ts';

export class NotedUnits {
  readonly #units: number;
  readonly #filesOf: (from: number, end: number) => PlannedFile[];
  /** Units that are noted down. */
  count = 0;

  /** @param filesOf the files of some units, in their order. */
  constructor(units: number, filesOf: (from: number, end: number) => PlannedFile[]) {
    this.#units = units;
    this.#filesOf = filesOf;
  }

  /** @throws the journal's error when there is no room for a single unit. */
  begin(note: (files: PlannedFile[]) => OperationRow): OperationRow {
    if (this.#units === 0) return note([]);
    return this.#note(note);
  }

  /** @returns whether more units are noted down now. */
  more(note: (files: PlannedFile[]) => void): boolean {
    if (this.count === this.#units) return false;
    try {
      this.#note(note);
      return true;
    } catch (error) {
      if (!isFull(error)) throw error;
      return false;
    }
  }

  #note<Result>(note: (files: PlannedFile[]) => Result): Result {
    for (let some = this.#units - this.count; ; some = Math.ceil(some / 2))
      try {
        const result = note(this.#filesOf(this.count, this.count + some));
        this.count += some;
        return result;
      } catch (error) {
        if (!isFull(error) || some === 1) throw error;
      }
  }
}
