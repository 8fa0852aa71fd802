import type { Environment } from 'vitest/runtime';

/** Plain Node, but modules resolve and compile as for a browser: Svelte's runes then work as they do in the window. */
export default {
  name: 'browser-resolution',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
} satisfies Environment;
