import { expect, test } from 'vitest';
import type { KeeperCandidate } from '../../../../app/grouping/keeper/keeper-candidate.ts';
import { chooseKeeper } from '../../../../app/grouping/keeper/choose-keeper.ts';
import { isUpscaled } from '../../../../app/grouping/keeper/upscaled.ts';

const crisp: KeeperCandidate = {
  path: '/crisp.jpg',
  sha256: 'a',
  format: 'jpeg',
  width: 1000,
  height: 750,
  bytes: 5000,
  modified: 1000,
  takenAt: null,
  facts: 5,
  quality: 80,
  detail: 0.9,
  hasRestOfShot: false,
  protection: null,
  offline: false,
};
const enlarged: KeeperCandidate = {
  ...crisp,
  path: '/large.jpg',
  sha256: 'b',
  width: 2000,
  height: 1500,
  detail: 0.45,
};

test('a copy with more pixels and no more detail is enlarged, and the picture that it was made from is kept', () => {
  expect(isUpscaled(enlarged, [crisp, enlarged])).toBe(true);
  expect(isUpscaled(crisp, [crisp, enlarged])).toBe(false);
  const { photos, reason } = chooseKeeper([enlarged, crisp], [], []);
  expect(photos[0]).toBe(crisp);
  expect(reason).toBe('a picture that was not enlarged');
});

test('so is one that was turned as well', () => {
  expect(isUpscaled({ ...enlarged, width: 1500, height: 2000 }, [crisp])).toBe(true);
});

test.each<[string, Partial<KeeperCandidate>, Partial<KeeperCandidate>]>([
  ['shows more than the small one has pixels for', { detail: 0.7 }, {}],
  ['is crisp itself', { detail: 0.95 }, { width: 1990, height: 1492 }],
  ['is soft, as its small copy is', {}, { detail: 0.6 }],
  ['was not measured', { detail: null }, {}],
  ['has a smaller one that was not measured', {}, { detail: null }],
  ['has another framing', {}, { height: 1000 }],
  ['is the older file', { modified: 999 }, {}],
  ['says more about itself', { facts: 6 }, {}],
  ['knows its date, which the small one does not', { takenAt: '2020-05-17T10:11:12' }, {}],
])('a photo is not called enlarged when it %s', (_, large, small) => {
  expect(isUpscaled({ ...enlarged, ...large }, [{ ...crisp, ...small }])).toBe(false);
});
