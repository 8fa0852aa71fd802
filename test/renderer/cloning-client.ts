import type { Client } from '../../renderer/client/client.ts';
import { connect } from '../../renderer/client/client.svelte.ts';

/**
 * The window's real client over a transport that a test makes up. As on Electron's bridge, everything that passes is a
 * structured clone: a state of Svelte's, or a function, is refused, and nothing is shared between the two sides.
 */
export function cloningClient(transport: {
  call: (name: never, input: never) => Promise<unknown>;
  on?: (name: never, listener: (data: unknown) => void) => unknown;
  pathOf?: (name: string) => string;
  onLink?: (listener: never) => unknown;
}): Client {
  return connect({
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
