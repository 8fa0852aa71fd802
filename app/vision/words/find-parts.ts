/**
 * Photos of which one is a part of the other, however small: what the part shows coarsely, the whole shows finely, and
 * their features lie alike. And photos that show one thing in about the same size, however far apart their light has
 * brought their vectors: what one shows coarsely, so does the other. A feature that both have says as much as its word is rare; those count of which one map
 * from part to whole tells (weak geometry by scale and angle first: Jégou and others 2008, "Hamming embedding and weak
 * geometric consistency"), and the best map's sum is the score.
 */
import { agrees, featureMap, fewest, type FeatureMap } from '../verify/feature-map.ts';
import { levelStep } from '../verify/features.ts';
import { sightSide } from '../verify/sight.ts';
import { InvertedIndex } from './inverted-index.ts';
import type { FeatureList, PackedFeatures } from './packed-features.ts';

/** The least score, in nats. Of pairs that have nothing to do with each other 1 in 600 reaches it. */
export const leastScore = 12;
/** The same for photos that show one thing in the same size, which the encoder mostly knows: 1 in 2,500 reaches it. */
export const leastAlikeScore = 16;
/** No score is higher: copies share hundreds of features, and it would take long to count them all. */
const certain = 80;
/** Matches are first counted by the difference of their levels and angles. */
const levelBins = 8;
const levelsABin = 2;
const angleBins = 16;

export interface Part {
  /** Places in the indexed list, and of the photo that was held against it. */
  indexed: number;
  /** Whether the indexed photo is the part. */
  isPart: boolean;
  score: number;
}

/** Photos that others are held against. */
export class PartIndex {
  readonly #coarse: InvertedIndex;
  readonly #fine: InvertedIndex;
  readonly #weights: Float32Array;
  readonly #gather: Gather;

  /** @param weights of the vocabulary. */
  constructor(photos: readonly PackedFeatures[], weights: Float32Array) {
    this.#weights = weights;
    this.#coarse = new InvertedIndex(
      photos.map(({ coarse }) => coarse),
      weights.length,
    );
    this.#fine = new InvertedIndex(
      photos.map(({ fine }) => fine),
      weights.length,
    );
    this.#gather = new Gather(photos.length);
  }

  /** The indexed photos that may be part of a photo. */
  partsOf({ fine }: PackedFeatures): Part[] {
    return this.#search(this.#coarse, fine, { least: leastScore, isPart: () => true });
  }

  /** The indexed photos of which a photo may be part. */
  wholesOf({ coarse }: PackedFeatures): Part[] {
    return this.#search(this.#fine, coarse, { least: leastScore, isPart: () => false });
  }

  /**
   * The indexed photos that may show the same in about the same size.
   * @param isFirst whether an indexed photo is to be taken for the part: neither is, but one must be, whichever is indexed.
   */
  alikeTo({ coarse }: PackedFeatures, isFirst: (indexed: number) => boolean): Part[] {
    // Both lists have several words a feature: it is enough that the nearest of one is among the other's.
    return this.#search(this.#coarse, coarse, { least: leastAlikeScore, isPart: isFirst, withNearest: true });
  }

  #search(
    index: InvertedIndex,
    list: FeatureList,
    { least, isPart, withNearest }: { least: number; isPart: (indexed: number) => boolean; withNearest?: boolean },
  ): Part[] {
    const gather = this.#gather;
    gather.clear();
    const weights = this.#weights;
    const found = (own: number, entry: number, word: number) => {
      gather.add(index.photos[entry], { own, entry, word, weight: weights[word] });
    };
    index.search(list, found, withNearest);
    return gather.promising(least).flatMap((indexed) => {
      const score = scoreOf(list, index, withoutBursts(gather.of(indexed)), isPart(indexed));
      return score >= least ? [{ indexed, isPart: isPart(indexed), score }] : [];
    });
  }
}

/** Matches of one photo, by the photo that they are with. */
class Gather {
  readonly #sums: Float64Array;
  readonly #last: Int32Array;
  readonly #newest: Int32Array;
  readonly #touched: number[] = [];
  readonly #matches: Match[] = [];
  readonly #before: number[] = [];

  constructor(photos: number) {
    this.#sums = new Float64Array(photos);
    this.#last = new Int32Array(photos);
    this.#newest = new Int32Array(photos).fill(-1);
  }

