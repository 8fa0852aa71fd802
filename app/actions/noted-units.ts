/**
 * Notes the units of an operation down in the journal: all at once where there is room, and on a drive that is nearly full
 * some at a time, so that there is room for what becomes of them as well. Photos that go from there make more.
 */
import { isFull } from '../store/upkeep/obstacles.ts';
import type { OperationRow, PlannedFile } from '../store/operations.ts';

/** What a unit takes in the journal and in its log, from its plan to its end, with companions and long names. A photo alone was measured: 0.3 kB, and as much of the log. */
const unitBytes = 2500;
/** The share of the room that is used at once. */
const share = 1 / 3;

/** Of a unit that could not be noted down; completes “The file … ”. */
export const unnotedReason =
  'was left where it is: the drive of the library has no room to note down more. Free some room there, and clean up again';

export class NotedUnits {
  readonly #units: number;
  readonly #filesOf: (from: number, end: number) => PlannedFile[];
  readonly #room: () => number;
  /** Units that are noted down. */
  count = 0;

  /**
   * @param room bytes that there is room for.
   * @param filesOf the files of some units, in their order.
   */
  constructor(units: number, room: () => number, filesOf: (from: number, end: number) => PlannedFile[]) {
    this.#units = units;
    this.#room = room;
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
    const roomy = Math.max(1, Math.floor((this.#room() * share) / unitBytes));
    for (let some = Math.min(roomy, this.#units - this.count); ; some = Math.ceil(some / 2))
      try {
        const result = note(this.#filesOf(this.count, this.count + some));
        this.count += some;
        return result;
      } catch (error) {
        if (!isFull(error) || some === 1) throw error;
      }
  }
}
