import { expect, test } from 'vitest';
import { temporaryFolder } from '../../photos.ts';
import { open } from './opened.ts';

const root = temporaryFolder();

const learned = {
  objective: 'triplet',
  matrix: Float32Array.from([1, 0.5, -0.25, 1]),
  learnedFrom: ['aa bb', 'aa cc'],
  judge: { weights: [1, 2] },
  heldOut: { before: 1, after: 2 },
  learnedAt: '2026-01-02T03:04:05.000Z',
};

test('versions count from 1 and come back as they were', () => {
  const store = open(root);
  expect(store.heads.add(learned)).toBe(1);
  expect(store.heads.add({ ...learned, objective: null, matrix: null })).toBe(2);
  expect(store.heads.get(1)).toEqual({ ...learned, version: 1 });
  expect(store.heads.all().map(({ version, objective, matrix }) => ({ version, objective, matrix }))).toEqual([
    { version: 1, objective: 'triplet', matrix: learned.matrix },
    { version: 2, objective: null, matrix: null },
  ]);
  expect(store.heads.get(3)).toBeUndefined();
  store.close();
});
