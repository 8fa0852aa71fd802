import { describe, expect, test } from 'vitest';
import { VerifiedKinds, weakest } from '../../../app/grouping/kinds.ts';

describe('the kind of a group', () => {
  test('is the weakest of its links', () => {
    expect(weakest(['identical', 'resized', 'same-pixels'])).toBe('resized');
    expect(weakest(['similar', 'identical'])).toBe('similar');
    expect(weakest(['identical'])).toBe('identical');
    expect(weakest([])).toBe('identical');
  });
});

describe('the kinds of the members of a group', () => {
  const kinds = new VerifiedKinds([
    { a: 0, b: 1, kind: 'same-pixels' },
    { a: 2, b: 0, kind: 'resized' },
    { a: 3, b: 1, kind: 'same-pixels' },
    { a: 3, b: 4, kind: 'cropped' },
    { a: 4, b: 5, kind: 'edited' },
    { a: 2, b: 6, kind: 'edited' },
    { a: 0, b: 6, kind: 'cropped' },
  ]);
  const all = [0, 1, 2, 3, 4, 5, 6, 7];

  test('are what was verified of each, from either side', () => {
    expect(kinds.from(0, [0, 1]).get(1)).toBe('same-pixels');
    expect(kinds.from(1, [0, 1]).get(0)).toBe('same-pixels');
    expect(kinds.from(0, [0, 2]).get(2)).toBe('resized');
    expect(kinds.from(7, [7]).get(7)).toBe('identical');
  });

  test('are the weakest step by way of others, where a pair was not looked at itself', () => {
    expect(kinds.from(1, all).get(2)).toBe('resized');
    expect(kinds.from(0, all).get(3)).toBe('same-pixels');
    expect(kinds.from(0, all).get(5)).toBe('cropped');
  });

  test('go the way whose weakest step is the strongest', () => {
    expect(kinds.from(0, all).get(6)).toBe('edited');
    expect(kinds.from(0, [0, 1, 6]).get(6)).toBe('cropped');
  });

  test('are not told by way of photos outside the group, nor where nothing is verified', () => {
    expect(kinds.from(0, [0, 3]).has(3)).toBe(false);
    expect(kinds.from(0, all).has(7)).toBe(false);
  });
});
