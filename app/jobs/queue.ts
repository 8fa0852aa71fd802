/**
 * Long work, one job at a time, with progress, pause, cancel and precedence. A job that is less urgent than another one
 * gives its turn away at its next step and gets it back afterwards: no two jobs write at once.
 */
import { errorMessage } from '../errors.ts';
import { TimeLeft, type Expected, type PlannedStep } from './time-left.ts';

export type JobState = 'waiting' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

/** `changes`: files that changed on disk; `compare`: what is still to be compared after such changes. */
export type JobName =
  | 'scan'
  | 'changes'
  | 'compare'
  | 'apply'
  | 'undo'
  | 'export'
  | 'learn'
  | 'use-head'
  | 'check'
  | 'take-over'
  | 'import';

export interface JobProgress<Phase, Report> {
  id: number;
  name: JobName;
  /** The folders it works on. */
  folders: string[];
  state: JobState;
  phase: Phase;
  done: number;
  total: number;
  /** Items a second in this phase, over the last seconds. */
  rate: number;
  /** To the end of all of it, where its steps are known; else to that of this phase. */
  secondsLeft: number | null;
  report: Report | null;
  error: string | null;
}

/** What a job's work sees of its job. */
export interface JobControl<Phase> {
  signal: AbortSignal;
  /** Waits while the job is paused, and while a more urgent one is at work. Nothing may be half written here. */
  proceed: () => Promise<void>;
  /** One of several steps that go on side by side: waits like `proceed`, and other jobs wait until all steps have ended. */
  step: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Whether a step that ends now should save all that was done: the job is about to wait. */
  isHeld: () => boolean;
  /** Work that writes nothing: other jobs may go on meanwhile. Its result comes when it is this job's turn again. */
  aside: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** How often this job got its turn: when that changes, other jobs have been at work in between. */
  turns: () => number;
  /** @param step where a phase has several, or comes several times: of which the time left is told. */
  progress: (phase: Phase, done: number, total: number, step?: string) => void;
  /** What is found out of steps, for the time left. */
  expect: (found: Partial<Record<string, Expected>>) => void;
}

/** Cancelling a job lets its work end in order: `work` returns early, with the report of what it did. */
export type Work<Phase, Report> = (control: JobControl<Phase>) => Promise<Report>;

interface Entry<Phase, Report> {
  job: JobProgress<Phase, Report>;
  abort: AbortController;
  begin: () => void;
  isPaused: boolean;
  /** Steps in work; and how many places of the work wait for the turn, or do without it. */
  steps: number;
  aside: number;
  turns: number;
  /** Called when the turn may have come. */
  waiting: (() => void)[];
  samples: { at: number; done: number }[];
  /** Null for work whose steps are not known: then the time left is that of its phase. */
  timeLeft: TimeLeft<string> | null;
  /** Since when it has not been running, and ms that it was not before: its clock stands still then. */
  idleSince: number | null;
  idle: number;
  finished: Promise<JobProgress<Phase, Report>>;
}

const announceEvery = 200; // ms
const rateOver = 5000; // ms
/** Ended jobs that a window may still ask about. */
const remembered = 20;

export class JobQueue<Phase, Report> {
  readonly #entries = new Map<number, Entry<Phase, Report>>();
  readonly #firstPhase: Phase;
  readonly #announce: (job: JobProgress<Phase, Report>) => void;
  readonly #explain: (error: unknown) => string;
  readonly #precedence: (name: JobName, phase: Phase) => number;
  readonly #steps: (name: JobName) => readonly PlannedStep<string>[] | null;
  #current: Entry<Phase, Report> | null = null;
  #nextId = 1;

