import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Judge } from '../../../app/learning/judge/judge.ts';
import { shippedJudge } from '../../../app/lessons/learned.ts';
import { encoderManifest } from '../../../app/resources.ts';
import { Encoder } from '../../../app/vision/encoder/encoder.ts';
import { loadModel } from '../../../app/vision/encoder/model.ts';
import { ask } from '../../../bench/learning/ask.ts';
import type { SimulatedLibrary } from '../../../bench/learning/collect.ts';
import { roleOf } from '../../../bench/learning/items.ts';
import { answersOf, evidence, observations } from '../../../bench/learning/labelled.ts';
import { collectLibrary } from '../../../bench/learning/library.ts';
import { onePicture, oracles } from '../../../bench/learning/oracles.ts';
import { score } from '../../../bench/learning/score.ts';
import type { MeasuredPhoto } from '../../../bench/photos.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';

const root = temporaryFolder();
const cache = join(root, 'cache');
const model = loadModel(encoderManifest());
const count = 30;
let sources: MeasuredPhoto[];
let encoder: Encoder;
let library: SimulatedLibrary;

beforeAll(async () => {
  sources = [];
  for (let seed = 1; seed <= count; seed++) {
    const bytes = await jpeg(seed);
    await writeFiles(root, { [`${seed}.jpg`]: bytes });
    sources.push({ path: join(root, `${seed}.jpg`), sha256: hash('sha256', bytes) });
  }
  encoder = await Encoder.start(model);
  library = await collectLibrary(sources, 'test', cache, { encoder: () => Promise.resolve(encoder), model });
});
afterAll(() => encoder.close());

describe('a simulated library', () => {
  test('holds of each photo what its role says', () => {
    for (let source = 0; source < count; source++) {
      const own = library.photos.filter((photo) => photo.source === source);
      const expected = { edited: 6, burst: 4, place: 3, alone: 1 }[roleOf(source)];
      expect(own.length, roleOf(source)).toBe(expected);
      expect(new Set(own.map(({ frame }) => frame)).size).toBe(
        { edited: 1, burst: 4, place: 3, alone: 1 }[roleOf(source)],
      );
    }
  });

  test('is in the order of its content, with unit vectors and each pair once', () => {
    const hashes = library.photos.map(({ sha256 }) => sha256);
    expect(hashes).toEqual(hashes.toSorted());
    const { dimensions, vectors, photos } = library;
    expect(vectors).toHaveLength(photos.length * dimensions);
    expect(Math.hypot(...vectors.subarray(dimensions, 2 * dimensions))).toBeCloseTo(1, 5);
    expect(library.pairs.every(({ a, b }) => a < b)).toBe(true);
    expect(new Set(library.pairs.map(({ a, b }) => `${a} ${b}`)).size).toBe(library.pairs.length);
  });

  test('shows a burst seconds apart with one camera, and time alone gives no scene away', () => {
    const pairs = library.pairs.map(({ a, b }, at) => ({
      a: library.photos[a]!,
      b: library.photos[b]!,
      pair: observations(library)[at]!,
    }));
    const bursts = pairs.filter(({ a, b }) => a.source === b.source && roleOf(a.source) === 'burst');
    expect(bursts.length).toBeGreaterThan(20);
    for (const { pair } of bursts.filter((one) => one.pair.secondsApart !== null)) {
      expect(pair.secondsApart).toBeLessThanOrEqual(9);
      expect(pair.sameCamera).toBe(true);
    }
    const soon = pairs.filter(({ a, b, pair }) => a.source !== b.source && (pair.secondsApart ?? 1e9) < 600);
    expect(soon.length).toBeGreaterThan(0);
  });

  test('is taken from the cache the second time, the very same', async () => {
    const none = () => Promise.reject(new Error('was collected again'));
    const { vectors, ...described } = await collectLibrary(sources, 'test', cache, { encoder: none, model });
    expect(vectors).toEqual(library.vectors);
    expect(JSON.stringify(described.photos)).toBe(JSON.stringify(library.photos));
    expect(JSON.stringify(described.pairs)).toBe(JSON.stringify(library.pairs));
    expect(readdirSync(cache)).toHaveLength(1);
    // Another seed is another library.
    await expect(collectLibrary(sources, 'other', cache, { encoder: none, model })).rejects.toThrow('collected again');
  });

  test('is what the shipped judge judges well, and its people badly', () => {
    const judge = Judge.adapted(shippedJudge(), []);
    const probabilities = judge.probabilities(evidence(library));
    const errorsOf = (oracle: typeof onePicture) => score(probabilities, answersOf(library, oracle)).errors;
    for (const oracle of oracles) expect(errorsOf(oracle), oracle.name).toBeGreaterThan(errorsOf(onePicture));
  });
});

describe('asking', () => {
  const asked = (asking: 'suggest' | 'random', seed: number) =>
    ask(
      {
        library,
        observations: observations(library),
        prior: shippedJudge(),
        answers: answersOf(library, oracles[0]!),
      },
      asking,
      40,
      seed,
    );

  test.each(['suggest', 'random'] as const)('%s: no pair twice, the same for the same seed', (asking) => {
    const order = asked(asking, 1);
    expect(new Set(order).size).toBe(40);
    expect(asked(asking, 1)).toEqual(order);
    expect(asked(asking, 2)).not.toEqual(order);
  });

  test('leaves some photos out, others with each seed', () => {
    const everything = (seed: number) => {
      const order = ask(
        { library, observations: observations(library), prior: shippedJudge(), answers: [] },
        'random',
        1e6,
        seed,
      );
      return new Set(order.flatMap((pair) => [library.pairs[pair]!.a, library.pairs[pair]!.b]));
    };
    const [one, other] = [everything(1), everything(2)];
    expect(one.size).toBeLessThan(library.photos.length);
    expect(one).not.toEqual(other);
  });
});

test('the shipped judge is what its command writes: a weight a feature, four digits each', () => {
  const { weights } = shippedJudge();
  expect(weights.every(({ weight }) => Number(weight.toFixed(4)) === weight)).toBe(true);
  expect(readFileSync(join(import.meta.dirname, '../../../resources/models/README.md'), 'utf8')).toContain(
    'judge.json',
  );
});
