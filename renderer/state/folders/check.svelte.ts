import type { CheckedFile, CheckState, Output } from '../../../app/contract/contract.ts';
import type { Client } from '../../client/client.ts';
import { attempt } from '../attempt.ts';
import { latest } from '../latest.ts';

/** A folder that is held against the library: kept while its dialog is closed, since a card may take minutes. */
export class Check {
  /** The folder, as typed. */
  folder = $state('');
  /** The job of the last check; null before the first. */
  job = $state<number | null>(null);
  /** Which photos are listed; null for all. */
  state = $state<CheckState | null>(null);
  found = $state.raw<Output<'checked'> | null>(null);
  problem = $state<string | null>(null);
  /** Where what is missing is copied to, and which of it. */
  to = $state('');
  copied = $state<CheckState[]>(['lesser', 'edited', 'similar', 'nothing']);
  readonly files: readonly CheckedFile[] = $derived(this.found?.files ?? []);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async begin(folder: string): Promise<void> {
    this.found = null;
    this.state = null;
    const begun = await attempt(this, () => this.#client.call('check', { folder }));
    if (begun !== null) this.job = begun.job;
  }

  /** What came of another check. */
  show(job: number): void {
    if (job === this.job) return;
    this.forget();
    this.job = job;
  }

  /** Another folder may be chosen. */
  forget(): void {
    this.job = null;
    this.state = null;
    this.found = null;
    this.problem = null;
  }

  /** Asks for what came of the check. */
  readonly load = latest(async () => {
    const { job, state } = this;
    if (job === null) return;
    const found = await attempt(this, () => this.#client.call('checked', { job, ...(state ? { state } : {}) }));
    if (found !== null && job === this.job && state === this.state) this.found = found;
  });

  /** Copies what is missing. @returns the job, or null when nothing was begun. */
  async import(): Promise<number | null> {
    const { job: check, to, copied: states } = this;
    if (check === null) return null;
    const begun = await attempt(this, () => this.#client.call('import', { check, to: to.trim(), states }));
    return begun?.job ?? null;
  }
}
