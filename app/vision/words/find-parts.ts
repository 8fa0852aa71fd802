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
import { Gather, type Match } from './gather-matches.ts';
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
/** In 256 parts of a turn. */
const halfABin = 128 / angleBins;

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
  readonly #gather: Gather;

  /** @param weights of the vocabulary. */
  constructor(photos: readonly PackedFeatures[], weights: Float32Array) {
    this.#coarse = new InvertedIndex(
      photos.map(({ coarse }) => coarse),
      weights.length,
    );
    this.#fine = new InvertedIndex(
      photos.map(({ fine }) => fine),
      weights.length,
    );
    this.#gather = new Gather(photos.length, weights);
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
    const found = (own: number, entry: number, word: number) => {
      gather.add(index.photos[entry], own, entry, word);
    };
    index.search(list, found, withNearest);
    return gather.promising(least).flatMap((indexed) => {
      const matches = gather.of(indexed);
      // Few pass this, which takes a fraction of what laying their features on each other does.
      if (!mayAgree(matches, list, index, isPart(indexed), least)) return [];
      const score = scoreOf(list, index, withoutBursts(matches), isPart(indexed));
      return score >= least ? [{ indexed, isPart: isPart(indexed), score }] : [];
    });
  }
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
const counts = new Int32Array(bins.length);

/** Whether enough matches turn and scale alike, wherever they lie. */
function mayAgree(
  matches: readonly Match[],
  list: FeatureList,
  index: InvertedIndex,
  isIndexedPart: boolean,
  least: number,
): boolean {
  bins.fill(0);
  counts.fill(0);
  const side = isIndexedPart ? 1 : -1;
  for (const { own, entry, weight } of matches) {
    const turn = side * (list.places[own * 4 + 2] - index.places[entry * 4 + 2]);
    const levels = side * (index.places[entry * 4 + 3] - list.places[own * 4 + 3]);
    const level = Math.min(levelBins - 2, Math.max(0, Math.floor(levels / levelsABin + 0.5)));
    // Turns are told in 256 parts; bins overlap by half.
    const angle = (Math.floor((turn & 255) / (256 / angleBins)) + angleBins - (turn & halfABin ? 0 : 1)) % angleBins;
    const [bin, next] = [level * angleBins + angle, level * angleBins + ((angle + 1) % angleBins)];
    for (const one of [bin, next, bin + angleBins, next + angleBins]) {
      bins[one] += weight;
      counts[one]++;
    }
  }
  return bins.some((sum, bin) => sum >= least && counts[bin] >= fewest);
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
