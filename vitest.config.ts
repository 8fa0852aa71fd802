import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Nothing leaves the computer, in tests either: some of them run ONNX Runtime in the process of the test itself.
process.env.ORT_DISABLE_TELEMETRY = '1';
// The Node that runs the tests runs the engine as well, whichever is the first on the PATH.
process.env.TWINLENS_NODE ??= process.execPath;

// A scan looks closely at every photo's nearest; on a busy machine that takes its time.
const patience = { testTimeout: 120_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    // A photo engine uses every core by itself: two files at a time keep the timings of the tests honest.
    maxWorkers: 2,
    projects: [
      {
        test: { name: 'core', include: ['test/{app,bench,cases,main,setup,training}/**/*.test.{ts,mjs}'], ...patience },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/*.test.mjs'],
          // They lay out in the same folder.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'renderer',
          include: ['test/renderer/**/*.test.ts'],
          environment: './test/setup/browser-resolution.ts',
          ...patience,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
