import { describe, expect, test } from 'vitest';
import { align } from '../../../../app/vision/copies/align.ts';

const side = 64;

/** A smooth scene, so that every displacement shows; x and y run from 0 to 1. */
function scene(x: number, y: number): number {
  return 128 + 45 * Math.sin(7 * x + 2 * y) + 35 * Math.cos(9 * y - 3 * x) + 20 * Math.sin(13 * x * y);
}

function grid(level: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, at) =>
    level(((at % side) + 0.5) / side, (Math.floor(at / side) + 0.5) / side),
  );
}

const original = grid(scene);

describe('an alignment recovers', () => {
  test('nothing, between a picture and itself', () => {
    const { displacement, gain, offset, residual, worst } = align(original, original, side);
    for (const value of [displacement, gain, offset, residual, worst]) expect(Math.abs(value)).toBeLessThan(1e-6);
  });

  test.each([
    [0.3, 0],
    [0, -0.4],
    [0.25, 0.25],
  ])('a shift by %f and %f cells', (right, down) => {
    const shifted = grid((x, y) => scene(x - right / side, y - down / side));
    const { displacement, gain, offset, residual } = align(original, shifted, side);
    expect(displacement * side).toBeCloseTo(Math.hypot(right, down), 1);
    expect(Math.abs(gain)).toBeLessThan(0.01);
    expect(Math.abs(offset)).toBeLessThan(0.5);
    expect(residual).toBeLessThan(0.5);
  });

  test('a stretch, as the displacement at the edge', () => {
    const stretched = grid((x, y) => scene(0.5 + (x - 0.5) * 1.01, y));
    expect(align(original, stretched, side).displacement).toBeCloseTo(0.005, 3);
  });

  test.each([0.05, -0.1])('a gain of %f', (share) => {
    const { gain, displacement, residual } = align(
      original,
      grid((x, y) => 128 + (scene(x, y) - 128) * (1 + share)),
      side,
    );
    expect(Math.abs(gain / share - 1)).toBeLessThan(0.12);
    expect(Math.sign(gain)).toBe(Math.sign(share));
    expect(displacement).toBeLessThan(0.001);
    expect(residual).toBeLessThan(0.5);
  });

  test.each([5, -12])('an offset of %i levels', (levels) => {
    const { offset, gain, residual } = align(
      original,
      grid((x, y) => scene(x, y) + levels),
      side,
    );
    expect(offset).toBeCloseTo(levels, 1);
    expect(Math.abs(gain)).toBeLessThan(0.01);
    expect(residual).toBeLessThan(0.1);
  });

  test('nothing of a change in one place: that is left over', () => {
    const changed = grid((x, y) => scene(x, y) + (Math.hypot(x - 0.5, y - 0.5) < 0.05 ? 60 : 0));
    const { worst, residual } = align(original, changed, side);
    expect(worst).toBeGreaterThan(40);
    expect(residual).toBeLessThan(10);
  });
});

describe('flat pictures', () => {
  test('are aligned without a displacement, since nothing shows one', () => {
    const { displacement, offset, residual } = align(
      grid(() => 100),
      grid(() => 103),
      side,
    );
    expect(displacement).toBe(0);
    expect(Number.isFinite(offset)).toBe(true);
    expect(residual).toBeLessThan(0.1);
  });
});
