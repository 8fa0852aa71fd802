import { describe, expect, test } from 'vitest';
import type { LibraryPhoto } from '../../../bench/learning/collect.ts';
import { onePicture, oracles } from '../../../bench/learning/oracles.ts';
import { edits } from '../../../bench/quality/edits/edits.ts';

const photo = (source: number, edit: string | null = null, frame = 0): LibraryPhoto => ({
  source,
  frame,
  edit,
  sha256: '',
  width: 1,
  height: 1,
  takenAt: null,
  camera: null,
});
const [recoloured, cropped, turned, burst] = oracles.map(({ says }) => says);

describe('a simulated person', () => {
  test('tells different photos apart, whatever their idea', () => {
    for (const { says } of [onePicture, ...oracles]) {
      expect(says(photo(1), photo(2))).toBe(false);
      expect(says(photo(1, 'grey'), photo(2, 'grey'))).toBe(false);
      expect(says(photo(1), photo(1, 'JPEG 30'))).toBe(true);
    }
  });

  test('has one idea, and is like others in everything else', () => {
    const row = (name: string) => [recoloured, cropped, turned, burst].map((says) => says!(photo(1), photo(1, name)));
    expect(row('vivid')).toEqual([false, true, true, true]);
    expect(row('crop 50 %')).toEqual([true, false, true, true]);
    expect(row('mirror')).toEqual([true, true, false, true]);
    expect(row('sepia + crop 70 % + JPEG 25')).toEqual([false, false, true, true]);
    expect(row('text')).toEqual([true, true, true, true]);
  });

  test('takes two edits for different when they are edited differently', () => {
    expect(recoloured!(photo(1, 'grey'), photo(1, 'dark'))).toBe(false);
    expect(recoloured!(photo(1, 'text'), photo(1, 'mirror'))).toBe(true);
  });

  test('takes frames for the same only where that is the idea', () => {
    const frames = [photo(1, null, 1), photo(1, null, 2)] as const;
    expect([onePicture.says, recoloured!, cropped!, turned!, burst!].map((says) => says(...frames))).toEqual([
      ...[false, false, false, false, true],
    ]);
  });

  test('means edits that there are', () => {
    const names = edits.map(({ name }) => name);
    const meant = names.filter((name) => oracles.some(({ says }) => !says(photo(1), photo(1, name))));
    expect(meant).toHaveLength(13);
  });
});
