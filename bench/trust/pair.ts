/** What a pair is that the app is tried on: two files that a person has, and whether the one may go for the other. */
import type { Picture } from '../../app/images/decode.ts';
import type { Chance } from '../random.ts';

export interface PairFile {
  bytes: Buffer;
  /** Without a dot. */
  extension: string;
}

export interface PairKind {
  name: string;
  /** Whether the two are copies of each other, so that one of them should go in bulk. */
  areCopies: boolean;
  /** Of two copies the one that must stay; null where either may. */
  better: 0 | 1 | null;
  /** @param photo for kinds that are made of a photo: another one for each pair, at one of the sizes that people have. */
  make: (photo: Picture, chance: Chance) => Promise<[PairFile, PairFile]>;
}

/** A kind of which nothing may ever go. */
export function noCopies(name: string, make: PairKind['make']): PairKind {
  return { name, areCopies: false, better: null, make };
}

export function copies(name: string, better: PairKind['better'], make: PairKind['make']): PairKind {
  return { name, areCopies: true, better, make };
}
