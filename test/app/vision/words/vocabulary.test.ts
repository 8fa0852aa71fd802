import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { vocabularyManifest } from '../../../../app/resources.ts';
import { intsAt } from '../../../../app/vision/kernels/kernels.ts';
import { ones } from '../../../../app/vision/words/ones.ts';
import { loadVocabulary, nearestWords } from '../../../../app/vision/words/vocabulary.ts';
import { temporaryFolder } from '../../../photos.ts';
import { paintedFeatures } from './painted-features.ts';

const vocabulary = loadVocabulary(vocabularyManifest());
const { branches, leaves, weights } = vocabulary;
const centres = intsAt(vocabulary.centres, (branches + branches * leaves) * 8).slice();

function distance(a: Int32Array, from: number, b: Int32Array, to: number): number {
  let sum = 0;
  for (let word = 0; word < 8; word++) sum += ones(a[from + word]! ^ b[to + word]!, 0, 0, 0);
  return sum;
}

/** The places of the nearest descriptions, as plainly as it can be said. */
function nearestPlainly(bits: Int32Array, at: number, first: number, count: number, wanted: number): number[] {
  return Array.from({ length: count }, (_, place) => first + place)
    .map((centre) => ({ centre, distance: distance(bits, at, centres, centre * 8) }))
    .sort((a, b) => a.distance - b.distance || a.centre - b.centre)
    .slice(0, wanted)
    .map(({ centre }) => centre);
}

describe('the shipped visual words', () => {
  test('say more where fewer photos have them', () => {
    expect(weights).toHaveLength(branches * leaves);
    expect(Math.min(...weights)).toBeGreaterThan(0);
    expect(Math.max(...weights)).toBeCloseTo(Math.log(3601), 3);
  });

  test('that are damaged are refused', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'vocabulary.bin');
    copyFileSync(vocabularyManifest(), join(folder, 'vocabulary.json'));
    const bytes = readFileSync(join(dirname(vocabularyManifest()), 'vocabulary.bin'));
    bytes[5]! ^= 1;
    writeFileSync(file, bytes);
    expect(() => loadVocabulary(join(folder, 'vocabulary.json'))).toThrow(`The file ${file} is damaged`);
  });
});

test.each([1, 3])('the %i nearest words are the nearest of as many branches', async (count) => {
  const { bits, count: features } = await paintedFeatures(1);
  expect(features).toBeGreaterThan(50);
  const into = new Uint16Array(3);
  for (let feature = 0; feature < 20; feature++) {
    nearestWords(vocabulary, bits, feature * 8, count, into, 0);
    const words = nearestPlainly(bits, feature * 8, 0, branches, count)
      .flatMap((branch) => nearestPlainly(bits, feature * 8, branches + branch * leaves, leaves, count))
      .map((centre) => ({ centre, distance: distance(bits, feature * 8, centres, centre * 8) }))
      .sort((a, b) => a.distance - b.distance || a.centre - b.centre)
      .slice(0, count)
      .map(({ centre }) => centre - branches);
    expect([...into.subarray(0, count)]).toEqual(words);
  }
});
