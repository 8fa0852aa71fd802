import { hard } from './hard.ts';
import type { Choice } from './miner.ts';

/**
 * The nearest of the negatives that are further away than the positive: Schroff et al. 2015, "FaceNet", eq. 4. Where
 * none is further, the nearest of all, so that an anchor that is wholly wrong still teaches.
 */
export function semiHard(choice: Choice): number[] {
  const { positive, negatives } = choice;
  const further = negatives
    .map((distance, place) => ({ distance, place }))
    .filter(({ distance }) => distance > positive);
  if (further.length === 0) return hard(choice);
  const places = hard({ ...choice, negatives: further.map(({ distance }) => distance) });
  return places.map((at) => further[at].place);
}
