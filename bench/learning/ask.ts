/** One simulated person is asked about pairs of one library, a round at a time: as `suggest` says, or at random. */
import { evidenceRows, type Observation } from '../../app/learning/judge/evidence.ts';
import { Judge, type JudgePrior } from '../../app/learning/judge/judge.ts';
import { suggest } from '../../app/learning/questions/suggest.ts';
import { Chance } from '../random.ts';
import type { SimulatedLibrary } from './collect.ts';
import { photoOf } from './labelled.ts';

export const askings = ['suggest', 'random'] as const;
export type Asking = (typeof askings)[number];

/** Pairs asked about between two fits of the judge. */
const round = 10;
/** Share of the sources that the library of one run holds: every seed asks about another one. */
const held = 0.7;

export interface Asked {
  library: SimulatedLibrary;
  /** One a pair of the library, under the head in use. */
  observations: readonly Observation[];
  /** What the person answers, one a pair. */
  answers: readonly boolean[];
  prior: JudgePrior;
}

/** @returns places in the library's list of pairs, in the order in which they are asked. */
export function ask(
  { library, observations, answers, prior }: Asked,
  asking: Asking,
  count: number,
  seed: number,
): number[] {
  const chance = new Chance(`${seed} asked`);
  const pool = poolOf(library, chance);
  if (asking === 'random') return chance.shuffle(pool).slice(0, count);

  const observed = pool.map((pair) => observations[pair] as Observation);
  const askable = {
    a: pool.map((pair) => library.pairs[pair]?.a ?? 0),
    b: pool.map((pair) => library.pairs[pair]?.b ?? 0),
    rows: evidenceRows(observed),
    opinions: [Float64Array.from(observed, ({ kind }) => Number(kind !== null))],
  };
  const asked = new Set<number>();
  while (asked.size < Math.min(count, pool.length)) {
    const answered = [...asked].map((place) => ({
      pair: observed[place] as Observation,
      same: answers[pool[place] ?? 0] ?? false,
    }));
    const judge = Judge.adapted(prior, answered);
    const next = suggest(
      judge,
      { ...askable, asked: (place) => asked.has(place) },
      Math.min(round, count - asked.size),
    );
    for (const place of next) asked.add(place);
  }
  return [...asked].map((place) => pool[place] ?? 0);
}

/** The pairs of a part of the library. */
function poolOf(library: SimulatedLibrary, chance: Chance): number[] {
  const sources = [...new Set(library.photos.map(({ source }) => source))].sort((x, y) => x - y);
  const kept = new Set(sources.filter(() => chance.isLucky(held)));
  const isKept = (place: number) => kept.has(photoOf(library, place).source);
  return [...library.pairs.keys()].filter((pair) => {
    const { a, b } = library.pairs[pair] ?? { a: 0, b: 0 };
    return isKept(a) && isKept(b);
  });
}
