/**
 * `npm run bench:window [-- PHOTOS]`: how long the window waits for what it asks of a large library: its first groups, a
 * step of the slider, a search, a sort, another page, an answer. The photos are random unit vectors, three in ten of them copies.
 * Prints a table; the last line is JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupOrders, type Input } from '../app/contract/contract.ts';
import { openLibrary, type Library } from '../app/library.ts';
import { encoderManifest } from '../app/resources.ts';
import { openStore } from '../app/store/store.ts';
import { loadModel } from '../app/vision/encoder/model.ts';
import { compareAll, fillAtRandom } from './random-library.ts';
import { table } from './table.ts';

const count = Number(process.argv[2] ?? 100_000);
const model = loadModel(encoderManifest());
/** As the window asks. */
const page = 40;

const directory = await mkdtemp(join(tmpdir(), 'twinlens-window-'));
try {
  const store = openStore(directory, { version: model.version, dimensions: model.output.dimensions });
  fillAtRandom(store, count, model);
  await compareAll(store, model);
  store.close();
  const library = await openLibrary({ directory });
  const rows = await measure(library);
  await library.close();
  process.stdout.write(`${table(rows)}\n\n${JSON.stringify(rows)}\n`);
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function measure(library: Library) {
  const asked = async (input: Input<'groups'>) => {
    const started = performance.now();
    const { total } = await library.call('groups', { limit: page, ...input });
    return { ms: performance.now() - started, total };
  };
  const first = await asked({});
  const row = (what: string, waits: number[]) => {
    const sorted = waits.toSorted((a, b) => a - b);
    const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
    return { what, times: waits.length, 'median, ms': at(0.5), '95 of 100, ms': at(0.95), 'longest, ms': at(1) };
  };
  const all = async (inputs: Input<'groups'>[]) => {
    const waits: number[] = [];
    for (const input of inputs) waits.push((await asked(input)).ms);
    return waits;
  };
  const steps = Array.from({ length: 40 }, (_, at) => ({ threshold: 0.1 + 0.02 * at }));
  const pages = Array.from({ length: 40 }, (_, at) => ({ offset: Math.floor((first.total / 40) * at) }));
  const finds = Array.from({ length: 40 }, (_, at) => ({ find: `folder:${at}` }));
  const { groups } = await library.call('groups', { limit: 11 });
  const answers: number[] = [];
  for (const { photos } of groups.slice(0, 10)) {
    const [a = '', b = ''] = [photos[0]?.sha256, groups[10]?.photos[0]?.sha256];
    const started = performance.now();
    await library.call('judge', { pairs: [{ a, b }], verdict: 'different', origin: 'pair' });
    await library.call('groups', { limit: page });
    answers.push(performance.now() - started);
  }
  const words = ['1', '12', '123', '1234'].flatMap((find) => [{ find }, { find: `${find} kind:similar` }]);
  return [
    row(`first groups of ${count} photos (${first.total} groups)`, [first.ms]),
    row('an answer, and the groups after it', answers),
    row('another page', await all(pages)),
    row('a sort', await all([...groupOrders, ...groupOrders].map((sort) => ({ sort })))),
    row('a search', await all([...finds, ...words])),
    row('a step of the slider', await all(steps)),
    row('a step back to where one was', await all(steps.toReversed())),
  ];
}
