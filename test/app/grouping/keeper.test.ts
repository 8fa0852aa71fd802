import { describe, expect, test } from 'vitest';
import { byKeeping, type KeeperCandidate } from '../../../app/grouping/keeper.ts';

const photo: KeeperCandidate = {
  ...{ path: '/photos/b.jpg', width: 400, height: 300, bytes: 5000, modified: 1000, offline: false },
};

describe('the photo to keep', () => {
  // Each of the better ones is worse by every later rule.
  test.each<[string, Partial<KeeperCandidate>]>([
    ['has the most pixels', { width: 401, bytes: 1, offline: true, modified: 9999, path: '/photos/longer/z.jpg' }],
    ['is the least compressed', { bytes: 5001, offline: true, modified: 9999, path: '/photos/longer/z.jpg' }],
    ['is the oldest', { modified: 999, path: '/photos/longer/z.jpg' }],
    ['has the shortest path', { path: '/photos/z.jp' }],
    ['has the first path, when all else is equal', { path: '/photos/a.jpg' }],
  ])('%s', (_, better) => {
    const candidates = [photo, { ...photo, ...better }];
    expect(candidates.toSorted(byKeeping)[0]).toBe(candidates[1]);
    expect(candidates.toReversed().sort(byKeeping)[0]).toBe(candidates[1]);
  });

  test('is within reach, where another is no better', () => {
    const away = { ...photo, offline: true, modified: 1, path: '/a' };
    expect([away, photo].sort(byKeeping)[0]).toBe(photo);
  });

  test('is no better than itself', () => {
    expect(byKeeping({ ...photo, path: '/a' }, { ...photo, path: '/b' })).toBeLessThan(0);
    expect(byKeeping({ ...photo, path: '/b' }, { ...photo, path: '/a' })).toBeGreaterThan(0);
  });
});
