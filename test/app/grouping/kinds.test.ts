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

describe('the kind of a pair', () => {
  const kinds = new VerifiedKinds(10, [
    { a: 0, b: 1, kind: 'same-pixels' },
    { a: 2, b: 0, kind: 'resized' },
    { a: 3, b: 1, kind: 'same-pixels' },
  ]);

  test('is what was verified of it, from either side', () => {
    expect(kinds.between(0, 1, 9)).toBe('same-pixels');
    expect(kinds.between(1, 0, 9)).toBe('same-pixels');
    expect(kinds.between(0, 2, 0)).toBe('resized');
  });

  test('is identical for a photo and itself', () => {
    expect(kinds.between(7, 7, 0)).toBe('identical');
  });

  test('is the weakest by way of the hub, where it was not looked at itself', () => {
    expect(kinds.between(1, 2, 0)).toBe('resized');
    expect(kinds.between(3, 2, 1)).toBe('similar');
  });

  test('is similar, where nothing is verified', () => {
    expect(kinds.between(4, 5, 0)).toBe('similar');
    expect(kinds.between(0, 5, 0)).toBe('similar');
  });
});
