import type { Input } from '../../app/contract/contract.ts';
import { errorMessage } from '../words/errors.ts';
import type { Client } from '../client/client.ts';

const retryMilliseconds = 2000;

/** Something to record, or to forget again. */
export type Message = { [Name in RecordedName]: { name: Name; input: Input<Name> } }[RecordedName];
type RecordedName = 'judge' | 'forget-judgement' | 'mark' | 'review';

interface Entry {
  message: Message;
  recorded: () => void;
}

/**
 * Answers on their way into the library, one after the other in the order in which they were given. One that was not
 * recorded, because nobody answers for example, is sent again until it is; none overtakes it. To send one twice does no
 * harm: the core holds one judgement a pair, one mark a photo, one review a group.
 */
export class Outbox {
  /** Why the first one was not recorded at the last attempt, as a sentence. */
  problem = $state<string | null>(null);
  /** The one under way, and those behind it. */
  #entries = $state.raw<readonly Entry[]>([]);
  #sending = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** How many are not recorded yet. */
  get waiting(): number {
    return this.#entries.length;
  }

  /** @returns when all of them are recorded, or taken back. */
  async send(messages: readonly Message[]): Promise<void> {
    const all = messages.map(
      (message) =>
        new Promise<void>((recorded) => {
          this.#entries = [...this.#entries, { message, recorded }];
        }),
    );
    void this.deliver();
    await Promise.all(all);
  }

  /** Takes back a message that was not sent yet. @returns false when it is under way or recorded. */
  withdraw(message: Message): boolean {
    const place = this.#entries.findIndex((entry) => entry.message === message);
    const entry = this.#entries[place];
    // One whose answer was lost may be recorded all the same.
    if (entry === undefined || (place === 0 && (this.#sending || this.problem !== null))) return false;
    this.#entries = this.#entries.filter((one) => one !== entry);
    entry.recorded();
    return true;
  }

  /** Sends what waits, now. */
  async deliver(): Promise<void> {
    if (this.#sending) return;
    clearTimeout(this.#retry);
    this.#sending = true;
    try {
      for (let [entry] = this.#entries; entry !== undefined; [entry] = this.#entries) {
        await this.#client.call(entry.message.name, entry.message.input);
        this.#entries = this.#entries.slice(1);
        this.problem = null;
        entry.recorded();
      }
    } catch (error) {
      this.problem = errorMessage(error);
      this.#retry = setTimeout(() => void this.deliver(), retryMilliseconds);
    } finally {
      this.#sending = false;
    }
  }
}
