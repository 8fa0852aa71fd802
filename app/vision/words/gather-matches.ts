/** Gathers which features of many photos are like those of one. */
import { fewest } from '../verify/feature-map.ts';

/** Two features that are alike. */
export interface Match {
  /** Place of the feature in its list. */
  own: number;
  /** Place of the other one in the index. */
  entry: number;
  word: number;
  /** What sharing the word says, in nats. */
  weight: number;
}

/** Matches of one photo, by the photo that they are with: thousands of each, so they are numbers in lists, not objects. */
export class Gather {
  readonly #sums: Float64Array;
  /** How many of its own features are like one of a photo's. */
  readonly #features: Int32Array;
  readonly #last: Int32Array;
  readonly #newest: Int32Array;
  readonly #touched: number[] = [];
  #owns = new Int32Array(1024);
  #entries = new Int32Array(1024);
  #before = new Int32Array(1024);
  #words = new Uint16Array(1024);
  readonly #weights: Float32Array;
  #count = 0;

  /** @param photos how many may be matched. @param weights what sharing each word says. */
  constructor(photos: number, weights: Float32Array) {
    this.#weights = weights;
    this.#sums = new Float64Array(photos);
    this.#features = new Int32Array(photos);
    this.#last = new Int32Array(photos);
    this.#newest = new Int32Array(photos).fill(-1);
  }

  clear(): void {
    for (const photo of this.#touched) this.#newest[photo] = -1;
    this.#touched.length = 0;
    this.#count = 0;
  }

  add(photo: number, own: number, entry: number, word: number): void {
    if (this.#newest[photo] === -1) {
      this.#touched.push(photo);
      this.#sums[photo] = 0;
      this.#features[photo] = 0;
      this.#last[photo] = -1;
    }
    // What one feature is like counts once.
    if (this.#last[photo] !== own) {
      this.#sums[photo] += this.#weights[word];
      this.#features[photo]++;
    }
    this.#last[photo] = own;
    if (this.#count === this.#owns.length) this.#grow();
    const at = this.#count++;
    this.#before[at] = this.#newest[photo];
    this.#newest[photo] = at;
    this.#owns[at] = own;
    this.#entries[at] = entry;
    this.#words[at] = word;
  }

  /** Photos whose matches could reach the score if all of them agreed. */
  promising(least: number): number[] {
    return this.#touched
      .filter((photo) => this.#sums[photo] >= least && this.#features[photo] >= fewest)
      .sort((a, b) => a - b);
  }

  /** The matches with a photo, in the order in which they came. */
  of(photo: number): Match[] {
    const matches: Match[] = [];
    for (let at = this.#newest[photo]; at !== -1; at = this.#before[at]) {
      const word = this.#words[at];
      matches.push({ own: this.#owns[at], entry: this.#entries[at], word, weight: this.#weights[word] });
    }
    return matches.reverse();
  }

  #grow(): void {
    const length = 2 * this.#owns.length;
    const wider = (list: Int32Array) => {
      const longer = new Int32Array(length);
      longer.set(list);
      return longer;
    };
    this.#owns = wider(this.#owns);
    this.#entries = wider(this.#entries);
    this.#before = wider(this.#before);
    const words = new Uint16Array(length);
    words.set(this.#words);
    this.#words = words;
  }
}
