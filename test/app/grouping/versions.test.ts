import { describe, expect, test } from 'vitest';
import { Versions, type VersionLinks } from '../../../app/grouping/versions.ts';
import { random } from './random.ts';

const versions = (nodes: number[], links: Partial<VersionLinks>) =>
  new Versions({ copies: [], same: [], different: [], ...links }).of(nodes);

describe('the versions of a picture', () => {
  test('are what copies make of a group, however long the way from copy to copy', () => {
    const copies = [
      [2, 3],
      [0, 3],
      [4, 6],
    ] as const;
    expect(versions([0, 2, 3, 4, 5, 6], { copies })).toEqual([[0, 2, 3], [4, 6], [5]]);
  });

  test('are joined by the person’s word, and kept apart by it', () => {
    const copies = [
      [0, 1],
      [2, 3],
    ] as const;
    expect(versions([0, 1, 2, 3], { copies, same: [[1, 2]] })).toEqual([[0, 1, 2, 3]]);
    expect(versions([0, 1, 2, 3], { copies, different: [[0, 1]] })).toEqual([[0], [1], [2, 3]]);
    // "Different" holds, and of two answers that cannot both hold, the newest.
    const told = { copies: [], different: [[0, 2]] as const };
    expect(versions([0, 1, 2], { ...told, same: [[1, 2], [0, 1]] })).toEqual([[0], [1, 2]]); // prettier-ignore
  });

  test('take no link by way of another group', () => {
    const copies = [
      [0, 1],
      [1, 2],
    ] as const;
    expect(versions([0, 2], { copies })).toEqual([[0], [2]]);
  });

  test('hold each photo once, in a fixed order', () => {
    const next = random(11);
    const node = () => Math.floor(next() * 30);
    for (let round = 0; round < 50; round++) {
      const copies = Array.from({ length: 20 }, () => [node(), node()] as const).filter(([a, b]) => a !== b);
      const nodes = Array.from({ length: 30 }, (_, at) => at).filter(() => next() < 0.7);
      const found = versions(nodes, { copies });
      expect(found.flat().sort((a, b) => a - b)).toEqual(nodes);
      expect(found).toEqual(versions(nodes, { copies: copies.map(([a, b]) => [b, a]) }));
    }
  });
});