  /**
   * @param precedence the rank of a job: the higher goes first, of equals the older.
   * @param steps those of a job, for its time left; null where they are not known.
   * @param explain what a person should read when work throws.
   */
  constructor(
    firstPhase: Phase,
    announce: (job: JobProgress<Phase, Report>) => void,
    {
      precedence = () => 0,
      steps = () => null,
      explain = errorMessage,
    }: {
      precedence?: (name: JobName, phase: Phase) => number;
      steps?: (name: JobName) => readonly PlannedStep<string>[] | null;
      explain?: (error: unknown) => string;
    } = {},
  ) {
    this.#explain = explain;
    this.#firstPhase = firstPhase;
    this.#announce = announce;
    this.#precedence = precedence;
    this.#steps = steps;
  }

  /** Jobs that have not ended, in their order. */
  unfinished(): JobProgress<Phase, Report>[] {
    return this.#open().map(({ job }) => job);
  }

  /** @returns the job, and a promise of it as it ends. Work that throws ends it as `failed`. */
  add(
    name: JobName,
    folders: string[],
    work: Work<Phase, Report>,
  ): { job: JobProgress<Phase, Report>; finished: Promise<JobProgress<Phase, Report>> } {
    const job: JobProgress<Phase, Report> = {
      id: this.#nextId++,
      name,
      folders,
      state: 'waiting',
      phase: this.#firstPhase,
      done: 0,
      total: 0,
      rate: 0,
      secondsLeft: null,
      report: null,
      error: null,
    };
    const steps = this.#steps(name);
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    const entry: Entry<Phase, Report> = {
      job,
      abort: new AbortController(),
      begin: () => begin(undefined),
      isPaused: false,
      steps: 0,
      // Until it begins, it waits in one place.
      aside: 1,
      turns: 0,
      waiting: [],
      samples: [],
      timeLeft: steps === null ? null : new TimeLeft(steps),
      idleSince: null,
      idle: 0,
      finished: begun.then(() => this.#run(entry, work)),
    };
    this.#entries.set(job.id, entry);
    this.#announce(job);
    // Whoever adds several jobs at once has them in their order of precedence.
    queueMicrotask(() => this.#schedule());
    return { job, finished: entry.finished };
  }

  finished(id: number): Promise<JobProgress<Phase, Report>> | undefined {
    return this.#entries.get(id)?.finished;
  }

  /** A job that has begun waits at its next step. It keeps all that are not more urgent waiting as well. */
  pause(id: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || hasEnded(entry.job.state) || entry.turns === 0) return;
    entry.isPaused = true;
    this.#tell(entry);
  }

  resume(id: number): void {
    const entry = this.#entries.get(id);
    if (entry?.isPaused !== true || hasEnded(entry.job.state)) return;
    entry.isPaused = false;
    entry.samples = [];
    this.#tell(entry);
    this.#schedule();
  }

  cancel(id: number): void {
    this.resume(id);
    this.#entries.get(id)?.abort.abort();
  }

  /** Cancels every job and waits for the last to end. */
  async close(): Promise<void> {
    for (const id of this.#entries.keys()) this.cancel(id);
    await Promise.all(this.#open().map(({ finished }) => finished));
  }

  #open(): Entry<Phase, Report>[] {
    return [...this.#entries.values()].filter(({ job }) => !hasEnded(job.state));
  }

  #rank({ job }: Entry<Phase, Report>): number {
    return this.#precedence(job.name, job.phase);
  }

  /** Who should have the turn: the most urgent, of equals the one that was asked for first. */
  #wanted(): Entry<Phase, Report> | null {
    return this.#open().reduce<Entry<Phase, Report> | null>(
      (best, entry) => (best === null || this.#rank(entry) > this.#rank(best) ? entry : best),
      null,
    );
  }

  #isHeld(entry: Entry<Phase, Report>): boolean {
    return entry.isPaused || this.#current !== entry || this.#wanted() !== entry;
  }

  /** Gives the turn to whoever should have it, once the job that has it stands still. */
  #schedule(): void {
    const before = this.#current;
    const next = this.#wanted();
    if (next !== before && (before === null || (before.aside > 0 && before.steps === 0))) {
      this.#current = next;
      if (before !== null) {
        before.samples = [];
        this.#tell(before);
      }
      if (next !== null) {
        next.turns++;
        this.#tell(next);
        next.begin();
      }
    }
    if (this.#current === null || this.#isHeld(this.#current)) return;
    for (const go of this.#current.waiting.splice(0)) go();
  }

  async #turn(entry: Entry<Phase, Report>): Promise<void> {
    while (this.#isHeld(entry)) {
      entry.aside++;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      entry.waiting.push(() => resolve(undefined));
      this.#schedule();
      await promise;
      entry.aside--;
    }
  }

