import type { Output, Photo, Relation } from '../../../app/contract/contract.ts';
import type { Client } from '../../client/client.ts';
import { errorMessage } from '../../words/errors.ts';
import { pairKey } from '../pair.ts';

type Known = Pick<Photo, 'sha256' | 'path'>;
export type Entries = Output<'metadata'>['entries'];

/** What the core knows of two photos that are compared; kept, so that going back to a pair takes no time. */
export class Compared {
  /** By pair, as seen from the photo whose hash is the first; null where nothing was verified. */
  #relations = $state.raw<Readonly<Record<string, { from: string; relation: Relation | null }>>>({});
  /** By path. */
  #entries = $state.raw<Readonly<Record<string, Entries>>>({});
  problem = $state<string | null>(null);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** How the two lie on each other, as seen from the first; null while that is not known, or nothing was verified. */
  relation(a: Known, b: Known): Relation | null {
    const known = this.#relations[pairKey(a.sha256, b.sha256)];
    return known?.from === a.sha256 ? known.relation : null;
  }

  async askRelation(a: Known, b: Known): Promise<void> {
    const key = pairKey(a.sha256, b.sha256);
    if (a.sha256 === b.sha256 || this.#relations[key]?.from === a.sha256) return;
    const answer = await this.#client.call('relation', { a: a.sha256, b: b.sha256 }).catch(() => null);
    // Without it the two are looked at side by side, as they are.
    if (answer !== null) this.#relations = { ...this.#relations, [key]: { from: a.sha256, ...answer } };
  }

  /** What its file says of a photo; null while that is not known. */
  entries({ path }: Known): Entries | null {
    return this.#entries[path] ?? null;
  }

  async askEntries(...photos: readonly Known[]): Promise<void> {
    this.problem = null;
    try {
      for (const { path, sha256 } of photos) {
        if (this.#entries[path] !== undefined) continue;
        const { entries } = await this.#client.call('metadata', { path, sha256 });
        this.#entries = { ...this.#entries, [path]: entries };
      }
    } catch (error) {
      this.problem = errorMessage(error);
    }
  }
}
