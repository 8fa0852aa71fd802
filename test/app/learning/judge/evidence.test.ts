import { describe, expect, test } from 'vitest';
import { observe } from '../../../../app/lessons/observe.ts';
import { evidenceOf, evidenceRows, features } from '../../../../app/learning/judge/evidence.ts';
import { reverse, wholeBox, type Relation } from '../../../../app/vision/verify/relation.ts';
import { exact, observation, stranger } from '../observations.ts';

const nameOf = (at: number) => features[at]!.name;

/** Evidence by name, without what says nothing. */
function said(...pair: Parameters<typeof evidenceOf>): Record<string, number> {
  const values = [...evidenceOf(...pair)].map((value, at): [string, number] => [nameOf(at), value]);
  return Object.fromEntries(values.filter(([, value]) => value !== 0));
}

const relation: Relation = {
  kind: 'cropped',
  score: 0.9,
  box: wholeBox,
  inside: 'a',
  turn: 15,
  mirrored: false,
  scale: 2,
  share: 0.5,
  gain: 0.5,
  offset: -30,
  saturation: 0.4,
  agreement: 0.9,
  overlay: 0.1,
  inliers: 12,
  framed: false,
};
const early = { width: 400, height: 300, takenAt: '2020-05-05T10:00:00', camera: 'Acme' };
const late = { width: 200, height: 150, takenAt: '2020-05-05T10:00:30', camera: 'Acme' };

describe('evidence', () => {
  test('has a name for each number, each name once', () => {
    expect(evidenceOf(stranger())).toHaveLength(features.length);
    expect(new Set(features.map(({ name }) => name)).size).toBe(features.length);
  });

  test('is the same from either side', () => {
    const there = observe(early, late, 0.4, relation.kind, relation);
    const back = observe(late, early, 0.4, relation.kind, reverse(relation));
    evidenceOf(there).forEach((value, at) => expect(evidenceOf(back)[at], nameOf(at)).toBeCloseTo(value, 12));
    expect(there).toMatchObject({ secondsApart: 30, sameCamera: true, sizeRatio: 4 });
  });

  test('says nothing of what is not known', () => {
    expect(said(stranger(0.9))).toEqual({ 'any pair': 1, 'distance, not verified': expect.closeTo(1) as number });
    const silent = observe({ ...early, takenAt: null, camera: null }, late, 0.9, null, null);
    expect(silent).toMatchObject({ secondsApart: null, sameCamera: null });
    // A copy of which an earlier version kept no measurements.
    expect(said(observation({ kind: 'resized', measured: null }))).toEqual({
      'any pair': 1,
      'a copy': 1,
      'distance, verified': expect.closeTo(-2) as number,
    });
  });

  test('stays between 0 and 1 but for distances, whatever was measured', () => {
    const extremes = { gain: 1e-9, saturation: 1e9, offset: -255, share: 0, turn: -180, agreement: -1, overlay: 1 };
    const pair = observation({ measured: { ...exact, ...extremes }, secondsApart: 1e12, sizeRatio: 1e9, distance: 2 });
    evidenceOf(pair).forEach((value, at) => {
      if (nameOf(at).startsWith('distance')) return;
      expect(value, nameOf(at)).toBeGreaterThanOrEqual(0);
      expect(value, nameOf(at)).toBeLessThanOrEqual(1);
    });
  });

  test.each([
    ['other contrast', { gain: 0.5 }],
    ['other contrast', { gain: 2 }],
    ['other brightness', { offset: -40 }],
    ['other colours', { saturation: 0.1 }],
    ['covered', { overlay: 0.2 }],
    ['cut off', { share: 0.6 }],
    ['mirrored', { mirrored: true }],
    ['turned', { turn: -15 }],
    ['light that disagrees', { agreement: 0.88 }],
    ['by local features', { inliers: 20 }],
  ] as const)('has “%s” for %o, and hardly anything else', (name, changed) => {
    const plain = said(observation());
    const evidence = said(observation({ measured: { ...exact, ...changed } }));
    expect(evidence[name]).toBeGreaterThan(0.85);
    expect({ ...evidence, [name]: undefined }).toEqual({ ...plain, [name]: undefined });
  });

  test('tells frames of one moment from shots of another day', () => {
    const burst = said(observation({ secondsApart: 1, sameCamera: true }));
    const later = said(observation({ secondsApart: 86_400, sameCamera: false }));
    expect(burst['same moment']).toBeGreaterThan(0.9);
    expect(burst['same camera']).toBe(1);
    expect(later['same moment'] ?? 0).toBeLessThan(1e-6);
    expect(later['same hour'] ?? 0).toBeLessThan(1e-6);
    expect(later['other camera']).toBe(1);
  });

  test('comes in rows', () => {
    const pairs = [observation(), stranger()];
    const rows = evidenceRows(pairs);
    expect([...rows]).toEqual(pairs.flatMap((pair) => [...evidenceOf(pair)]));
  });
});
