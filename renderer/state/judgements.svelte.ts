import type { Contradiction, Group, Judgement } from '../../app/contract/contract.ts';
import { errorMessage } from '../words/errors.ts';
import type { Client } from '../client/client.ts';
import type { VerdictCounts } from '../words/judgements.ts';
import { attempt } from './attempt.ts';
import { latest } from './latest.ts';
import { areJoined, pairKey } from './pair.ts';

/** All that the person said of pairs, and what of it cannot all be right. */
export class Judgements {
  /** The newest first; null until the first answer. */
  all = $state.raw<Judgement[] | null>(null);
  contradictions = $state.raw<Contradiction[]>([]);
  problem = $state<string | null>(null);
  readonly counts: VerdictCounts = $derived.by(() => {
    const counts = { same: 0, different: 0, skip: 0 };
    for (const { verdict } of this.all ?? []) counts[verdict] += 1;
    return counts;
  });
  /** Answers to learn from: a skipped pair is none. */
  readonly decided = $derived(this.counts.same + this.counts.different);
  readonly #byPair = $derived(
    Object.fromEntries((this.all ?? []).map((one) => [pairKey(one.a.sha256, one.b.sha256), one])) as Partial<
      Record<string, Judgement>
    >,
  );
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  readonly load = latest(async () => {
    try {
      const { judgements, contradictions } = await this.#client.call('judgements', {});
      this.all = judgements;
      this.contradictions = contradictions;
      this.problem = null;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  });

  /** Keeps up to date, whoever judges: an answer may change the groups, and is told like that. @returns what ends it. */
  follow(): () => void {
    void this.load();
    return this.#client.on('groups', () => void this.load());
  }

  of(a: string, b: string): Judgement | undefined {
    return this.#byPair[pairKey(a, b)];
  }

  /** Whether "same" answers, one after the other, make all photos of a group the same. */
  isConfirmed({ photos }: Group): boolean {
    return areJoined(
      photos.map(({ sha256 }) => sha256),
      (a, b) => this.of(a, b)?.verdict === 'same',
    );
  }

  /** @returns how many were written, or null when it did not work. */
  async export(file: string): Promise<number | null> {
    return attempt(this, async () => (await this.#client.call('export-judgements', { file })).judgements);
  }

  /** @returns how many were read and how many of them are new or newer, or null when it did not work. */
  async import(file: string): Promise<{ read: number; merged: number } | null> {
    const answer = await attempt(this, () => this.#client.call('import-judgements', { file }));
    if (answer !== null) await this.load();
    return answer;
  }
}
