import type { Choice } from './miner.ts';

/** The nearest negatives: Schroff et al. 2015, "FaceNet", section 3.2, the argmin over n of ‖f(a) − f(n)‖². */
export function hard({ negatives, count }: Choice): number[] {
  return negatives
    .map((distance, place) => ({ distance, place }))
    .sort((x, y) => x.distance - y.distance || x.place - y.place)
    .slice(0, count)
    .map(({ place }) => place);
}
