import type { Choice } from './miner.ts';

/** Every negative, however many are wanted. */
export function all({ negatives }: Choice): number[] {
  return negatives.map((_, place) => place);
}
