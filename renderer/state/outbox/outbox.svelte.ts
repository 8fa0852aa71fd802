import { errorMessage } from '../../words/errors.ts';
import type { Client } from '../../client/client.ts';
import type { Message } from './message.ts';
import type { StoredMessages } from './stored-messages.ts';

const retryMilliseconds = 2000;

interface Entry {
  message: Message;
  recorded: () => void;
}

/**
 * Answers on their way into the library, one after the other in the order in which they were given. One that was not
 * recorded, because nobody answers for example, is sent again until it is; none overtakes it. To send one twice does no
 * harm: the core holds one judgement a pair, one mark a photo, one review a group. What waits is stored: a window that is
 * loaded anew, or whose program ended, sends it after all.
 */
export class Outbox {
  /** Why the first one was not recorded at the last attempt, as a sentence. */
  problem = $state<string | null>(null);
  /** The one under way, and those behind it. */
  #entries = $state.raw<readonly Entry[]>([]);
  #sending = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #client: Client;
  readonly #stored: StoredMessages;

  constructor(client: Client, stored: StoredMessages) {
    this.#client = client;
    this.#stored = stored;
  }

  /** How many are not recorded yet. */
  get waiting(): number {
    return this.#entries.length;
  }

  /** @returns when all of them are recorded, or taken back. */
  async send(messages: readonly Message[]): Promise<void> {
    const added = messages.map((message) => ({ message, ...Promise.withResolvers<undefined>() }));
    const entries = added.map(({ message, resolve }) => ({ message, recorded: () => resolve(undefined) }));
    this.#set([...this.#entries, ...entries]);
    void this.deliver();
    await Promise.all(added.map(({ promise }) => promise));
  }

  /** Sends what this window was told before it was loaded. @returns when that is recorded; false where there was nothing. */
  async resume(): Promise<boolean> {
    const messages = this.#stored.read();
    await this.send(messages);
    return messages.length > 0;
  }

  /** Takes back a message that was not sent yet. @returns false when it is under way or recorded. */
  withdraw(message: Message): boolean {
    const place = this.#entries.findIndex((entry) => entry.message === message);
    const entry = this.#entries[place];
    // One whose answer was lost may be recorded all the same.
    if (entry === undefined || (place === 0 && (this.#sending || this.problem !== null))) return false;
    this.#set(this.#entries.filter((one) => one !== entry));
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
        this.#set(this.#entries.slice(1));
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
  #set(entries: readonly Entry[]) {
    this.#entries = entries;
    this.#stored.write(entries.map(({ message }) => message));
  }
}
