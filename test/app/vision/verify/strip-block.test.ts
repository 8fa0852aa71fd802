import { expect, test } from 'vitest';
import { takeCrossingAway, takeLinesAway } from '../../../../app/vision/verify/strip-block.ts';

const side = 8;
const block = (value: (x: number, y: number) => number) =>
  Float32Array.from({ length: side * side }, (_, at) => value(at % side, Math.floor(at / side)));
const largest = (values: Float32Array) => Math.max(...values.map(Math.abs));

test('stripes and gradients are lines, whichever way they run', () => {
  for (const value of [
    (x: number) => (x % 2) * 100,
    (_: number, y: number) => y ** 2,
    (x: number, y: number) => 3 * x - 7 * y + 40,
  ]) {
    const lines = block(value);
    takeLinesAway(lines, side);
    expect(largest(lines)).toBeLessThan(1e-3);
  }
});

test('two rules that cross leave a crossing behind, which goes with the next step', () => {
  const rules = block((x, y) => (x === 2 || y === 5 ? 0 : 255));
  takeLinesAway(rules, side);
  expect(largest(rules)).toBeGreaterThan(50);
  takeCrossingAway(rules, side);
  expect(largest(rules)).toBeLessThan(0.1);
});

test('a drawing is left, and so is nothing', () => {
  const drawing = block((x, y) => 255 * Number((x - 3) ** 2 + (y - 4) ** 2 < 7) + 90 * Number(x === 6 && y > 5));
  takeLinesAway(drawing, side);
  takeCrossingAway(drawing, side);
  expect(largest(drawing)).toBeGreaterThan(20);
  const nothing = block(() => 7);
  takeLinesAway(nothing, side);
  takeCrossingAway(nothing, side);
  expect(largest(nothing)).toBe(0);
});
