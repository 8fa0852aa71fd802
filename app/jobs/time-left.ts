/**
 * One time left for a whole job, whose steps follow each other. Of a step that is at work it is known what its items take;
 * of those to come, what they take as a rule, and how many they will be for each item of the largest one before: few are
 * known before they begin.
 */
export interface PlannedStep<Name extends string> {
  name: Name;
  /** What an item takes as a rule: ms. */
  cost: number;
  /** Items for each one of the largest step before it, until they are known. */
  share: number;
}

/** So many items count as seen before: the first few of a step tell little. */
const priorItems = 24;
/** Of a step whose items take less than this most goes into its beginning: ms. */
const leastTelling = 1;
/** How fast what is told follows what is found, as a share of all the time and at most: ms. Numbers that leap help nobody. */
const settling = 0.08;
const longestSettling = 8000;
/** Before so much of the first step is done nothing is told: ms, items. */
const leastTime = 1500;
const leastDone = 8;

/** What is found out of a step, in the units of its plan. */
export type Expected = Partial<{ items: number; cost: number }>;

interface State {
  cost: number;
  items: number;
  isKnown: boolean;
  done: number;
  /** ms that it took so far. */
  took: number;
}

export class TimeLeft<Name extends string> {
  readonly #steps: readonly PlannedStep<Name>[];
  readonly #states: State[];
  #current = 0;
  #began = 0;
  #now: number | null = null;
  #told: { end: number; at: number } | null = null;

  constructor(steps: readonly PlannedStep<Name>[]) {
    this.#steps = steps;
    this.#states = steps.map(({ cost }) => ({ cost, items: 0, isKnown: false, done: 0, took: 0 }));
  }

  /**
   * @param now ms on a clock that stands still while the job waits.
   * @returns seconds until the last step ends; null while that cannot be told.
   */
  at(name: Name, done: number, total: number, now: number): number | null {
    const place = this.#steps.findIndex((step) => step.name === name);
    const state = this.#states[place];
    if (state === undefined) return null;
    if (this.#now === null) this.#began = now;
    const passed = now - (this.#now ?? now);
    this.#now = now;
    const before = this.#states[this.#current];
    if (before !== undefined && place >= this.#current) before.took += passed;
    // A step may begin anew with other work, and those after it.
    if (done < state.done || place < this.#current) Object.assign(state, { done: 0, took: 0 });
    Object.assign(state, { items: total, isKnown: true, done });
    this.#current = place;
    return this.#tell(now);
  }

  /** What is found out of steps: of those to come how many items they will have, and what one takes. */
  expect(found: Partial<Record<Name, Expected>>): void {
    for (const [place, { name }] of this.#steps.entries()) {
      const [expected, state] = [found[name], this.#states[place]];
      if (expected === undefined || state === undefined) continue;
      if (expected.cost !== undefined) state.cost = expected.cost;
      if (expected.items !== undefined && place > this.#current)
        Object.assign(state, { items: expected.items, isKnown: true });
    }
  }

  #tell(now: number): number | null {
    const first = this.#states.find(({ isKnown }) => isKnown);
    if (first === undefined) return null;
    const isEarly =
      this.#told === null && (now - this.#began < leastTime || first.done < Math.min(leastDone, first.items));
    if (isEarly) return null;
    const end = now + this.#left();
    if (this.#told === null) this.#told = { end, at: now };
    const settlesIn = Math.max(1, Math.min(longestSettling, settling * (end - this.#began)));
    const share = 1 - Math.exp(-(now - this.#told.at) / settlesIn);
    this.#told = { end: this.#told.end + (end - this.#told.end) * share, at: now };
    return Math.max(0, this.#told.end - now) / 1000;
  }

  /** ms. */
  #left(): number {
    const speed = this.#speed();
    // Work that reads nothing, or little, begins further on.
    const most = Math.max(0, ...this.#states.slice(0, this.#current + 1).map(({ items }) => items));
    let left = 0;
    for (const [place, { share }] of this.#steps.entries()) {
      if (place < this.#current) continue;
      const { cost, items, isKnown, done, took } = this.#states[place] as State;
      const expected = isKnown ? items : share * most;
      const each = (priorItems * cost * speed + took) / (priorItems + done);
      left += Math.max(0, expected - done) * each;
    }
    return left;
  }

  /** How long things take on this machine, as a multiple of the rule. */
  #speed(): number {
    let [took, asARule] = [0, 0];
    for (const state of this.#states) {
      if (state.done < priorItems || state.cost < leastTelling) continue;
      took += state.took;
      asARule += state.done * state.cost;
    }
    return asARule === 0 ? 1 : took / asARule;
  }
}
