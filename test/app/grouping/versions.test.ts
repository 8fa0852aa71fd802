import { describe, expect, test } from 'vitest';
import { Versions, type VersionLinks } from '../../../app/grouping/versions.ts';
import { random } from './random.ts';

/** @param nodes from the best to the worst. */
const versions = (nodes: number[], links: Partial<VersionLinks>) =>
  new Versions({ copies: [], exact: [], same: [], different: [], ...links }).of(nodes);

describe('the versions of a picture', () => {
  test('are its best photo and the copies of that one, the best of what is left and its copies, and so on', () => {
    const copies = [
      [3, 0],
      [3, 2],
      [4, 6],
    ] as const;
    expect(versions([3, 6, 0, 2, 4, 5], { copies })).toEqual([[3, 0, 2], [6, 4], [5]]);
  });

  test('do not follow a copy of a copy: two pictures with one thumbnail stay two', () => {
    const [one, other, thumbnail] = [0, 1, 2];
    const copies = [
      [one, thumbnail],
      [other, thumbnail],
    ] as const;
    expect(versions([one, other, thumbnail], { copies })).toEqual([[one, thumbnail], [other]]);
    // What has all the pixels of the best stands for it.
    expect(versions([one, 3, 4], { exact: [[one, 3]], copies: [[3, 4]] })).toEqual([[one, 3, 4]]);
  });

  test('are joined by the person’s word, with their copies, and kept apart by it', () => {
    const copies = [
      [0, 1],
      [2, 3],
    ] as const;
    expect(versions([0, 1, 2, 3], { copies, same: [[1, 2]] })).toEqual([[0, 1, 2, 3]]);
    expect(versions([0, 1, 2, 3], { copies, different: [[0, 1]] })).toEqual([[0], [1], [2, 3]]);
    expect(versions([0, 1, 2], { same: [[0, 1], [1, 2]], different: [[0, 2]] })).toEqual([[0, 1], [2]]); // prettier-ignore
  });

  test('take no link by way of another group', () => {
    const same = [
      [0, 1],
      [1, 2],
    ] as const;
    expect(versions([0, 2], { same })).toEqual([[0], [2]]);
  });

  test('hold each photo once, and do not depend on the order in which links were found', () => {
    const next = random(11);
    const node = () => Math.floor(next() * 30);
    const pairs = () => Array.from({ length: 15 }, () => [node(), node()] as const).filter(([a, b]) => a !== b);
    for (let round = 0; round < 50; round++) {
      const links = { copies: pairs(), exact: pairs().slice(0, 4), same: pairs().slice(0, 5), different: pairs() };
      const nodes = Array.from({ length: 30 }, (_, at) => (at * 7) % 30).filter(() => next() < 0.7);
      const found = versions(nodes, links);
      expect(found.flat().sort((a, b) => a - b)).toEqual(nodes.toSorted((a, b) => a - b));
      const turned = Object.fromEntries(
        Object.entries(links).map(([name, some]) => [name, some.toReversed().map(([a, b]) => [b, a])]),
      );
      expect(versions(nodes, turned)).toEqual(found);
      for (const version of found)
        for (const [a, b] of links.different) expect(version.includes(a) && version.includes(b)).toBe(false);
    }
  });
});
