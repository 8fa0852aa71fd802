/** One simulated person is asked about pairs of one library, a round at a time: as `suggest` says, or at random. */
import type { Observation } from '../../app/learning/evidence.ts';
import { evidenceRows } from '../../app/learning/evidence.ts';
import { Judge, type JudgePrior } from '../../app/learning/judge.ts';
import { suggest } from '../../app/learning/suggest.ts';
import { Chance } from '../random.ts';
import type { SimulatedLibrary } from './collect.ts';
import { photoOf } from './labelled.ts';

export const askings = ['suggest', 'random'] as const;
export type Asking = (typeof askings)[number];

/** Pairs asked about between two fits of the judge. */
const round = 10;
/** Share of the photos' sources that the library of one run holds: every seed asks about another one. */
const held = 0.7;

export interface Session {
  library: SimulatedLibrary;
  /** One a pair of the library, under the head in use. */
  observations: readonly Observation[];
  /** What the person would answer. */
  answers: readonly boolean[];
  prior: JudgePrior;
}

/** @returns places in the library's list of pairs, in the order in which they were asked. */
export function ask(
  { library, observations, answers, prior }: Session,
  asking: Asking,
  count: number,
  seed: number,
): number[] {
  const chance = new Chance(`${seed} asked`);
  const sources = new Set(library.photos.map(({ source }) => source));
  const kept = new Set([...sources].sort((x, y) => x - y).filter(() => chance.isLucky(held)));
  const isKept = (place: number) => kept.has(photoOf(library, place).source);
  const pool = [...library.pairs.keys()].filter((pair) => {
    const { a, b } = library.pairs[pair] ?? { a: 0, b: 0 };
    return isKept(a) && isKept(b);
  });
  if (asking === 'random') return chance.shuffle(pool).slice(0, count);

  const at = (place: number) => pool[place] ?? 0;
  const observed = pool.map((pair) => observations[pair] as Observation);
  const rows = evidenceRows(observed);
  const a = pool.map((pair) => library.pairs[pair]?.a ?? 0);
  const b = pool.map((pair) => library.pairs[pair]?.b ?? 0);
  const verifier = Float64Array.from(observed, ({ kind }) => Number(kind !== null));
  const asked: number[] = [];
  const isAsked = new Set<number>();
  while (asked.length < Math.min(count, pool.length)) {
    const judge = Judge.adapted(
      prior,
      asked.map((place) => ({ pair: observed[place] as Observation, same: answers[at(place)] ?? false })),
    );
    const askable = { a, b, rows, opinions: [verifier], asked: (place: number) => isAsked.has(place) };
    for (const place of suggest(judge, askable, Math.min(round, count - asked.length))) {
      asked.push(place);
      isAsked.add(place);
    }
  }
  return asked.map(at);
}
