/** Chance that comes again: the same seed gives the same numbers in every run. */
import { hash } from 'node:crypto';

/** Numbers from 0 to below 1 (mulberry32). @param seed a whole number below 2³². */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Seeded draws, named for what is drawn. */
export class Chance {
  readonly #next: () => number;

  /** @param seed any words: what is drawn for one photo does not depend on the photos before it. */
  constructor(seed: string) {
    this.#next = seededRandom(Number.parseInt(hash('sha256', seed).slice(0, 8), 16));
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.#next();
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(count * this.#next());
  }

  isLucky(probability = 0.5): boolean {
    return this.#next() < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  /** All items in a random order (Fisher and Yates). */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
    }
    return shuffled;
  }

  /** Normally distributed, mean 0 and deviation 1 (Box and Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#next())) * Math.cos(2 * Math.PI * this.#next());
  }
}
