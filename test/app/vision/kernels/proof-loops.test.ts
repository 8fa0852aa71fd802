/** The inner loops of proofs, held to the last bit against their formulas as plain loops over doubles. */
import { describe, expect, test } from 'vitest';
import { restore, transform } from '../../../../app/vision/proof/cosine-transform.ts';
import { energies, slopesOf } from '../../../../app/vision/proof/excess.ts';
import { codingNoises, missedIntervals } from '../../../../app/vision/proof/jpeg-noise.ts';
import { plane, type Plane } from '../../../../app/vision/proof/planes.ts';
import { filterTaps, resample } from '../../../../app/vision/proof/resample.ts';

/** Levels of a picture, with stretches that are even and some beyond what a picture has; from a seed. */
function picture(width: number, height: number, seed: number): Plane {
  const made = plane(width, height);
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  made.data.forEach((_, at) => {
    const x = at % width;
    made.data[at] = x % 29 < 9 ? 17 : 128 + 120 * Math.sin(x / 7 + at / 900) * next() + (next() < 0.02 ? 90 : 0);
  });
  return made;
}

/** Of less than a block, of odd sides, as wide as a strip is high and more. */
const sizes: [number, number][] = [
  [1, 1],
  [3, 70],
  [6, 5],
  [8, 8],
  [9, 7],
  [64, 64],
  [131, 77],
  [77, 131],
  [200, 66],
];
const steps = [
  Array.from({ length: 64 }, (_, at) => 1 + (at % 8) + 2 * Math.floor(at / 8)),
  Array.from({ length: 64 }, (_, at) => 0.65 * (9 + at)),
];
const at = ({ data, width, height }: Plane, x: number, y: number) =>
  data[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))]!;

describe.each(sizes)('a plane of %i × %i', (width, height) => {
  const source = picture(width, height, width * 1000 + height);
  const other = picture(width, height, 7);

  test('has the slopes of its steepest steps', () => {
    const expected = plane(width, height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const here = at(source, x, y);
        const around = [at(source, x - 1, y), at(source, x + 1, y), at(source, x, y - 1), at(source, x, y + 1)];
        expected.data[y * width + x] = Math.max(...around.map((one) => Math.abs(one - here)));
      }
    expect(slopesOf(source)).toEqual(expected);
  });

  test.each([8, 4])('has the energies of its windows, %i wide', (side) => {
    const expected = plane(Math.max(1, Math.floor(width / side)), Math.max(1, Math.floor(height / side)));
    for (let y = 0; y < height; y++)
      for (let window = 0; window < expected.width; window++) {
        let sum = 0;
        const end = window === expected.width - 1 ? width : (window + 1) * side;
        for (let x = window * side; x < end; x++) sum += at(source, x, y) ** 2;
        expected.data[Math.min(expected.height - 1, Math.floor(y / side)) * expected.width + window]! += sum;
      }
    expect(energies(source, side)).toEqual(expected);
  });

  test('loses to a coding what its rounding takes', () => {
    const expected = steps.map((each) => codedWith(source, each));
    expect(codingNoises(source, steps)).toEqual(expected);
  });

  test('misses the intervals of a coding by what its formula says', () => {
    const across = Math.floor(width / 8);
    const expected = new Float32Array(across * Math.floor(height / 8));
    expected.forEach((_, block) => {
      const [left, top] = [8 * (block % across), 8 * Math.floor(block / across)];
      const [own, seen] = [blockAt(source, left, top), blockAt(other, left, top)];
      transform(own);
      transform(seen);
      let sum = 0;
      for (let i = 0; i < 64; i++) {
        const step = steps[0]![i]!;
        const middle = Math.round(seen[i]! / step) * step;
        const miss = Math.abs(own[i]! - middle) - (middle === 0 ? 0.65 : 0.5) * step;
        if (miss > 0) sum += miss * miss;
      }
      expected[block] = sum;
    });
    expect(missedIntervals(source, other, steps[0]!)).toEqual(expected);
  });

  test('goes through a filter, a change of tone and a stretch', () => {
    const solution = Float64Array.from({ length: filterTaps + 4 }, (_, tap) => Math.sin(tap + 1) / 9);
    solution[12] = 0.9;
    const filtered = resample(source, solution);
    const total = solution.subarray(0, filterTaps).reduce((sum, value) => sum + value, 0);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let sum = 128 * (1 - total) + solution[filterTaps + 1]! * 64;
        for (let dy = -2, tap = 0; dy <= 2; dy++)
          for (let dx = -2; dx <= 2; dx++, tap++) sum += solution[tap]! * at(source, x + dx, y + dy);
        const here = at(source, x, y) - 128;
        sum += (solution[filterTaps]! * here * here) / 255;
        const [across, down] = [
          at(source, x + 1, y) - at(source, x - 1, y),
          at(source, x, y + 1) - at(source, x, y - 1),
        ];
        sum += (solution[filterTaps + 2]! / 2) * across * (x / width - 0.5);
        sum += (solution[filterTaps + 3]! / 2) * down * (y / height - 0.5);
        // Summed row by row: the last digits differ.
        expect(Math.abs(filtered.data[y * width + x]! - sum)).toBeLessThan(1e-4);
      }
  });
});

function blockAt(source: Plane, left: number, top: number): Float64Array {
  return Float64Array.from({ length: 64 }, (_, i) => at(source, left + (i % 8), top + Math.floor(i / 8)) - 128);
}

/** ITU-T T.81, A.3.4; a block that lies on the steps already is expected to lose what rounding takes on average. */
function codedWith(source: Plane, each: readonly number[]): Plane {
  const noise = plane(source.width, source.height);
  for (let top = 0; top < source.height; top += 8)
    for (let left = 0; left < source.width; left += 8) {
      const placed = blockAt(source, left, top);
      const coefficients = placed.slice();
      transform(coefficients);
      const levels = coefficients.map((value, i) => Math.round(value / each[i]!));
      let errors = levels.map((level, i) => level * each[i]! - coefficients[i]!);
      let [seen, expected] = [0, 0];
      levels.forEach((level, i) => {
        if (level === 0) return;
        seen += errors[i]! * errors[i]!;
        expected += (each[i]! * each[i]!) / 12;
      });
      if (seen <= expected / 2)
        errors = errors.map((error, i) =>
          Math.abs(coefficients[i]!) > each[i]! / 2 ? (i % 2 === 0 ? 1 : -1) * Math.sqrt(1 / 12) * each[i]! : error,
        );
      restore(errors);
      for (let i = 0; i < 64; i++) {
        const [x, y] = [left + (i % 8), top + Math.floor(i / 8)];
        if (x >= source.width || y >= source.height) continue;
        const after = Math.min(127, Math.max(-256, placed[i]! + errors[i]!));
        noise.data[y * source.width + x] = after - placed[i]!;
      }
    }
  return noise;
}
