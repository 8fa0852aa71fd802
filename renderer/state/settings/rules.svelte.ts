import type { Rules as RuleValues } from '../../../app/contract/contract.ts';
import type { Client } from '../../client/client.ts';
import { attempt } from '../attempt.ts';
import { latest } from '../latest.ts';

/** What the library keeps and leaves alone: each change is the library's at once. */
export class Rules {
  /** Null until the first answer. */
  now = $state.raw<RuleValues | null>(null);
  /** What went wrong with the last change, as a sentence. */
  problem = $state<string | null>(null);
  /** Whether something that was left out is let in again: the next scan finds it. */
  needsScan = $state(false);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  load = latest(async () => {
    this.now = await this.#client.call('rules', {});
  });

  /** @returns whether it was taken. */
  async change(changes: Partial<RuleValues>): Promise<boolean> {
    const before = this.now;
    const after = await attempt(this, () => this.#client.call('set-rules', changes));
    if (after === null) return false;
    this.now = after;
    this.needsScan ||= before !== null && letsIn(before, after);
    return true;
  }
}

function letsIn(before: RuleValues, after: RuleValues): boolean {
  return (
    before.exclude.some((pattern) => !after.exclude.includes(pattern)) ||
    after.minimumPixels < before.minimumPixels ||
    after.minimumBytes < before.minimumBytes ||
    (after.videos && !before.videos)
  );
}
