import type { Client } from './client.ts';

/**
 * The client that the window holds, over Electron's bridge or over HTTP. What leaves the window is plain data: a state of
 * Svelte's is a Proxy, which neither the context bridge nor a structured clone passes on (electron/electron#39598).
 */
export function connect(transport: Client): Client {
  return {
    ...transport,
    call(name, input) {
      const plain: unknown = $state.snapshot(input);
      return transport.call(name, plain as typeof input);
    },
  };
}
