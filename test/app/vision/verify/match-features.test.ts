import { expect, test } from 'vitest';
import type { Features } from '../../../../app/vision/verify/features.ts';
import { match } from '../../../../app/vision/verify/match-features.ts';
import { Chance } from '../../../../bench/random.ts';

/** Descriptions that are near each other now and then, in ascending scales. */
function features(count: number, seed: string): Features {
  const chance = new Chance(seed);
  const centres = Array.from({ length: 6 }, (_, at) => new Chance(`centre ${at}`)).map((one) =>
    Array.from({ length: 8 }, () => one.below(2 ** 32)),
  );
  const bits = Array.from({ length: count }, () => {
    const centre = chance.pick(centres as [number[], ...number[][]]);
    return centre.map((word) => {
      let flipped = word;
      for (let flip = 0; flip < 6; flip++) flipped ^= 1 << chance.below(32);
      return flipped;
    });
  });
  const zeros = () => new Float32Array(count);
  return {
    count,
    x: zeros(),
    y: zeros(),
    angle: zeros(),
    scale: Float32Array.from({ length: count }, (_, at) => 1 + (3 * at) / count),
    bits: Int32Array.from(bits.flat()),
  };
}

function distance(a: Features, i: number, b: Features, j: number, mirrored: boolean): { half: number; all: number } {
  const ones = (word: number) => (word >>> 0).toString(2).replaceAll('0', '').length;
  let [half, all] = [0, 0];
  for (let word = 0; word < 8; word++) {
    const other = mirrored ? (word + 4) % 8 : word;
    const differing = ones((a.bits[i * 8 + word] ?? 0) ^ (b.bits[j * 8 + other] ?? 0));
    all += differing;
    if (word < 4) half += differing;
  }
  return { half, all };
}

/** Each one's best of the other photo, the first of equals; only pairs that are each other's. */
function naively(a: Features, b: Features, mirrored: boolean): [number, number][] {
  const isTried = (scale: number) => !mirrored || scale >= 1.5;
  const near = (i: number, j: number) => {
    const { half, all } = distance(a, i, b, j, mirrored);
    return isTried(a.scale[i] ?? 0) && isTried(b.scale[j] ?? 0) && half <= 44 && all <= 72 ? all : Infinity;
  };
  const best = (count: number, measure: (other: number) => number) => {
    let found = -1;
    for (let other = 0; other < count; other++)
      if (measure(other) < (found === -1 ? Infinity : measure(found))) found = other;
    return found;
  };
  const ofA = Array.from({ length: a.count }, (_, i) => best(b.count, (j) => near(i, j)));
  const ofB = Array.from({ length: b.count }, (_, j) => best(a.count, (i) => near(i, j)));
  return ofA.flatMap((j, i): [number, number][] => (j !== -1 && ofB[j] === i ? [[i, j]] : []));
}

test.each([
  [60, 47],
  [13, 64],
  [0, 9],
])('features are paired as each other’s best, mirrored or not: %i and %i', (countA, countB) => {
  const [a, b] = [features(countA, 'a'), features(countB, 'b')];
  for (const mirrored of [false, true]) {
    const found = match(a, b, mirrored);
    expect([...found.a].map((i, at) => [i, found.b[at]])).toEqual(naively(a, b, mirrored));
    if (countA > 0 && !mirrored) expect(found.a.length).toBeGreaterThan(0);
  }
});
