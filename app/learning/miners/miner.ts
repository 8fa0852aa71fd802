/** What every miner is asked. */
import type { Random } from '../random.ts';

export interface Choice {
  /** Distance of the anchor to its positive, 0 to 2. */
  positive: number;
  /** Distances of the anchor to what may become its negatives. */
  negatives: readonly number[];
  /** How many are wanted. */
  count: number;
  /** Of the unit vectors between which the distances are. */
  dimensions: number;
  random: Random;
}

/** @returns places in `negatives`, each once. */
export type Miner = (choice: Choice) => number[];
