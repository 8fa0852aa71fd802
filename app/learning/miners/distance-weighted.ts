import type { Choice } from './miner.ts';

/** Nearer ones weigh as if they were this far: the bound λ of the paper, as its authors' code sets it. */
const nearest = 0.5;

/**
 * Negatives drawn by chance, each distance as likely as any other: Wu, Manmatha, Smola and Krähenbühl 2017, "Sampling
 * matters in deep embedding learning", eq. 3 and 4. Distances d between points spread evenly on the n-dimensional unit
 * sphere have density q(d) ∝ d^(n−2)·(1 − d²/4)^((n−3)/2); a negative is drawn with a weight of min(λ, 1 / q(d)).
 */
export function distanceWeighted({ negatives, count, dimensions, random }: Choice): number[] {
  // 1 / q spans hundreds of powers of ten: only its ratio to the largest weight can be held in a number.
  const logarithms = negatives.map((distance) => -logDensity(Math.max(nearest, distance), dimensions));
  const largest = logarithms.reduce((most, weight) => Math.max(most, weight), -Infinity);
  const left = logarithms.map((weight, place) => ({ place, weight: Math.exp(weight - largest) }));
  const drawn: number[] = [];
  while (drawn.length < count && left.length > 0) {
    const [one] = left.splice(random.weighted(left.map(({ weight }) => weight)), 1);
    drawn.push(one.place);
  }
  return drawn;
}

/** ln q(d), up to a constant. Beyond d = 1.99 the density vanishes and is held. */
function logDensity(distance: number, dimensions: number): number {
  const held = Math.min(1.99, distance);
  return (dimensions - 2) * Math.log(held) + ((dimensions - 3) / 2) * Math.log(1 - (held * held) / 4);
}
