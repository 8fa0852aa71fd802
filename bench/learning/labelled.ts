/** A simulated library's pairs as a judge sees them: observations under a head, and their evidence. */
import { toDistance } from '../../app/grouping/distance.ts';
import { observe } from '../../app/lessons/observe.ts';
import { evidenceRows, type Observation } from '../../app/learning/judge/evidence.ts';
import type { LibraryPhoto, SimulatedLibrary } from './collect.ts';
import type { Oracle } from './oracles.ts';

/** @param vectors unit rows of the library's photos under some head; its own for the head that changes nothing. */
export function observations(library: SimulatedLibrary, vectors = library.vectors): Observation[] {
  const { dimensions, pairs } = library;
  return pairs.map(({ a, b, relation }) => {
    let cosine = 0;
    for (let at = 0; at < dimensions; at++)
      cosine += (vectors[a * dimensions + at] ?? 0) * (vectors[b * dimensions + at] ?? 0);
    return observe(photoOf(library, a), photoOf(library, b), toDistance(cosine), relation?.kind ?? null, relation);
  });
}

export function evidence(library: SimulatedLibrary, vectors = library.vectors): Float64Array {
  return evidenceRows(observations(library, vectors));
}

/** What a person answers to every pair. */
export function answersOf(library: SimulatedLibrary, { says }: Oracle): boolean[] {
  return library.pairs.map(({ a, b }) => says(photoOf(library, a), photoOf(library, b)));
}

export function photoOf({ photos }: SimulatedLibrary, place: number): LibraryPhoto {
  const photo = photos[place];
  if (photo === undefined) throw new RangeError(`The library has no photo ${place}.`);
  return photo;
}
