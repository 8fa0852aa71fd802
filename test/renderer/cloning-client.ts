import type { Client } from '../../renderer/client/client.ts';
import { connect } from '../../renderer/client/client.svelte.ts';
import { Outbox } from '../../renderer/state/outbox/outbox.svelte.ts';
import { storedMessages } from '../../renderer/state/outbox/stored-messages.ts';

/** A browser's storage, as far as an outbox uses it. */
export function pageStorage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => held.set(key, value),
    removeItem: (key: string) => held.delete(key),
  } as unknown as Storage;
}

/** An outbox whose messages live in a page's storage. */
export function outboxOf(client: Client): Outbox {
  return new Outbox(
    client,
    storedMessages(() => client.storage()),
  );
}

/**
 * The window's real client over a transport that a test makes up. As on Electron's bridge, everything that passes is a
 * structured clone: a state of Svelte's, or a function, is refused, and nothing is shared between the two sides.
 */
export function cloningClient(transport: {
  call: (name: never, input: never) => Promise<unknown>;
  on?: (name: never, listener: (data: unknown) => void) => unknown;
  pathOf?: (name: string) => string;
  onLink?: (listener: never) => unknown;
  storage?: Storage;
}): Client {
  const storage = transport.storage ?? pageStorage();
  return connect({
    storage: () => storage,
    image: (sha256: string, size: string) => `${size} of ${sha256}`,
    onLink: transport.onLink ?? (() => () => undefined),
    pathOf: ({ name }: File) => transport.pathOf?.(name) ?? null,
    async call(name: never, input: never) {
      return structuredClone(await transport.call(name, structuredClone(input)));
    },
    on(name: never, listener: (data: unknown) => void) {
      return transport.on?.(name, (data) => listener(structuredClone(data))) ?? (() => undefined);
    },
  } as unknown as Client);
}
