/** Features of many photos by their words: which photos have a feature like this one. */
import type { FeatureList } from './packed-features.ts';
import { ones } from './ones.ts';

/** Bits of 64 in which two features that show one thing may differ: unlike ones of one word differ in more. */
const farthest = 12;

export class InvertedIndex {
  /** The photo of each entry, by its place in the list that the index was made of. */
  readonly photos: Int32Array;
  /** As in `FeatureList`, of the entries. */
  readonly places: Uint8Array;
  readonly #bits: Int32Array;
  /** Whether an entry's word is the nearest of its feature's words. */
  readonly #isNearest: Uint8Array;
  /** Where the entries of each word begin. */
  readonly #starts: Int32Array;

  /** @param words how many there are. */
  constructor(lists: readonly FeatureList[], words: number) {
    const ends = new Int32Array(words + 1);
    for (const list of lists) for (const word of list.words) ends[word + 1]++;
    for (let word = 0; word < words; word++) ends[word + 1] += ends[word];
    this.#starts = ends.slice();
    const count = ends[words];
    this.photos = new Int32Array(count);
    this.places = new Uint8Array(count * 4);
    this.#bits = new Int32Array(count * 2);
    this.#isNearest = new Uint8Array(count);
    lists.forEach(({ words: wordsOfPhoto, each, bits, places }, photo) => {
      wordsOfPhoto.forEach((word, at) => {
        const feature = Math.floor(at / each);
        const entry = ends[word]++;
        this.photos[entry] = photo;
        this.#isNearest[entry] = at % each === 0 ? 1 : 0;
        this.places.set(places.subarray(feature * 4, feature * 4 + 4), entry * 4);
        this.#bits.set(bits.subarray(feature * 2, feature * 2 + 2), entry * 2);
      });
    });
  }

  /**
   * Calls `found` for every pair of like features, in the order of the list's.
   * @param found entry: its place in the index. @param withNearest whether their word must be the nearest one of either.
   */
  search(list: FeatureList, found: (own: number, entry: number, word: number) => void, withNearest = false): void {
    const starts = this.#starts;
    const all = this.#bits;
    const isNearest = this.#isNearest;
    for (let at = 0; at < list.words.length; at++) {
      const word = list.words[at];
      const own = Math.floor(at / list.each);
      const [first, second] = [list.bits[own * 2], list.bits[own * 2 + 1]];
      const isAny = !withNearest || at % list.each === 0;
      for (let entry = starts[word]; entry < starts[word + 1]; entry++)
        if (
          (isAny || isNearest[entry] === 1) &&
          ones(first ^ all[entry * 2], second ^ all[entry * 2 + 1], 0, 0) <= farthest
        )
          found(own, entry, word);
    }
  }
}
