/** The client inside Electron: calls and events pass through what the preload put on `window`. */
import type { Caller } from '../../app/contract/contract.ts';
import type { Client } from './client.ts';

declare global {
  interface Window {
    twinlens?: Caller;
  }
}

export function bridgeClient(bridge: Caller): Client {
  return {
    call: (name, input) => bridge.call(name, input),
    on: (name, listener) => bridge.on(name, listener),
    image: (sha256, size) => `photo://photo/${sha256}/${size}`,
    onLink(listener) {
      listener('open');
      return () => undefined;
    },
  };
}
