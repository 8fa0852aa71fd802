import { describe, expect, test } from 'vitest';
import { lookingOrder } from '../../../app/pairs/looking-order.ts';
import { Chance } from '../../../bench/random.ts';

/** Photos of an album, each near some others of it; their numbers tell nothing of that. */
function albums(count: number, size: number, chance: Chance) {
  const contents = chance.shuffle(Array.from({ length: count * size }, (_, at) => at));
  const partners = new Map<number, number[]>(contents.map((content) => [content, []]));
  for (let album = 0; album < count; album++) {
    const own = contents.slice(album * size, (album + 1) * size);
    for (const one of own)
      for (let at = 0; at < 6; at++) {
        const other = own[chance.below(size)]!;
        if (other !== one) partners.get(one)!.push(other);
      }
  }
  return { contents: contents.toSorted((a, b) => a - b), partnersOf: (content: number) => partners.get(content)! };
}

/** How often a photo must be seen, where so many are kept in view. */
function seen(order: Iterable<number>, partnersOf: (content: number) => readonly number[], inView: number): number {
  const view = new Set<number>();
  let times = 0;
  for (const content of order)
    for (const one of [content, ...partnersOf(content)]) {
      if (!view.delete(one)) times++;
      view.add(one);
      if (view.size > inView) view.delete(view.values().next().value as number);
    }
  return times;
}

describe('the order in which photos are looked at', () => {
  const { contents, partnersOf } = albums(30, 40, new Chance('albums'));

  test('has each of them once, and no other', () => {
    const wanted = contents.filter((content) => content % 3 > 0);
    const order = [...lookingOrder(wanted, partnersOf, 100)];
    expect(order.toSorted((a, b) => a - b)).toEqual(wanted);
    expect([...lookingOrder([], partnersOf, 100)]).toEqual([]);
    expect([...lookingOrder([7], () => [], 100)]).toEqual([7]);
  });

  test('keeps with photos that are in view: nearly none is seen twice', () => {
    expect(seen(lookingOrder(contents, partnersOf, 100), partnersOf, 100)).toBeLessThan(contents.length * 1.1);
    expect(seen(contents, partnersOf, 100)).toBeGreaterThan(contents.length * 4);
  });

  test('begins with the first, and is the same each time', () => {
    const order = [...lookingOrder(contents, partnersOf, 100)];
    expect(order[0]).toBe(contents[0]);
    expect([...lookingOrder(contents, partnersOf, 100)]).toEqual(order);
  });
});
