/** Long work, one job at a time, with progress, pause and cancel. */
import { errorMessage } from '../errors.ts';

export type JobState = 'waiting' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

export type JobName = 'scan' | 'apply' | 'undo' | 'export' | 'learn' | 'use-head';

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
  secondsLeft: number | null;
  report: Report | null;
  error: string | null;
}

/** What a job's work sees of its job. */
export interface JobControl<Phase> {
  signal: AbortSignal;
  /** Waits while the job is paused. */
  proceed: () => Promise<void>;
  progress: (phase: Phase, done: number, total: number) => void;
}

/** Cancelling a job lets its work end in order: `work` returns early, with the report of what it did. */
export type Work<Phase, Report> = (control: JobControl<Phase>) => Promise<Report>;

interface Entry<Phase, Report> {
  job: JobProgress<Phase, Report>;
  abort: AbortController;
  resume: (() => void) | null;
  resumed: Promise<void>;
  samples: { at: number; done: number }[];
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
  #last: Promise<unknown> = Promise.resolve();
  #nextId = 1;

  constructor(firstPhase: Phase, announce: (job: JobProgress<Phase, Report>) => void) {
    this.#firstPhase = firstPhase;
    this.#announce = announce;
  }

  /** Jobs that have not ended, in their order. */
  unfinished(): JobProgress<Phase, Report>[] {
    return [...this.#entries.values()].map(({ job }) => job).filter(({ state }) => !hasEnded(state));
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
    const previous = this.#last;
    const entry: Entry<Phase, Report> = {
      job,
      abort: new AbortController(),
      resume: null,
      resumed: Promise.resolve(),
      samples: [],
      finished: previous.then(() => this.#run(entry, work)),
    };
    this.#last = entry.finished;
    this.#entries.set(job.id, entry);
    this.#announce(job);
    return { job, finished: entry.finished };
  }

  finished(id: number): Promise<JobProgress<Phase, Report>> | undefined {
    return this.#entries.get(id)?.finished;
  }

  pause(id: number): void {
    const entry = this.#entries.get(id);
    if (entry?.job.state !== 'running') return;
    entry.job.state = 'paused';
    entry.resumed = new Promise((resolve) => (entry.resume = resolve));
    this.#announce(entry.job);
  }

  resume(id: number): void {
    const entry = this.#entries.get(id);
    if (entry?.job.state !== 'paused') return;
    entry.job.state = 'running';
    entry.samples = [];
    entry.resume?.();
    this.#announce(entry.job);
  }

  cancel(id: number): void {
    this.resume(id);
    this.#entries.get(id)?.abort.abort();
  }

  /** Cancels every job and waits for the last to end. */
  async close(): Promise<void> {
    for (const id of this.#entries.keys()) this.cancel(id);
    await this.#last;
  }

  async #run(entry: Entry<Phase, Report>, work: Work<Phase, Report>): Promise<JobProgress<Phase, Report>> {
    const { job, abort } = entry;
    if (!abort.signal.aborted) {
      job.state = 'running';
      this.#announce(job);
      let announced = 0;
      try {
        job.report = await work({
          signal: abort.signal,
          proceed: () => entry.resumed,
          progress: (phase, done, total) => {
            const now = performance.now();
            if (phase !== job.phase) entry.samples = [];
            Object.assign(job, { phase, done, total, ...pace(entry.samples, now, done, total) });
            if (now - announced < announceEvery && done < total) return;
            announced = now;
            this.#announce(job);
          },
        });
      } catch (error) {
        job.error = errorMessage(error);
      }
    }
    job.state = job.error !== null ? 'failed' : abort.signal.aborted ? 'cancelled' : 'done';
    job.secondsLeft = null;
    this.#announce(job);
    const ended = [...this.#entries.values()].filter((one) => hasEnded(one.job.state));
    for (const { job: old } of ended.slice(0, -remembered)) this.#entries.delete(old.id);
    return job;
  }
}

function hasEnded(state: JobState): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed';
}

/** Rate over the last seconds, and the time that the rest takes at that rate. */
function pace(samples: { at: number; done: number }[], now: number, done: number, total: number) {
  samples.push({ at: now, done });
  while (samples.length > 2 && now - (samples[0]?.at ?? now) > rateOver) samples.shift();
  const first = samples[0] ?? { at: now, done };
  const seconds = (now - first.at) / 1000;
  const rate = seconds > 0 ? (done - first.done) / seconds : 0;
  return { rate, secondsLeft: rate > 0 && seconds > 1 ? (total - done) / rate : null };
}
