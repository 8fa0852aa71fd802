/** The client inside Electron: calls and events pass through what the preload put on `window`. */
import type { Caller } from '../../app/contract/contract.ts';
import type { Client } from './client.ts';

/** What the preload offers. */
export interface Bridge extends Caller {
  /** The path of a file that was dropped; empty where it has none. */
  pathOf(file: File): string;
  /** Tells the key of a command that was chosen in the menu. */
  onKey(listener: (key: string) => void): void;
}

declare global {
  interface Window {
    twinlens?: Bridge;
  }
}

export function bridgeClient(bridge: Bridge): Client {
  return {
    call: (name, input) => bridge.call(name, input),
    on: (name, listener) => bridge.on(name, listener),
    image: (sha256, size) => `photo://photo/${sha256}/${size}`,
    pathOf: (file) => bridge.pathOf(file) || null,
    // The app has one window: what it could not deliver is still there at the next start.
    storage: () => localStorage,
    onLink(listener) {
      listener('open');
      return () => undefined;
    },
  };
}