  clear(): void {
    for (const photo of this.#touched) this.#newest[photo] = -1;
    for (const list of [this.#touched, this.#matches, this.#before]) list.length = 0;
  }

  add(photo: number, match: Match): void {
    if (this.#newest[photo] === -1) {
      this.#touched.push(photo);
      this.#sums[photo] = 0;
      this.#last[photo] = -1;
    }
    // What one feature is like counts once.
    if (this.#last[photo] !== match.own) this.#sums[photo] += match.weight;
    this.#last[photo] = match.own;
    this.#before.push(this.#newest[photo]);
    this.#newest[photo] = this.#matches.length;
    this.#matches.push(match);
  }

  /** Photos whose matches could reach the score if all of them agreed. */
  promising(least: number): number[] {
    return this.#touched.filter((photo) => this.#sums[photo] >= least).sort((a, b) => a - b);
  }

  /** The matches with a photo, in the order in which they came. */
  of(photo: number): Match[] {
    const matches: Match[] = [];
    for (let at = this.#newest[photo]; at !== -1; at = this.#before[at]) matches.push(this.#matches[at]);
    return matches.reverse();
  }
}

/** Two features that are alike. */
interface Match {
  /** Place of the feature in its list. */
  own: number;
  /** Place of the other one in the index. */
  entry: number;
  word: number;
  /** What sharing the word says, in nats. */
  weight: number;
}

/** A word that two photos share in more ways than this is a pattern: tiles, woven cloth, print. It tells no place. */
const mostOfAWord = 16;

/** Jégou and others 2009, "On the burstiness of visual elements". */
function withoutBursts(matches: readonly Match[]): Match[] {
  const counts = new Map<number, number>();
  for (const { word } of matches) counts.set(word, (counts.get(word) ?? 0) + 1);
  return matches.filter(({ word }) => (counts.get(word) ?? 0) <= mostOfAWord);
}

/** A match as a map from part to whole. */
interface Guess extends FeatureMap {
  weight: number;
  /** Either feature's place as one number. */
  fromPlace: number;
  toPlace: number;
  /** Levels that the part is coarser. */
  levels: number;
}

function scoreOf(list: FeatureList, index: InvertedIndex, matches: readonly Match[], isIndexedPart: boolean): number {
  // In an order of their own, so that it makes no difference which of the two photos is indexed.
  const guesses = matches.map((match) => toGuess(match, list, index, isIndexedPart)).sort(byPlace);
  if (!mayAgree(guesses)) return 0;
  let best = 0;
  for (const guess of guesses) {
    best = Math.max(best, agreeing(guess, guesses));
    if (best >= certain) return certain;
  }
  return best;
}

function toGuess(match: Match, list: FeatureList, index: InvertedIndex, isIndexedPart: boolean): Guess {
  const own = list.places.subarray(match.own * 4, match.own * 4 + 4);
  const other = index.places.subarray(match.entry * 4, match.entry * 4 + 4);
  const [part, whole] = isIndexedPart ? [other, own] : [own, other];
  const toPixels = sightSide / 255;
  const point = (place: Uint8Array) => ({ x: place[0] * toPixels, y: place[1] * toPixels });
  const turn = ((whole[2] - part[2]) / 256) * 2 * Math.PI;
  const levels = part[3] - whole[3];
  return {
    ...featureMap(point(part), point(whole), turn, levelStep ** -levels),
    weight: match.weight,
    fromPlace: part[1] * 256 + part[0],
    toPlace: whole[1] * 256 + whole[0],
    levels,
  };
}

function byPlace(a: Guess, b: Guess): number {
  // Two features that share several words count by the rarest.
  return (
    a.fromPlace - b.fromPlace || a.toPlace - b.toPlace || a.levels - b.levels || a.turn - b.turn || b.weight - a.weight
  );
}

const bins = new Float64Array(levelBins * angleBins);

/** Whether enough matches turn and scale alike, wherever they lie. */
function mayAgree(guesses: readonly Guess[]): boolean {
  bins.fill(0);
  let highest = 0;
  for (const { turn, levels, weight } of guesses) {
    const level = Math.min(levelBins - 2, Math.max(0, Math.floor(levels / levelsABin + 0.5)));
    const share = turn / (2 * Math.PI);
    const angle = Math.floor((share - Math.floor(share)) * angleBins + angleBins - 0.5) % angleBins;
    for (const levelBin of [level, level + 1])
      for (const angleBin of [angle, (angle + 1) % angleBins]) {
        const bin = levelBin * angleBins + angleBin;
        bins[bin] += weight;
        highest = Math.max(highest, bins[bin]);
      }
  }
  return highest >= leastScore;
}

/** What the matches that agree with one say together: a feature of either photo counts once. */
function agreeing(guess: Guess, guesses: readonly Guess[]): number {
  const [usedFrom, usedTo] = [new Set<number>(), new Set<number>()];
  let sum = 0;
  for (const other of guesses) {
    if (usedFrom.has(other.fromPlace) || usedTo.has(other.toPlace) || !agrees(guess, other)) continue;
    usedFrom.add(other.fromPlace);
    usedTo.add(other.toPlace);
    sum += other.weight;
  }
  return usedFrom.size >= fewest ? sum : 0;
}
