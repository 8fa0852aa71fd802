import type { Head, Job } from '../../app/contract/contract.ts';
import { errorMessage } from '../words/errors.ts';
import type { Client } from '../client/client.ts';
import { isUnderWay } from '../words/jobs.ts';
import { attempt } from './attempt.ts';
import { latest } from './latest.ts';

/** What was learned from the answers: its versions, and the jobs that make and change them. */
export class Learning {
  /** The oldest first; null until it was asked for the first time. */
  heads = $state.raw<Head[] | null>(null);
  problem = $state<string | null>(null);
  /** The version of which is shown what it would change. */
  previewed = $state<number | null>(null);
  readonly active = $derived(this.heads?.find(({ active }) => active));
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  readonly load = latest(async () => {
    try {
      this.heads = (await this.#client.call('heads', {})).heads;
      this.problem = null;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  });

  /** Keeps up to date, whoever learns. @returns what ends it. */
  follow(): () => void {
    void this.load();
    return this.#client.on('job', (job: Job) => {
      if ((job.name !== 'learn' && job.name !== 'use-head') || isUnderWay(job)) return;
      void this.load();
      this.previewed = null;
    });
  }

  /** Begins to learn from all answers. What proves better is shown before it is used. */
  async learn(): Promise<void> {
    this.previewed = null;
    await attempt(this, () => this.#client.call('learn', { use: false }));
  }

  /** Goes back, or forward, to a version. */
  async use(version: number): Promise<void> {
    await attempt(this, () => this.#client.call('use-head', { version }));
  }
}
