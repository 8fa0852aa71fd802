/**
 * What is kept of a photo's local features so that it can be looked up: of each its word, a quarter of its description,
 * and where it lies; 6 kB a photo. Fine features keep one word, coarse ones three: a photo that is part of another one
 * shows coarsely what that one shows finely.
 */
import { levelStep, words as length, type Features } from '../verify/features.ts';
import { sightSide } from '../verify/sight.ts';
import { nearestWords, type Vocabulary } from './vocabulary.ts';

export interface PackedFeatures {
  fine: FeatureList;
  coarse: FeatureList;
}

export interface FeatureList {
  count: number;
  /** Words a feature. */
  each: number;
  words: Uint16Array;
  /** Two a feature: the first 64 bits of its description. */
  bits: Int32Array;
  /** Four a feature: x and y, 0 to 255 over `sightSide`; the angle, 0 to 255 over a turn; the level of its scale. */
  places: Uint8Array;
}

/** Features from this level on are coarse: 2.4 pixels a pixel. */
const firstCoarse = 4;
const wordsOfCoarse = 3;
const header = 4;

export function packFeatures(features: Features, vocabulary: Vocabulary): Uint8Array {
  const levels = Array.from(features.scale, (scale) => Math.round(Math.log(scale) / Math.log(levelStep)));
  const fine = [...levels.keys()].filter((at) => levels[at] < firstCoarse);
  const coarse = [...levels.keys()].filter((at) => levels[at] >= firstCoarse);
  const blob = new Uint8Array(header + sizeOf(fine.length, 1) + sizeOf(coarse.length, wordsOfCoarse));
  new Uint16Array(blob.buffer, 0, 2).set([fine.length, coarse.length]);
  const packed = unpackFeatures(blob);
  for (const [list, from] of [
    [packed.fine, fine],
    [packed.coarse, coarse],
  ] as const)
    from.forEach((feature, at) => {
      nearestWords(vocabulary, features.bits, feature * length, list.each, list.words, at * list.each);
      list.bits.set(features.bits.subarray(feature * length, feature * length + 2), at * 2);
      const turn = features.angle[feature] / (2 * Math.PI);
      list.places.set(
        [
          toByte(features.x[feature] / sightSide),
          toByte(features.y[feature] / sightSide),
          Math.round((turn - Math.floor(turn)) * 256) % 256,
          levels[feature],
        ],
        at * 4,
      );
    });
  return blob;
}

/** @param blob from `packFeatures`, which the lists share. */
export function unpackFeatures(blob: Uint8Array): PackedFeatures {
  // A blob may start at an odd address.
  const { buffer, byteOffset } = blob.byteOffset % 4 === 0 ? blob : blob.slice();
  const [fine, coarse] = new Uint16Array(buffer, byteOffset, 2);
  return {
    fine: listAt(buffer, byteOffset + header, fine, 1),
    coarse: listAt(buffer, byteOffset + header + sizeOf(fine, 1), coarse, wordsOfCoarse),
  };
}

function listAt(buffer: ArrayBufferLike, offset: number, count: number, each: number): FeatureList {
  return {
    count,
    each,
    bits: new Int32Array(buffer, offset, count * 2),
    places: new Uint8Array(buffer, offset + count * 8, count * 4),
    words: new Uint16Array(buffer, offset + count * 12, count * each),
  };
}

/** Bytes of a list: what follows it starts at a multiple of four. */
function sizeOf(count: number, each: number): number {
  return Math.ceil((count * (12 + 2 * each)) / 4) * 4;
}

function toByte(share: number): number {
  return Math.min(255, Math.max(0, Math.round(share * 255)));
}
