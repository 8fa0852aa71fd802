import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Job, Output } from '../../app/contract/contract.ts';
import type { Client } from '../client/client.ts';
import { isAction, unheardWords } from '../words/actions.ts';
import { isScan, isUnderWay } from '../words/jobs.ts';
import { attempt } from './attempt.ts';
import { latest } from './latest.ts';

/** The library at a glance: its folders, and the jobs that work on them. */
export class Library {
  /** Null until the first answer. */
  glance = $state.raw<Output<'library'> | null>(null);
  /** What went wrong with the last thing the person asked for, as a sentence. */
  problem = $state<string | null>(null);
  readonly #jobs = new SvelteMap<number, Job>();
  /** Jobs that were told of since the library was last asked for: an answer on its way may be older than that. */
  readonly #told = new SvelteSet<number>();
  /** The last action whose outcome the person has seen. */
  #acknowledged = $state(0);
  readonly #client: Client;

  /**
   * The job to show: the one at work, or else an action whose outcome was not seen yet, since the scan that follows it
   * would cover it, or else the one that ended last.
   */
  readonly job = $derived.by(() => {
    const jobs = this.#inOrder();
    return (
      jobs.find((job) => job.state === 'running') ??
      jobs.find((job) => job.state === 'paused') ??
      jobs.findLast((job) => !isScan(job) && !isUnderWay(job) && job.id > this.#acknowledged) ??
      jobs.at(-1) ??
      null
    );
  });

  /** The job that goes on when the one that is shown has ended: it had begun, and gave way to what is more urgent. */
  readonly behind = $derived(
    this.#inOrder().find((job) => job !== this.job && isUnderWay(job) && (job.phase !== 'looking' || job.done > 0)) ??
      null,
  );

  /** The scan that is at work, waits, or goes on when what is more urgent has ended. */
  readonly scanning = $derived(
    [this.job, this.behind].find((job) => job !== null && isScan(job) && isUnderWay(job)) ?? null,
  );

  constructor(client: Client) {
    this.#client = client;
    client.on('job', (job) => {
      this.#told.add(job.id);
      this.#jobs.set(job.id, job);
    });
  }

  #inOrder(): Job[] {
    return [...this.#jobs.values()].sort((a, b) => a.id - b.id);
  }

  /** A job that this window has heard of. */
  jobWith(id: number): Job | undefined {
    return this.#jobs.get(id);
  }

  /** The newest job of these names that this window has heard of. */
  newest(...names: Job['name'][]): Job | undefined {
    return [...this.#jobs.values()]
      .filter(({ name }) => names.includes(name))
      .sort((a, b) => a.id - b.id)
      .at(-1);
  }

  /** The person has seen what came of an action. */
  acknowledge(id: number) {
    this.#acknowledged = Math.max(this.#acknowledged, id);
  }

  load = latest(async () => {
    const known = [...this.#jobs.values()].filter(isUnderWay);
    this.#told.clear();
    const glance = await this.#client.call('library', {});
    this.glance = glance;
    for (const job of glance.jobs) if (!this.#told.has(job.id)) this.#jobs.set(job.id, job);
    const isWorking = (id: number) => glance.jobs.some((job) => job.id === id);
    for (const job of known) if (!this.#told.has(job.id) && !isWorking(job.id)) this.#endUnheard(job);
  });

  /** A job that ended while the link was lost. */
  #endUnheard(job: Job) {
    if (isAction(job)) this.#jobs.set(job.id, { ...job, state: 'failed', error: unheardWords });
    else this.#jobs.delete(job.id);
  }

  /** Adds a folder; fails with the core's sentence. */
  async add(path: string) {
    await this.#client.call('add-folder', { path });
    await this.load();
  }

  /** Asks the shell's own dialog for a folder and adds it. */
  pick() {
    return attempt(this, async () => {
      const { path } = await this.#client.call('pick-folder', {});
      if (path !== null) await this.add(path);
    });
  }

  remove(path: string) {
    return attempt(this, async () => {
      await this.#client.call('remove-folder', { path });
      await this.load();
    });
  }

  /** Scans the given folders, or all of them. */
  scan(folders?: string[]) {
    return attempt(this, () => this.#client.call('scan', folders ? { folders } : {}));
  }

  steer(command: 'pause-job' | 'resume-job' | 'cancel-job', job: Job) {
    return attempt(this, () => this.#client.call(command, { job: job.id }));
  }
}
