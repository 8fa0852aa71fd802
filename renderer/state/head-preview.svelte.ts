import { SvelteMap } from 'svelte/reactivity';
import type { Output, Verdict } from '../../app/contract/contract.ts';
import type { Client } from '../client/client.ts';
import { errorMessage } from '../words/errors.ts';
import { attempt } from './attempt.ts';
import { latest } from './latest.ts';
import { pairKey } from './pair.ts';

type Sample = Output<'head-changes'>['samples'][number];

/** What a version would change before it is used, and what a person says of some of it. */
export class HeadPreview {
  readonly version: number;
  /** Null until the first answer. What is shown stays while it is looked through. */
  changes = $state.raw<Output<'head-changes'> | null>(null);
  problem = $state<string | null>(null);
  readonly #said = new SvelteMap<string, Verdict>();
  readonly #client: Client;
  /** Pairs that were looked at, and those of them with which the version agrees. */
  readonly looked = $derived(this.#counted(() => true));
  readonly right = $derived(this.#counted((sample) => this.saidOf(sample) === (sample.joined ? 'same' : 'different')));

  constructor(client: Client, version: number) {
    this.#client = client;
    this.version = version;
  }

  readonly load = latest(async () => {
    try {
      this.changes = await this.#client.call('head-changes', { version: this.version });
    } catch (error) {
      this.problem = errorMessage(error);
    }
  });

  saidOf({ a, b }: Sample): Verdict | null {
    return this.#said.get(pairKey(a.sha256, b.sha256)) ?? null;
  }

  async say({ a, b }: Sample, verdict: Verdict): Promise<void> {
    const pairs = [{ a: a.sha256, b: b.sha256 }];
    const taken = await attempt(this, () => this.#client.call('judge', { pairs, verdict, origin: 'pair' }));
    if (taken !== null) this.#said.set(pairKey(a.sha256, b.sha256), verdict);
  }

  #counted(isMeant: (sample: Sample) => boolean): number {
    return (this.changes?.samples ?? []).filter((sample) => this.saidOf(sample) !== null && isMeant(sample)).length;
  }
}
