import type { Message } from './message.ts';

/** What an outbox has not delivered yet, where it outlives the window's page. */
export interface StoredMessages {
  /** In the order in which they were stored; none where nothing can be read. */
  read(): Message[];
  write(messages: readonly Message[]): void;
}

const place = 'twinlens-outbox';

/**
 * @param storage what the page may store in, if anything: some browsers refuse it, and then messages live with the page.
 */
export function storedMessages(storage: () => Storage): StoredMessages {
  return {
    read() {
      try {
        return JSON.parse(storage().getItem(place) ?? '[]') as Message[];
      } catch {
        return [];
      }
    },
    write(messages) {
      try {
        if (messages.length === 0) storage().removeItem(place);
        else storage().setItem(place, JSON.stringify(messages));
      } catch {
        // They are sent all the same, while this page is there.
      }
    },
  };
}
