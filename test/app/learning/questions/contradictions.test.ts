import { describe, expect, test } from 'vitest';
import { findContradictions, type Answer } from '../../../../app/learning/questions/contradictions.ts';
import { random, randomPairs } from '../../grouping/random.ts';

const same = <Photo>(a: Photo, b: Photo): Answer<Photo> => ({ a, b, verdict: 'same' });
const different = <Photo>(a: Photo, b: Photo): Answer<Photo> => ({ a, b, verdict: 'different' });

describe('contradictions', () => {
  test('are found around a triangle, with the answers that make them', () => {
    expect(findContradictions([same('A', 'B'), same('C', 'B'), different('A', 'C')])).toEqual([
      { a: 'A', b: 'C', path: ['A', 'B', 'C'] },
    ]);
  });

  test('are none where answers agree', () => {
    expect(findContradictions([same(1, 2), same(2, 3), same(1, 3), different(3, 4), different(1, 4)])).toEqual([]);
    expect(findContradictions([same(1, 2), different(2, 3), different(1, 3)])).toEqual([]);
    expect(findContradictions([])).toEqual([]);
  });

  test('are told by the shortest chain, each pair by its own', () => {
    const answers = [same(0, 1), same(1, 2), same(2, 3), same(3, 4), same(0, 3), different(0, 4), different(2, 0)];
    expect(findContradictions(answers)).toEqual([
      { a: 0, b: 4, path: [0, 3, 4] },
      { a: 2, b: 0, path: expect.toSatisfy((path: number[]) => path.length === 3 && path[0] === 2) as unknown },
    ]);
  });

  test('of any answers are those that a search through everything linked finds', () => {
    let found = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const next = random(seed);
      const said = new Map<string, Answer<number>>();
      for (const [a, b] of randomPairs(9, 9, next))
        said.set(`${Math.min(a, b)} ${Math.max(a, b)}`, next() < 0.7 ? same(a, b) : different(a, b));
      const answers = [...said.values()];
      const linked = answers.filter(({ verdict }) => verdict === 'same');
      // Each photo takes the smallest number that it is linked to, until nothing changes.
      const unit = Array.from({ length: 9 }, (_, photo) => photo);
      for (let round = 0; round < 9; round++)
        for (const { a, b } of linked) unit[a] = unit[b] = Math.min(unit[a]!, unit[b]!);
      const expected = answers.filter(({ a, b, verdict }) => verdict === 'different' && unit[a] === unit[b]);
      const contradictions = findContradictions(answers);
      expect(contradictions.map(({ a, b }) => [a, b])).toEqual(expected.map(({ a, b }) => [a, b]));
      for (const { a, b, path } of contradictions) {
        found++;
        expect([path[0], path.at(-1)]).toEqual([a, b]);
        expect(new Set(path).size).toBe(path.length);
        path.slice(1).forEach((photo, at) => {
          const before = path[at];
          expect(linked.some((one) => [one.a, one.b].includes(photo) && [one.a, one.b].includes(before!))).toBe(true);
        });
      }
    }
    expect(found).toBeGreaterThan(50);
  });
});
