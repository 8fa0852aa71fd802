import { expect, test } from 'vitest';
import { mayBeOne, unseen } from '../../../app/videos/duration.ts';
import { areSameFrames } from '../../../app/videos/same-video.ts';

const side = 64;

/** A sheet of four frames. @param light of a pixel of a frame, by its place in the frame, 0 to 1, and the frame. */
function sheet(light: (x: number, y: number, frame: number) => number): Uint8Array {
  const pixels = new Uint8Array(side * side * 3);
  const half = side / 2;
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at += 3) {
      const frame = Math.floor(y / half) * 2 + Math.floor(x / half);
      pixels.fill(Math.max(0, Math.min(255, light((x % half) / half, (y % half) / half, frame))), at, at + 3);
    }
  return pixels;
}

const waves = (x: number, y: number, shift: number) =>
  128 + 60 * Math.sin(9 * x + shift) + 50 * Math.cos(7 * y - shift);
/** Numbers that say nothing, −1 to 1, the same for the same places. */
const noise = (x: number, y: number, seed: number) => {
  const value = Math.sin(x * 1271.3 + y * 3117.7 + seed * 74.7) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
};
const moving = (x: number, y: number, frame: number) => waves(x, y, frame);
const same = (a: Uint8Array, b: Uint8Array) => [areSameFrames(a, b, side), areSameFrames(b, a, side)];

test('a video and the same one saved again are one, darker and with less contrast too', () => {
  const again = sheet((x, y, frame) => 0.8 * moving(x, y, frame) + 6 * noise(x, y, frame) - 12);
  expect(same(sheet(moving), again)).toEqual([true, true]);
});

test('a video is not one with another moment of it, or with another one', () => {
  expect(
    same(
      sheet(moving),
      sheet((x, y, frame) => moving(x, y, frame + 1)),
    ),
  ).toEqual([false, false]);
  expect(
    same(
      sheet(moving),
      sheet((x, y) => 255 * x * y),
    ),
  ).toEqual([false, false]);
});

test('two videos of a camera that stands still are not one, whatever passes', () => {
  const passing = (from: number) =>
    sheet((x, y, frame) => {
      const isThere = Math.abs(x - from - frame / 8) < 0.12 && Math.abs(y - from) < 0.12;
      return (isThere ? 250 : waves(x, y, 0)) + 4 * noise(x, y, frame + from);
    });
  expect(same(passing(0.2), passing(0.2))).toEqual([true, true]);
  expect(same(passing(0.2), passing(0.6))).toEqual([false, false]);
});

test('where nothing happens, or nothing is to be seen, nothing is said', () => {
  const still = sheet((x, y) => waves(x, y, 0));
  expect(same(still, still)).toEqual([false, false]);
  const dark = sheet((x, y, frame) => (frame === 3 ? waves(x, y, 0) : 2));
  expect(same(dark, dark)).toEqual([false, false]);
});

test.each([
  [10, 10.2, true],
  [10, 10.5, false],
  [3600, 3605, true],
  [3600, 3610, false],
  [0, 0, false],
  [unseen, unseen, false],
  [null, null, true],
  [null, 10, false],
  [unseen, null, false],
])('durations of %s and %s may be of one: %s', (a, b, expected) => {
  expect(mayBeOne({ duration: a }, { duration: b })).toBe(expected);
  expect(mayBeOne({ duration: b }, { duration: a })).toBe(expected);
});
