/**
 * `npm run bench:heads [-- PHOTOS]`: how long a library of 100,000 photos takes to come under a new head, groups and all,
 * and how long its window waits for an answer meanwhile. The photos are random unit vectors, three in ten of them copies.
 * Prints a table; the last line is JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { shippedJudge } from '../app/lessons/learned.ts';
import { Judge } from '../app/learning/judge/judge.ts';
import { openLibrary, type Library } from '../app/library.ts';
import { encoderManifest } from '../app/resources.ts';
import { openStore, type Store } from '../app/store/store.ts';
import { loadModel } from '../app/vision/encoder/model.ts';
import { compareAll, fillAtRandom } from './random-library.ts';
import { seededRandom } from './random.ts';
import { table } from './table.ts';

const count = Number(process.argv[2] ?? 100_000);
const model = loadModel(encoderManifest());
const { dimensions } = model.output;
const askEvery = 100; // ms

/** Nothing was measured. */
const unmeasured = { value: 0, low: 0, high: 0 };
const nothing = { areaUnderCurve: unmeasured, recall: unmeasured, errorsPerThousand: unmeasured };

const directory = await mkdtemp(join(tmpdir(), 'twinlens-heads-'));
try {
  const store = openStore(directory, { version: model.version, dimensions });
  fillAtRandom(store, count, model);
  const before = performance.now();
  await compareAll(store, model);
  const listSeconds = (performance.now() - before) / 1000;
  learnAtRandom(store);
  store.close();
  const library = await openLibrary({ directory });
  const row = { photos: count, 'near lists from nothing, s': listSeconds, ...(await measure(library)) };
  await library.close();
  process.stdout.write(
    `${table([Object.fromEntries(Object.entries(row).map(([name, value]) => [name, round(value)]))])}\n\n`,
  );
  process.stdout.write(`${JSON.stringify(row)}\n`);
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function measure(library: Library) {
  await library.call('groups', { limit: 1 });
  const started = performance.now();
  const { job } = await library.call('use-head', { version: 1 });
  const state = { isDone: false };
  let longest = 0;
  let steps = 0;
  library.on('job', () => steps++);
  const ended = library.finished(job).then(() => (state.isDone = true));
  // The window asks on while the head comes into effect: first what is there, then what is new.
  while (!state.isDone) {
    const asked = performance.now();
    await library.call('groups', { limit: 50 });
    longest = Math.max(longest, performance.now() - asked);
    await setTimeout(askEvery);
  }
  await ended;
  const listed = (performance.now() - started) / 1000;
  const asked = performance.now();
  const { total } = await library.call('groups', { limit: 50 });
  longest = Math.max(longest, performance.now() - asked);
  const seconds = (performance.now() - started) / 1000;
  const back = performance.now();
  const again = await library.call('use-head', { version: 0 });
  await library.finished(again.job);
  await library.call('groups', { limit: 50 });
  return {
    'near lists under the head, s': listed,
    'in effect, groups and all, s': seconds,
    'longest wait of the window, s': longest / 1000,
    'progress told, times': steps,
    groups: total,
    'going back, s': (performance.now() - back) / 1000,
  };
}

/** A head as a lesson might leave it: the identity with a little of everything else. */
function learnAtRandom(target: Store): void {
  const random = seededRandom(5);
  const matrix = Float32Array.from(
    { length: dimensions ** 2 },
    (_, at) => Number(at % (dimensions + 1) === 0) + (random() - 0.5) * 0.02,
  );
  target.heads.add({
    objective: 'triplet',
    matrix,
    learnedFrom: [],
    learnedAt: new Date().toISOString(),
    judge: Judge.adapted(shippedJudge(), []).state(),
    heldOut: { before: nothing, after: nothing },
  });
}

function round(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toFixed(2));
}
