/** Made-up pairs, for what weighs evidence. */
import type { Measurements, Observation } from '../../../app/learning/judge/evidence.ts';
import { random } from '../grouping/random.ts';

export const exact: Measurements = {
  turn: 0,
  mirrored: false,
  share: 1,
  gain: 1,
  saturation: 1,
  offset: 0,
  agreement: 1,
  overlay: 0,
  inliers: 0,
};

/** An edit that was verified, but for what is said otherwise. */
export function observation(changes: Partial<Observation> = {}): Observation {
  return {
    distance: 0.3,
    kind: 'edited',
    measured: exact,
    secondsApart: null,
    sameCamera: null,
    sizeRatio: 1,
    ...changes,
  };
}

export const stranger = (distance = 1): Observation => observation({ kind: null, measured: null, distance });

/** Pairs of all sorts: strangers, copies, recoloured, cropped and turned ones. */
export function randomPairs(count: number, seed: number): Observation[] {
  const next = random(seed);
  const sorts: (() => Observation)[] = [
    () => stranger(0.6 + 0.6 * next()),
    () => stranger(0.6 + 0.6 * next()),
    () => observation({ kind: 'resized', distance: 0.2 * next(), sizeRatio: 1 + 3 * next() }),
    () => observation({ distance: 0.5 * next(), measured: { ...exact, gain: 0.4 + 0.3 * next(), offset: -20 } }),
    () => observation({ distance: 0.5 * next(), measured: { ...exact, overlay: 0.2 * next() } }),
    () => observation({ kind: 'cropped', distance: next(), measured: { ...exact, share: 0.2 + 0.6 * next() } }),
    () => observation({ kind: 'cropped', distance: next(), measured: { ...exact, turn: 5 + 80 * next(), share: 0.8 } }),
  ];
  return Array.from({ length: count }, () => sorts[Math.floor(next() * sorts.length)]!());
}
