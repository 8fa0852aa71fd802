import type { FolderPair } from '../../../app/contract/contract.ts';
import type { Client } from '../../client/client.ts';
import { errorMessage } from '../../words/errors.ts';
import { attempt } from '../attempt.ts';
import { latest } from '../latest.ts';

/** Folders that share photos, as long as their dialog is open. */
export class FolderPairs {
  /** Null until the first answer. */
  all = $state.raw<FolderPair[] | null>(null);
  problem = $state<string | null>(null);
  /** Whether those are shown that the person does not mind, too. */
  withPassed = $state(false);
  readonly shown = $derived((this.all ?? []).filter(({ passed }) => this.withPassed || !passed));
  readonly passed = $derived((this.all ?? []).filter(({ passed }) => passed).length);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  readonly load = latest(async () => {
    try {
      this.all = (await this.#client.call('folder-pairs', {})).pairs;
      this.problem = null;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  });

  /** Says not to mind a pair, or takes that back. */
  async pass({ inside, holder }: FolderPair, passed: boolean): Promise<void> {
    const folders: [string, string] = [inside.path, holder.path];
    await attempt(this, () => this.#client.call('pass-folder-pair', { folders, passed }));
    await this.load();
  }
}