  #control(entry: Entry<Phase, Report>): JobControl<Phase> {
    const { job, abort } = entry;
    let announced = 0;
    return {
      signal: abort.signal,
      proceed: () => this.#turn(entry),
      isHeld: () => this.#isHeld(entry),
      turns: () => entry.turns,
      step: async (work) => {
        await this.#turn(entry);
        entry.steps++;
        try {
          return await work();
        } finally {
          entry.steps--;
          this.#schedule();
        }
      },
      aside: async (work) => {
        entry.aside++;
        try {
          this.#schedule();
          return await work();
        } finally {
          entry.aside--;
          await this.#turn(entry);
        }
      },
      expect: (found) => entry.timeLeft?.expect(found),
      progress: (phase, done, total, step = String(phase)) => {
        const now = performance.now();
        if (phase !== job.phase) entry.samples = [];
        const { rate, secondsLeft } = pace(entry.samples, now, done, total);
        const ran = (entry.idleSince ?? now) - entry.idle;
        const left = entry.timeLeft === null ? secondsLeft : entry.timeLeft.at(step, done, total, ran);
        Object.assign(job, { phase, done, total, rate, secondsLeft: job.state === 'running' ? left : null });
        if (now - announced < announceEvery && done < total) return;
        announced = now;
        this.#announce(job);
      },
    };
  }

  async #run(entry: Entry<Phase, Report>, work: Work<Phase, Report>): Promise<JobProgress<Phase, Report>> {
    const { job, abort } = entry;
    entry.aside--;
    try {
      if (!abort.signal.aborted) job.report = await work(this.#control(entry));
    } catch (error) {
      job.error = this.#explain(error);
    }
    job.state = job.error !== null ? 'failed' : abort.signal.aborted ? 'cancelled' : 'done';
    job.secondsLeft = null;
    this.#announce(job);
    const ended = [...this.#entries.values()].filter((one) => hasEnded(one.job.state));
    for (const { job: old } of ended.slice(0, -remembered)) this.#entries.delete(old.id);
    if (this.#current === entry) this.#current = null;
    this.#schedule();
    return job;
  }

  /** Tells of a job when its state is another one now. */
  #tell(entry: Entry<Phase, Report>): void {
    const { job, abort } = entry;
    const isCancelledBefore = entry.turns === 1 && job.state === 'waiting' && abort.signal.aborted;
    const state = entry.isPaused ? 'paused' : this.#current === entry && !isCancelledBefore ? 'running' : 'waiting';
    if (state === job.state || hasEnded(job.state)) return;
    job.state = state;
    if (state !== 'running') {
      entry.idleSince ??= performance.now();
      Object.assign(job, { rate: 0, secondsLeft: null });
    } else if (entry.idleSince !== null) {
      entry.idle += performance.now() - entry.idleSince;
      entry.idleSince = null;
    }
    this.#announce(job);
  }
}

function hasEnded(state: JobState): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed';
}

/** Rate over the last seconds, and the time that the rest takes at that rate. */
function pace(samples: { at: number; done: number }[], now: number, done: number, total: number) {
  // A phase may begin anew with other work.
  if (done < (samples.at(-1)?.done ?? 0)) samples.length = 0;
  samples.push({ at: now, done });
  while (samples.length > 2 && now - (samples[0]?.at ?? now) > rateOver) samples.shift();
  const first = samples[0] ?? { at: now, done };
  const seconds = (now - first.at) / 1000;
  const rate = seconds > 0 ? (done - first.done) / seconds : 0;
  return { rate, secondsLeft: rate > 0 && seconds > 1 ? (total - done) / rate : null };
}
