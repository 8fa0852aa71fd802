import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../../app/groups/head-changes.ts';
import type { FoundGroup } from '../../../app/groups/library-groups.ts';
import { Random } from '../../../app/learning/random.ts';

/** Groups as far as what is in them goes. */
const groupsOf = (...groups: string[][]) =>
  groups.map((contents) => ({ photos: contents.map((sha256) => ({ sha256 })) })) as unknown as FoundGroup[];
const all = { count: 8, isKnown: () => false, seed: 1 };

/** Pairs together in some group, counted one by one. */
function pairsOf(groups: string[][]): Set<string> {
  return new Set(groups.flatMap((group) => group.flatMap((a) => group.flatMap((b) => (a < b ? [`${a} ${b}`] : [])))));
}

/** Some of thirty photos in groups of chance. */
function byChance(random: Random): string[][] {
  const groups = Array.from({ length: 8 }, (): string[] => []);
  for (let photo = 10; photo < 40; photo++) if (random.next() < 0.8) groups[random.below(8)]!.push(String(photo));
  return groups.filter(({ length }) => length > 1);
}

describe('what another version would change', () => {
  test('is counted as one by one', () => {
    const random = new Random(7);
    for (let round = 0; round < 50; round++) {
      const [before, after] = [byChance(random), byChance(random)];
      const [was, is] = [pairsOf(before), pairsOf(after)];
      const { joined, parted, samples } = changesBetween(groupsOf(...before), groupsOf(...after), all);
      expect(joined.pairs).toBe([...is].filter((pair) => !was.has(pair)).length);
      expect(parted.pairs).toBe([...was].filter((pair) => !is.has(pair)).length);
      for (const { a, b, joined: isJoined } of samples) {
        const [there, gone] = isJoined ? [is, was] : [was, is];
        expect([there.has(`${a} ${b}`), gone.has(`${a} ${b}`)]).toEqual([true, false]);
      }
      expect(new Set(samples.map(({ a, b }) => `${a} ${b}`)).size).toBe(samples.length);
    }
  });

  test('is nothing where the groups are the same, in whatever order', () => {
    const { joined, parted, samples } = changesBetween(
      groupsOf(['a', 'b'], ['c', 'd']),
      groupsOf(['d', 'c'], ['b', 'a']),
      all,
    );
    expect({ joined, parted, samples }).toEqual({
      joined: { groups: 0, pairs: 0 },
      parted: { groups: 0, pairs: 0 },
      samples: [],
    });
  });

  test('is drawn by chance, each pair as likely as any other; the same seed draws the same', () => {
    const after = groupsOf(['a', 'b', 'c'], ['d', 'e', 'f', 'g']);
    const before = groupsOf(['a', 'b'], ['d', 'e']);
    const drawn = new Map<string, number>();
    const rounds = 4000;
    for (let seed = 0; seed < rounds; seed++)
      for (const { a, b } of changesBetween(before, after, { ...all, count: 1, seed }).samples)
        drawn.set(`${a} ${b}`, (drawn.get(`${a} ${b}`) ?? 0) + 1);
    // a–c, b–c, and of the second group all six but d–e.
    expect([...drawn.keys()].sort()).toEqual(['a c', 'b c', 'd f', 'd g', 'e f', 'e g', 'f g']);
    for (const times of drawn.values()) expect(Math.abs(times / rounds - 1 / 7)).toBeLessThan(0.025);
    expect(changesBetween(before, after, all)).toEqual(changesBetween(before, after, all));
  });

  test('leaves out of what is shown what a person has said already', () => {
    const isKnown = (a: string, b: string) => a === 'a' || b === 'a';
    const { samples, joined } = changesBetween(groupsOf(), groupsOf(['a', 'b', 'c']), { ...all, isKnown });
    expect(joined.pairs).toBe(3);
    expect(samples).toEqual([{ a: 'b', b: 'c', joined: true }]);
  });
});
