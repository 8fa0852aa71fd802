import type { Output, Photo, Relation } from '../../../app/contract/contract.ts';
import type { Client } from '../../client/client.ts';
import { errorMessage } from '../../words/errors.ts';

type Known = Pick<Photo, 'sha256' | 'path'>;
export type Entries = Output<'metadata'>['entries'];

/** What the core knows of two photos that are compared; kept, so that going back to a pair takes no time. */
export class Compared {
  /** By the two contents, in the order in which they are asked for; null where nothing was verified. */
  #relations = $state.raw<Readonly<Record<string, Relation | null>>>({});
  /** By path. */
  #entries = $state.raw<Readonly<Record<string, Entries>>>({});
  problem = $state<string | null>(null);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** How the two lie on each other, as seen from the first; null while that is not known, or nothing was verified. */
  relation(a: Known, b: Known): Relation | null {
    return this.#relations[seenFrom(a, b)] ?? null;
  }

  async askRelation(a: Known, b: Known): Promise<void> {
    const key = seenFrom(a, b);
    if (a.sha256 === b.sha256 || this.#relations[key] !== undefined) return;
    const answer = await this.#client.call('relation', { a: a.sha256, b: b.sha256 }).catch(() => null);
    // Without it the two are looked at side by side, as they are.
    if (answer !== null) this.#relations = { ...this.#relations, [key]: answer.relation };
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

function seenFrom(a: Known, b: Known): string {
  return `${a.sha256} ${b.sha256}`;
}
