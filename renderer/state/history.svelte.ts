import type { Job, Operation, Output } from '../../app/contract/contract.ts';
import { errorMessage } from '../words/errors.ts';
import type { Client } from '../client/client.ts';
import { stayedWords } from '../words/actions.ts';
import { isUnderWay } from '../words/jobs.ts';
import { attempt } from './attempt.ts';
import { latest } from './latest.ts';

/** Every operation on the person's files, the last first. */
export class History {
  /** Null until it was asked for the first time. */
  operations = $state.raw<Operation[] | null>(null);
  /** What emptying the trashes of our own would delete. */
  trash = $state.raw<Output<'empty'> | null>(null);
  problem = $state<string | null>(null);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    client.on('job', (job: Job) => {
      if (this.operations !== null && job.name !== 'scan' && !isUnderWay(job)) void this.load();
    });
  }

  readonly load = latest(async () => {
    try {
      this.operations = (await this.#client.call('history', {})).operations;
      this.trash = await this.#client.call('empty', { dryRun: true });
      this.problem = null;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  });

  /** @returns the job that takes the operation back, or null when it cannot be begun. */
  undo(operation: number): Promise<number | null> {
    return attempt(this, async () => (await this.#client.call('undo', { operation })).job);
  }

  /** Deletes for good what lies in the trashes of our own. */
  async empty() {
    try {
      const { skipped } = await this.#client.call('empty', {});
      await this.load();
      if (skipped.length > 0)
        this.problem = `${stayedWords(skipped.length)}: ${skipped[0]?.path} ${skipped[0]?.reason}.`;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  }
}
