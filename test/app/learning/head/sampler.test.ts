import { describe, expect, test } from 'vitest';
import { directionsOf } from '../../../../app/learning/head/head-directions.ts';
import { distances } from '../../../../app/learning/head/head.ts';
import { mustLinkUnits } from '../../../../app/learning/answer-links.ts';
import { Neighbourhood } from '../../../../app/learning/head/neighbourhood.ts';
import { Random } from '../../../../app/learning/random.ts';
import { RowTable } from '../../../../app/learning/head/row-table.ts';
import { sampleClasses, samplePhotos } from '../../../../app/learning/head/sampler.ts';
import { probabilityAt } from '../../../../app/learning/statistics.ts';
import { unitRows } from '../unit-rows.ts';

const vectors = unitRows(12, 6, new Random(1));
/** 0, 1 and 2 are the same; 3 differs from 1; 4 and 5 differ; 6 and 7 are the same and differ from nothing. */
const answers = [
  { a: 0, b: 1, same: true },
  { a: 1, b: 2, same: true },
  { a: 1, b: 3, same: false },
  { a: 4, b: 5, same: false },
  { a: 6, b: 7, same: true },
];
const units = mustLinkUnits(12, answers);
const table = RowTable.of(vectors, directionsOf(vectors, answers, 4));
const none = () => [];

describe('over photos', () => {
  const { lines } = samplePhotos(table, units, none, new Random(2));
  const of = (photo: number) => lines.filter(({ anchor }) => anchor === photo);

  test('a photo is held against all it is joined to, and against all of the units that differ from its own', () => {
    expect(
      of(0)
        .map(({ positive }) => positive)
        .sort(),
    ).toEqual([1, 2]);
    for (const photo of [0, 1, 2]) for (const { candidates } of of(photo)) expect(candidates).toEqual([3]);
    expect(of(3)).toEqual([{ anchor: 3, positive: 3, candidates: [0, 1, 2] }]);
  });

  test('a photo that was only told from others has itself as positive', () => {
    expect(of(4)).toEqual([{ anchor: 4, positive: 4, candidates: [5] }]);
  });

  test('a photo that nobody answered about is no anchor', () => {
    expect(new Set(lines.map(({ anchor }) => anchor))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
  });
});

describe('over classes', () => {
  const { table: withCentres, lines } = sampleClasses(table, units, none, new Random(3));
  const of = (photo: number) => lines.find(({ anchor }) => anchor === photo)!;
  /** Distance to the mean of photos, by hand. */
  const toMean = (photo: number, photos: number[]) => {
    const mean = Float32Array.from({ length: 6 }, (_, i) =>
      photos.reduce((sum, at) => sum + vectors.rows[at * 6 + i]! / photos.length, 0),
    );
    const length = Math.hypot(...mean);
    const both = Float32Array.from([
      ...vectors.rows.subarray(photo * 6, photo * 6 + 6),
      ...mean.map((x) => x / length),
    ]);
    return distances({ rows: both, dimensions: 6 }, [{ a: 0, b: 1 }])[0]!;
  };
  const unchanged = new Float32Array(table.rank ** 2);

  test('a photo is drawn to the mean of its class without itself, and pushed from those of other classes', () => {
    const { positive, candidates } = of(0);
    expect(withCentres.distances([[0, positive]], unchanged)[0]).toBeCloseTo(toMean(0, [1, 2]), 5);
    expect(candidates).toEqual([3]);
    expect(withCentres.distances([[3, of(3).candidates[0]!]], unchanged)[0]).toBeCloseTo(toMean(3, [0, 1, 2]), 5);
  });

  test('the centre of one photo is that photo', () => {
    expect(of(6).positive).toBe(7);
    expect(of(4)).toEqual({ anchor: 4, positive: 4, candidates: [5] });
  });
});

test('photos that nobody judged are added where they are strangers', () => {
  const asked: [number, boolean[]][] = [];
  const presumed = (photo: number, isStranger: (other: number) => boolean) => {
    asked.push([photo, [1, 3, 4, 9].map(isStranger)]);
    return [9];
  };
  const { lines } = samplePhotos(table, units, presumed, new Random(4));
  expect(Object.fromEntries(asked)).toMatchObject({
    0: [false, false, true, true],
    3: [false, false, true, true],
    6: [true, true, true, true],
  });
  expect(lines.find(({ anchor }) => anchor === 6)).toEqual({ anchor: 6, positive: 7, candidates: [9] });
});

describe('photos presumed different', () => {
  const random = new Random(5);
  const crowd = unitRows(200, 6, random);
  const near = new Neighbourhood(crowd, [0, 1, 2]);
  const calibration = { intercept: 6, slope: -10 };

  test('are the nearest of those that the answers would hardly ever call the same', () => {
    for (const photo of [0, 1, 2]) {
      const others = Array.from({ length: 200 }, (_, other) => other).filter((other) => other !== photo);
      const away = (other: number) => distances(crowd, [{ a: photo, b: other }])[0]!;
      const wanted = others
        .sort((x, y) => away(x) - away(y))
        .slice(0, 32)
        .filter((other) => probabilityAt(calibration, away(other)) <= 0.05)
        .slice(0, 4);
      expect(wanted.length).toBeGreaterThan(0);
      expect(near.presumedDifferent(photo, calibration, () => true)).toEqual(wanted);
    }
  });

  test('are none that may not be taken, nor any where distance tells nothing', () => {
    const [first] = near.presumedDifferent(0, calibration, () => true);
    expect(near.presumedDifferent(0, calibration, (other) => other !== first)).not.toContain(first);
    expect(near.presumedDifferent(0, { intercept: 0, slope: 1 }, () => true)).toEqual([]);
  });
});
